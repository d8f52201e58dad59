/** src/rope cannot translate; what it says to users is said in their language all the same. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inReadersWords, notWritableWords, parameterErrorText, ruleWords } from "../../../src/advice/rope-words.ts";
import { analyse } from "../../../src/rope/index.ts";
import { type ParameterRule, RopeParameterError, ruleText } from "../../../src/rope/parameter-error.ts";
import { STRATEGIES } from "../../../src/rope/strategies/index.ts";
import { notWritableText } from "../../../src/rope/strategies/not-writable.ts";
import { llama2 } from "../rope/support.ts";

const BUNDLE = resolve(import.meta.dirname, "../../../l10n/bundle.l10n.zh-cn.json");

/** One of each kind. */
const RULES: { readonly [Kind in ParameterRule["kind"]]: Extract<ParameterRule, { kind: Kind }> } = {
  finite: { kind: "finite" },
  positive: { kind: "positive" },
  even: { kind: "even" },
  whole: { kind: "whole", least: 1 },
  "finite-at-least": { kind: "finite-at-least", least: 0 },
  "at-least": { kind: "at-least", least: 0 },
  between: { kind: "between", least: 1, above: false, most: 32 },
  "pair-list": { kind: "pair-list", length: 64 },
  "pair-sum": { kind: "pair-sum", sum: 64 },
  absent: { kind: "absent" },
  below: { kind: "below", limit: 64 },
  "list-at-least": { kind: "list-at-least", length: 361 },
};

/** Only a mistake of the calling code is answered with these. */
const OF_CALLERS: readonly string[] = ["below", "list-at-least"];

const above: ParameterRule = { kind: "between", least: 0, above: true, most: 32 };

/** Why each strategy cannot be written for one of these, without repetition. */
function reasons() {
  const specs = [
    llama2({ trainedFactor: 8 }),
    llama2({ scaling: { type: "proportional", factor: 1, partialRotaryFactor: 0.25 } }),
    llama2({ scaling: { type: "qwen-dynamic-ntk", seqLength: 4096 } }),
  ];
  const all = specs.flatMap((spec) =>
    Object.values(STRATEGIES).flatMap((strategy) => strategy.notWritable(spec) ?? []),
  );
  return [...new Map(all.map((reason) => [reason.kind, reason])).values()];
}

describe("in English", () => {
  test("what a parameter must be is what the library says", () => {
    for (const rule of [...Object.values(RULES), above]) expect(ruleWords(rule)).toBe(ruleText(rule));
    const error = new RopeParameterError("factor", 0.5, RULES.between);
    expect(error.message).toBe("factor is 0.5, but must be a number of at least 1 and at most 32");
    expect(parameterErrorText(error)).toBe(error.message);
  });

  test("why a strategy cannot be written is what the library says", () => {
    expect(reasons()).toHaveLength(4);
    for (const reason of reasons()) expect(notWritableWords(reason)).toBe(notWritableText(reason));
    const analysis = analyse(llama2({ trainedFactor: 8 }), 16384);
    expect(inReadersWords(analysis)).toEqual(analysis);
  });
});

describe("in Chinese", () => {
  beforeAll(() => {
    l10n.config({ contents: readFileSync(BUNDLE, "utf8") });
  });
  afterAll(() => l10n.config({ contents: {} }));

  test("what a parameter must be is", () => {
    const english = Object.values(RULES).filter((rule) => !/\p{Script=Han}/u.test(ruleWords(rule)));
    expect(english.map(({ kind }) => kind)).toEqual(OF_CALLERS);
    const error = new RopeParameterError("factor", 0.5, RULES.between);
    expect(parameterErrorText(error)).toBe("factor 为 0.5，但应为不小于 1 且不超过 32 的数");
    expect(ruleWords(above)).toBe("大于 0 且不超过 32 的数");
    expect(parameterErrorText(new RopeParameterError("shortFactor", [1, 2], RULES.even))).toBe(
      "shortFactor 为 含 2 项的列表，但应为偶数",
    );
  });

  test("why a strategy cannot be written is", () => {
    expect(reasons().filter((reason) => !/\p{Script=Han}/u.test(notWritableWords(reason)))).toEqual([]);
    const { strategies } = inReadersWords(analyse(llama2({ trainedFactor: 8 }), 16384));
    expect(strategies.find(({ id }) => id === "yarn")?.leftOut).toEqual({
      why: "not-writable",
      reason: { kind: "block-replaces-trained-one", factor: 8 },
      detail: "该模型用因子为 8 的 linear 块训练，标准块会取代它",
    });
  });
});
