/**
 * The code of a page of documentation as a program that checks what the page says of it. Blocks of `ts` make one module, in
 * their order. In them a line `expression; // value` promises the value, to the digits shown, and
 * `expression; // throws Name: message` an error.
 */

export interface DocumentedCode {
  /** As the page has it. */
  readonly typescript: string;
  /** The same with each promise turned into a check; ends by printing the broken ones as JSON. */
  readonly checked: string;
  readonly promises: number;
}

export interface BrokenPromise {
  readonly promise: string;
  readonly actual: string;
}

const PROMISE = /^(?<expression>[^\s/].*?);\s+\/\/ (?<value>.+)$/;
const STATEMENT = /^(const|let|import|export|for|if|function|return|type|interface)\b/;
const THROWS = /^throws (?<error>.+)$/;

/** @throws Error when a line promises something in a way that cannot be checked */
export function documentedCode(markdown: string): DocumentedCode {
  const blocks = [...markdown.matchAll(/^```ts\n(?<code>.*?)^```$/gms)].map(({ groups }) => groups?.code ?? "");
  const lines = blocks.join("\n").split("\n");
  let promises = 0;
  const checked = lines.map((line) => {
    const { expression, value } = PROMISE.exec(line)?.groups ?? {};
    if (expression === undefined || value === undefined) {
      if (/;\s*\/\//.test(line)) throw new Error(`a value that is not checked: ${line}`);
      return line;
    }
    if (STATEMENT.test(expression)) throw new Error(`only an expression promises a value: ${line}`);
    promises++;
    const error = THROWS.exec(value)?.groups?.error;
    const promise = JSON.stringify(line);
    return error === undefined
      ? `__is(${promise}, (${expression}), (${value}));`
      : `__throws(${promise}, () => (${expression}), ${JSON.stringify(error)});`;
  });
  return {
    typescript: lines.join("\n"),
    checked: `${CHECKS}\n${checked.join("\n")}\nconsole.log(JSON.stringify(__broken));\n`,
    promises,
  };
}

const CHECKS = `
const __broken = [];
function __is(promise, actual, expected) {
  if (!__agrees(actual, expected)) __broken.push({ promise, actual: __shown(actual) });
}
function __throws(promise, run, expected) {
  try {
    __broken.push({ promise, actual: __shown(run()) });
  } catch (error) {
    const actual = error.name + ": " + error.message;
    if (actual !== expected) __broken.push({ promise, actual });
  }
}
function __shown(value) {
  return JSON.stringify(ArrayBuffer.isView(value) ? Array.from(value) : value) ?? String(value);
}
function __agrees(actual, expected) {
  if (typeof expected === "number") {
    if (typeof actual !== "number") return false;
    if (Number.isInteger(expected) || !Number.isFinite(expected)) return Object.is(actual, expected);
    const digits = String(expected).replace(/e.*/, "").replace(/\\D/g, "").replace(/^0+/, "").length;
    return Number(actual.toPrecision(digits)) === expected;
  }
  if (Array.isArray(expected)) {
    return actual?.length === expected.length && expected.every((value, k) => __agrees(actual[k], value));
  }
  if (typeof expected === "object" && expected !== null) {
    const keys = Object.keys(expected);
    return (
      typeof actual === "object" && actual !== null && Object.keys(actual).length === keys.length &&
      keys.every((key) => __agrees(actual[key], expected[key]))
    );
  }
  return Object.is(actual, expected);
}
`;
