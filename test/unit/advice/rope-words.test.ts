/** src/rope cannot translate; what it says to users is said in their language all the same. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inReadersWords, parameterErrorText, ropeWords } from "../../../src/advice/rope-words.ts";
import { analyse } from "../../../src/rope/index.ts";
import { RopeParameterError } from "../../../src/rope/parameter-error.ts";
import { STRATEGIES } from "../../../src/rope/strategies/index.ts";
import { domainText } from "../../../src/rope/strategies/parameters.ts";
import { llama2 } from "../rope/support.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

/** Only a caller's mistake is answered with these. */
const OF_CALLERS = ["below 7", "of at least 7 numbers"];

/** What parameters must be, as the sources say it; 7 stands for what is filled in. */
function rules(): string[] {
  const folder = join(ROOT, "src/rope");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const found = files.flatMap((name) =>
    [
      ...readFileSync(join(folder, name), "utf8").matchAll(/new RopeParameterError\([^;]*?(["`])([^"`]*)\1,?\s*\)/g),
    ].map(([, , text = ""]) => text.replaceAll(/\$\{[^}]*\}/g, "7")),
  );
  return found.filter((text) => !OF_CALLERS.includes(text));
}

describe("in Chinese", () => {
  beforeAll(() => {
    l10n.config({ contents: readFileSync(join(ROOT, "l10n/bundle.l10n.zh-cn.json"), "utf8") });
  });
  afterAll(() => l10n.config({ contents: {} }));

  test("what a parameter must be is", () => {
    expect(rules().length).toBeGreaterThan(8);
    expect(rules().filter((rule) => !/\p{Script=Han}/u.test(ropeWords(rule)))).toEqual([]);
    const error = new RopeParameterError("factor", 0.5, domainText({ least: 1, most: 32 }));
    expect(parameterErrorText(error)).toBe("factor 为 0.5，但应为不小于 1 且不超过 32 的数");
    expect(ropeWords(domainText({ least: 0, above: true, most: 32 }))).toBe("大于 0 且不超过 32 的数");
    expect(parameterErrorText(new RopeParameterError("shortFactor", [1, 2], "even"))).toBe(
      "shortFactor 为 含 2 项的列表，但应为偶数",
    );
  });

  test("why a strategy cannot be written is", () => {
    const specs = [
      llama2({ trainedFactor: 8 }),
      llama2({ scaling: { type: "proportional", factor: 1, partialRotaryFactor: 0.25 } }),
      llama2({ scaling: { type: "qwen-dynamic-ntk", seqLength: 4096 } }),
    ];
    const reasons = specs.flatMap((spec) =>
      Object.values(STRATEGIES).flatMap((strategy) => strategy.notWritable(spec) ?? []),
    );
    expect(new Set(reasons).size).toBe(4);
    expect(reasons.filter((reason) => !/\p{Script=Han}/u.test(ropeWords(reason)))).toEqual([]);
    const { strategies } = inReadersWords(analyse(llama2({ trainedFactor: 8 }), 16384));
    expect(strategies.find(({ id }) => id === "yarn")?.leftOut).toEqual({
      why: "not-writable",
      detail: "该模型用因子为 8 的 linear 块训练，标准块会取代它",
    });
  });
});
