import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { transformSync } from "esbuild";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { Consumer } from "./support/consumer.ts";
import { type BrokenPromise, documentedCode } from "./support/documented-code.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const page = readFileSync(resolve(ROOT, "docs/library.md"), "utf8");
const code = documentedCode(page);
const consumer = new Consumer();
consumer.write("package.json", JSON.stringify({ type: "module" }));
afterAll(() => consumer.remove());

/** Names that the library exports, values and types apart. */
function exportedNames(): { values: string[]; types: string[] } {
  const entry = resolve(ROOT, "src/rope/index.ts");
  const program = ts.createProgram([entry], { allowImportingTsExtensions: true, noEmit: true, noLib: true, types: [] });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error("src/rope/index.ts exports nothing");
  const values: string[] = [];
  const types: string[] = [];
  for (const symbol of checker.getExportsOfModule(module)) {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    (target.flags & ts.SymbolFlags.Value ? values : types).push(symbol.name);
  }
  return { values: values.sort(), types: types.sort() };
}

describe("docs/library.md", () => {
  const exported = exportedNames();

  test("has a section for every exported function, class and constant, and for nothing else", () => {
    const headings = [...page.matchAll(/^### (\w+)/gm)].map((heading) => heading[1]);
    expect(headings.sort()).toEqual(exported.values);
  });

  test("names every exported type", () => {
    const named = new Set([...page.matchAll(/`(\w+)(?:<\w+>)?`/g)].map((name) => name[1]));
    expect(exported.types.filter((name) => !named.has(name))).toEqual([]);
  });

  test("has examples that are sound TypeScript", () => {
    consumer.write("page.ts", code.typescript);
    const options = {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
      types: [],
    };
    expect(consumer.typeCheck("page.ts", options)).toEqual([]);
  });

  test("shows the values that its examples give", () => {
    expect(code.promises).toBeGreaterThan(50);
    consumer.write("page.js", transformSync(code.checked, { loader: "ts", format: "esm" }).code);
    const broken: BrokenPromise[] = JSON.parse(consumer.run("page.js"));
    expect(broken).toEqual([]);
  });
});

describe("a promise of a page", () => {
  const outcome = (line: string): BrokenPromise[] => {
    consumer.write("promise.js", documentedCode(`\`\`\`ts\n${line}\n\`\`\`\n`).checked);
    return JSON.parse(consumer.run("promise.js"));
  };

  test("is kept by a value that agrees in the digits shown", () => {
    expect(outcome("Math.PI; // 3.1416")).toEqual([]);
    expect(outcome("[1, 2 / 3]; // [1, 0.667]")).toEqual([]);
    expect(outcome("Float64Array.of(1e-7 / 3); // [3.33e-8]")).toEqual([]);
  });

  test("is broken by another value, by more or fewer entries, and by a whole number that is nearly right", () => {
    expect(outcome("Math.PI; // 3.1415")).toHaveLength(1);
    expect(outcome("[1, 2]; // [1]")).toHaveLength(1);
    expect(outcome("1 + 1e-12; // 1")).toEqual([{ promise: "1 + 1e-12; // 1", actual: "1.000000000001" }]);
  });

  test("of an error is broken by another message and by none", () => {
    expect(outcome("[].at.call(null); // throws TypeError: no")).toHaveLength(1);
    expect(outcome("1; // throws Error: no")).toHaveLength(1);
  });

  test("cannot hang on a statement", () => {
    expect(() => documentedCode("```ts\nconst x = 1; // 1\n```\n")).toThrow("only an expression promises a value");
  });
});
