/** The preview's "What if…", from the query to the words, the diff and the edit. */
import { describe, expect, it } from "vitest";
import {
  advise,
  DEFAULT_SETTINGS,
  insertionFor,
  previewModelSteps,
  strictlyChangedAdviceSteps,
} from "../../../src/advice/index.ts";
import { applyEdits, readConfig } from "../../../src/config/index.ts";
import type { PreviewModel, PreviewQuery } from "../../../src/protocol/index.ts";
import { RopeParameterError, runAtOnce } from "../../../src/rope/index.ts";

const CONFIG = {
  model_type: "llama",
  hidden_size: 4096,
  num_attention_heads: 32,
  vocab_size: 32000,
  max_position_embeddings: 4096,
};
const SNAPSHOT = readConfig(JSON.stringify(CONFIG, null, 2), { pretrainedLength: 4096 });
const QUERY: PreviewQuery = {
  rope: 0,
  targetLength: 16384,
  bins: 360,
  use: "as-is",
  runtime: null,
  strategy: "yarn",
  drawn: null,
  pair: null,
};

function model(changes: unknown): PreviewModel {
  const query = { ...QUERY, changes } as PreviewQuery;
  const file = { file: "config.json", documentVersion: 1 };
  const made = runAtOnce(previewModelSteps(SNAPSHOT, query, DEFAULT_SETTINGS, file));
  if (made === null) throw new Error("no model");
  return made;
}

function yarnOf({ analysis }: PreviewModel) {
  return analysis.strategies.find(({ id }) => id === "yarn");
}

describe("the preview with changes", () => {
  const own = model(null);

  it("names the fields with what would be written, and says nothing of a change", () => {
    expect(own.whatIf?.fields.map(({ id, value, computed }) => [id, value === computed])).toEqual([
      ["factor", true],
      ["beta_fast", true],
      ["beta_slow", true],
      ["attention_factor", true],
    ]);
    expect(own.whatIf?.sentence).toBe("");
    expect(model({}).whatIf).toEqual(own.whatIf);
  });

  it("changes the row, the charts' figures, the diff and the parameters, and not the headline", () => {
    const changed = model({ yarn: { beta_fast: 16 } });
    expect(yarnOf(changed)?.meanDisturbance).not.toBe(yarnOf(own)?.meanDisturbance);
    expect(changed.angles?.extended[0]?.id).toBe("yarn");
    expect([changed.headline, changed.evidence]).toEqual([own.headline, own.evidence]);
    expect(changed.chosen).toBe("yarn");
    expect(changed.parameters).toContain('"beta_fast": 16');
    expect(changed.diff?.lines.map(({ text }) => text.trim())).toContain('"beta_fast": 16.0');
    expect(changed.whatIf?.sentence).toMatch(
      /^yarn as changed: mean disturbance \d\.\d+ instead of \d\.\d+, local shift /,
    );
    expect(changed.flags.some(({ command }) => command?.includes('"beta_fast"') === true)).toBe(true);
  });

  it("says that an attention factor moves no angle", () => {
    const changed = model({ yarn: { attention_factor: 1.5 } });
    expect(changed.analysis.strategies.map(({ id }) => id)).toEqual(own.analysis.strategies.map(({ id }) => id));
    expect(changed.whatIf?.sentence).toBe("The attention factor moves no angle: every figure stays.");
    expect(changed.parameters).toContain('"attention_factor": 1.5');
  });

  it("counts the pairs that the changed factor divides", () => {
    expect(model({ yarn: { factor: 8 } }).factorsSentence).toMatch(/divides \d+ by 8\.$/);
  });

  it("leaves out what no page of ours would send, and says what it went by", () => {
    for (const nonsense of [7, "yarn", [1], { yarn: 3 }, { yarn: { factor: "8" } }, { yarn: { factor: -1 } }]) {
      const made = model(nonsense);
      expect(made.analysis).toEqual(own.analysis);
      expect(made.query.changes ?? null).toBeNull();
    }
  });
});

describe("the edit", () => {
  const [own] = advise(SNAPSHOT, { ...DEFAULT_SETTINGS, targetLength: 16384 });
  if (own === undefined) throw new Error("no advice");

  it("writes the changed values", () => {
    const advice = runAtOnce(strictlyChangedAdviceSteps(own, { ntk: { rope_theta: 50000 } }));
    const made = insertionFor(SNAPSHOT, advice, "ntk");
    if (!made.ok) throw new Error(made.reason);
    expect(JSON.parse(applyEdits(SNAPSHOT.text, made.edits))).toEqual({
      ...CONFIG,
      max_position_embeddings: 16384,
      rope_theta: 50000,
    });
  });

  it("is refused for a value outside its domain", () => {
    expect(() => runAtOnce(strictlyChangedAdviceSteps(own, { ntk: { rope_theta: 0 } }))).toThrow(RopeParameterError);
  });
});
