/** The JSON shapes that other programs rely on, as schemas without room for another key. */
import { Ajv, type ValidateFunction } from "ajv";

const number = { anyOf: [{ type: "number" }, { enum: ["Infinity", "-Infinity", "NaN"] }] };
const numbers = { type: "array", items: number };
const whole = { type: "integer", minimum: 0 };
const text = { type: "string" };
const texts = { type: "array", items: text };
const flag = { type: "boolean" };

function list(items: object): object {
  return { type: "array", items };
}

function nullable(schema: object): object {
  return { anyOf: [schema, { type: "null" }] };
}

/** An object with exactly these keys; those of `optional` may be absent. */
function exactly(
  properties: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
): object {
  return {
    type: "object",
    properties: { ...properties, ...optional },
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

const version = { const: 1 };
const position = exactly({ line: whole, character: whole });
const range = exactly({ start: position, end: position });

const diagnostic = exactly({
  code: { type: "string", pattern: "^[a-z0-9]+/[a-z0-9]+(-[a-z0-9]+)*$" },
  severity: { enum: ["error", "warning", "info", "hint"] },
  message: { type: "string", minLength: 1 },
  range,
  jsonPointer: { type: "string", pattern: "^(/.*)?$" },
  runtimes: texts,
  fixes: list(exactly({ title: text, edits: list(exactly({ range, newText: text })) })),
  helpUri: { type: "string", minLength: 1 },
});

const checkedFile = {
  file: text,
  isModelConfig: flag,
  modelType: nullable(text),
  diagnostics: list(diagnostic),
};

const strategy = exactly(
  {
    id: text,
    title: text,
    meanDisturbance: number,
    localShift: number,
    slopeEnergy: number,
    needsFineTuning: flag,
    inRunning: flag,
    spread: { type: "array", items: number, minItems: 2, maxItems: 2 },
    gridWins: nullable({ type: "number", minimum: 0, maximum: 1 }),
    perDimension: numbers,
    factors: numbers,
    attentionFactor: number,
    parameters: nullable({ type: "object" }),
    supportedBy: texts,
  },
  { longestWindow: exactly({ value: whole, threshold: { type: "number" } }) },
);

const rankedRope = exactly({
  path: text,
  layerType: nullable(text),
  pretrainedLength: whole,
  pretrainedLengthSource: text,
  targetLength: whole,
  scale: number,
  bins: whole,
  use: { enum: ["as-is", "fine-tuned"] },
  strategies: list(strategy),
  recommended: nullable(text),
  reason: { enum: [null, "within", "sliding", "nope"] },
  stable: flag,
  tiedWith: texts,
  bound: nullable(exactly({ meanDisturbance: number, perDimension: numbers })),
});

const inspectedRope = exactly({
  path: text,
  layerType: nullable(text),
  ropeType: text,
  theta: number,
  headDim: whole,
  rotaryDim: whole,
  invFreq: numbers,
  attentionFactor: number,
  maxPositionEmbeddings: whole,
  originalMaxPositionEmbeddings: nullable(whole),
  pretrainedLength: whole,
});

const prediction = exactly(
  {
    name: text,
    release: text,
    outcome: { enum: ["runs", "differs", "raises", "unknown"] },
    exception: nullable(text),
    message: nullable(text),
    warnings: texts,
    ignoredKeys: texts,
    ropes: list(exactly({ layerType: nullable(text), invFreq: numbers, attentionFactor: number })),
    derivedMaxLength: nullable(number),
    sources: list(exactly({ file: text, lines: text, release: text, how: { enum: ["ran", "read"] } })),
  },
  { requestedRelease: text },
);

const training = exactly({
  name: text,
  release: text,
  outcome: { enum: ["keeps", "widens", "replaces", "ignores"] },
  ropeType: nullable(text),
  factor: nullable(number),
  maxPositionEmbeddings: nullable(number),
  message: nullable(text),
  notes: texts,
  sources: list(exactly({ file: text, lines: text, release: text, how: { enum: ["ran", "read"] } })),
});

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

export const CONTRACT = {
  check: ajv.compile(
    exactly({
      version,
      files: list(exactly(checkedFile)),
      summary: exactly({ errors: whole, warnings: whole, infos: whole }),
    }),
  ),
  checkLine: ajv.compile(exactly({ version, ...checkedFile })),
  recommend: ajv.compile(exactly({ version, file: text, ropes: list(rankedRope) })),
  inspect: ajv.compile(
    exactly({
      version,
      file: text,
      modelType: nullable(text),
      ropes: list(inspectedRope),
      kvCache: nullable(exactly({ bytesPerToken: whole, bytesAtMax: whole, dtype: text })),
      runtimes: list(prediction),
      training: list(training),
    }),
  ),
} as const satisfies Readonly<Record<string, ValidateFunction>>;

/** What is wrong with a document, one line a fault; empty when it has the shape. */
export function faultsOf(validate: ValidateFunction, document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    return `${instancePath} ${message ?? ""} ${JSON.stringify(params)}`;
  });
}
