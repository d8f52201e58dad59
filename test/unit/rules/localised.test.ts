/** In an editor in another language, every finding and every fix speaks it. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../src/rules/index.ts";
import { RULES } from "../../../src/rules/registry.ts";
import { findings } from "./support/configs.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const ZOO = resolve(ROOT, "test/fixtures/zoo");

interface Specimen {
  readonly file: string;
  readonly runtimes?: readonly string[];
  readonly siblings?: Readonly<Record<string, unknown>>;
}

const SPECIMENS: readonly Specimen[] = JSON.parse(readFileSync(resolve(ZOO, "manifest.json"), "utf8"));

/** What the rules say of every broken config of the zoo. */
function everyFinding(): Diagnostic[] {
  return SPECIMENS.flatMap(({ file, runtimes = [], siblings = {} }) => {
    const beside = Object.entries(siblings).map(([name, value]) => [name, JSON.stringify(value)]);
    const text = readFileSync(resolve(ZOO, file), "utf8");
    return findings(text, { runtimes, siblings: Object.fromEntries(beside) });
  });
}

/** English words that no key, no framework and no exception is called. */
const ENGLISH = /\b(?:is|are|and|with|this|which|its|they|does|instead|nothing|between)\b/;

/** Quotes a framework's own error. */
const VERBATIM = new Set(["runtime/raises", "runtime/linear-integer-factor"]);

describe("in Chinese", () => {
  beforeAll(() => {
    l10n.config({ contents: readFileSync(resolve(ROOT, "l10n/bundle.l10n.zh-cn.json"), "utf8") });
  });
  afterAll(() => l10n.config({ contents: {} }));

  it("every message and every fix of nearly all rules is", () => {
    const found = everyFinding();
    const english = found.flatMap(({ code, message, fixes }) =>
      [message, ...fixes.map(({ title }) => title)]
        .filter((text) => !/\p{Script=Han}/u.test(text) || (!VERBATIM.has(code) && ENGLISH.test(text)))
        .map((text) => `${code}: ${text}`),
    );
    expect(english).toEqual([]);
    expect(new Set(found.map(({ code }) => code)).size).toBeGreaterThan(RULES.length - 5);
  });

  it("words, lists and numbers fit together", () => {
    const { message, fixes } = findings(readFileSync(resolve(ZOO, "llama2-16k-unscaled.json"), "utf8"), {})[0] ?? {};
    expect(message).toMatch(
      /^窗口 16384 是预训练长度 4096（已知检查点 LLaMA-2-7B）的 4 倍，却没有 RoPE 缩放：从位置 4096 起，64 个频率对中有 18 个会到达预训练从未访问过的旋转角。$/,
    );
    expect(fixes?.map(({ title }) => title)).toEqual(["将窗口改回 4096"]);
  });
});
