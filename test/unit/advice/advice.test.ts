import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import evidence from "../../../src/advice/data/evidence.json" with { type: "json" };
import {
  type AdviceSettings,
  advise,
  caveatOf,
  currentStrategy,
  DEFAULT_SETTINGS,
  factorsSentence,
  headlineOf,
  insertionFor,
  planningSteps,
  type RopeAdvice,
  summaryOf,
} from "../../../src/advice/index.ts";
import { applyEdits, readConfig } from "../../../src/config/index.ts";
import { runAtOnce } from "../../../src/rope/index.ts";

const corpus = new URL("../../fixtures/corpus/", import.meta.url);
const LLAMA2 = readFileSync(new URL("llama-2-7b-chat-hf.json", corpus), "utf8");
const WIDER = LLAMA2.replace('"max_position_embeddings": 4096', '"max_position_embeddings": 16384');

function first(text: string, settings: Partial<AdviceSettings> = {}): RopeAdvice {
  const [advice] = advise(readConfig(text), { ...DEFAULT_SETTINGS, ...settings });
  if (advice === undefined) throw new Error("no RoPE was found");
  return advice;
}

function result(advice: RopeAdvice, id: string) {
  const found = advice.analysis.strategies.find((strategy) => strategy.id === id);
  if (found === undefined) throw new Error(`${id} was not compared`);
  return found;
}

describe("the advice for LLaMA-2 7B typed over to 16384", () => {
  const advice = first(WIDER);

  it("takes L from the known checkpoint and L' from the file", () => {
    expect(advice.entry.pretrainedLengthSource).toEqual({
      kind: "checkpoint",
      checkpoint: expect.stringContaining("LLaMA-2"),
    });
    expect([advice.analysis.pretrainedLength, advice.target]).toEqual([4096, { length: 16384, source: "claimed" }]);
  });

  it("is said in one line, with the cut against linear", () => {
    expect(summaryOf(advice)).toMatchObject({
      lens: "resonant 0.00456, 86.4 % below linear",
      label: "resonant 0.00456 (−86.4 %)",
    });
    expect(summaryOf(first(WIDER, { targetLength: 8192 }))?.lens).toBe("resonant 0.00210, 91.3 % below linear");
  });

  it("is said with the next one in the running, the neighbours and the grids", () => {
    expect(headlineOf(advice, null)).toEqual({
      headline: "resonant disturbs least: 0.00456",
      evidence: "83 % below llama3 (0.02646), neighbours undisturbed; least on 16 of 16 grids.",
    });
  });

  it("says how much longer the window could be for what linear costs", () => {
    const sentence = runAtOnce(planningSteps(advice));
    expect(sentence).toBe("resonant stays at or below linear's 0.03362 at 16384 up to at least 131072 tokens.");
    // Within the pretrained window there is nothing to plan.
    expect(runAtOnce(planningSteps(first(LLAMA2)))).toBe("");
  });

  it("says what the factors do", () => {
    expect(factorsSentence(result(advice, "resonant"), 4)).toBe(
      "resonant keeps 23 of 64 pairs as pretrained to within 0.5 %, ramps 21, divides 20 by 4.",
    );
    expect(factorsSentence(result(advice, "linear"), 4)).toBe("linear divides 64 of 64 pairs by 4.");
  });

  it("says what disturbance does not see", () => {
    expect(caveatOf(result(advice, "linear"), "as-is")).toEqual({
      text: "linear needs fine-tuning: it moves the angles between neighbouring tokens (local shift 0.1755), which disturbance does not see.",
      warning: true,
      evidenceLink: false,
    });
    expect(caveatOf(result(advice, "resonant"), "as-is").text).toMatch(
      /^Disturbance is not quality\. .+SmolLM2-135M.+measure yours/,
    );
    const measured = `in ${evidence.wins.resonant} of ${evidence.comparisons} measurements`;
    expect(caveatOf(result(advice, "resonant"), "as-is").text).toContain(measured);
    expect(caveatOf(result(advice, "resonant"), "fine-tuned").text).toContain("not after fine-tuning");
  });
});

describe("the advice by use and runtime", () => {
  it("ranks all strategies when the model will be fine-tuned", () => {
    const tuned = first(WIDER, { use: "fine-tuned" });
    expect(headlineOf(tuned, null)).toEqual({
      headline: "resonant disturbs least: 0.00456",
      evidence:
        "80 % below distributional (0.02295), neighbours undisturbed; least on 12 of 16 grids, distributional on 4.",
    });
  });

  it("leaves out what llama.cpp drops, and says so", () => {
    const advice = first(WIDER, { runtimes: ["llama.cpp"] });
    expect(advice.analysis.recommended).toBe("llama3");
    const { headline, evidence } = headlineOf(advice, "llama.cpp");
    expect(headline).toBe("Of what llama.cpp runs, llama3 disturbs least: 0.02646");
    expect(evidence).toMatch(/^resonant \(0\.00456\) does not run there: .+\. 25 % below yarn \(0\.03543\)/);
  });

  it("recommends resonant for vLLM and transformers 5", () => {
    expect(first(WIDER, { runtimes: ["vllm", "transformers"] }).analysis.recommended).toBe("resonant");
  });
});

describe("nothing to extend", () => {
  it("is said for a window within the pretrained one", () => {
    const advice = first(LLAMA2);
    expect(advice.analysis.reason).toBe("within");
    expect(headlineOf(advice, null).evidence).toContain("A window of 4096 tokens is the pretrained one.");
    expect(summaryOf(advice)).toBeNull();
    expect(insertionFor(readConfig(LLAMA2), advice, "resonant")).toMatchObject({ ok: false });
  });

  it("is said for layers that slide, and the other layers are compared all the same", () => {
    const text = readFileSync(new URL("gemma3.json", corpus), "utf8");
    const advice = advise(readConfig(text), { ...DEFAULT_SETTINGS, targetLength: 524288 });
    const byType = Object.fromEntries(advice.map((one) => [one.entry.layerType, one]));
    expect(byType.sliding_attention?.analysis.reason).toBe("sliding");
    expect(byType.full_attention?.analysis.recommended).not.toBeNull();
    const sliding = byType.sliding_attention;
    if (sliding === undefined) throw new Error("no sliding layers were found");
    expect(headlineOf(sliding, null).evidence).toContain("the last 1024 tokens only");
  });
});

describe("what the file states already", () => {
  it("is recognised after an insertion, for every strategy that can be told apart", () => {
    const snapshot = readConfig(WIDER);
    const advice = first(WIDER);
    for (const id of ["none", "linear", "yarn", "llama3"] as const) {
      const made = insertionFor(snapshot, advice, id);
      if (!made.ok) throw new Error(made.reason);
      expect(currentStrategy(first(applyEdits(WIDER, made.edits), { targetLength: 16384 }))).toBe(id);
    }
  });

  it("is said in the line above the keys", () => {
    const made = insertionFor(readConfig(WIDER), first(WIDER), "resonant");
    if (!made.ok) throw new Error(made.reason);
    const again = first(applyEdits(WIDER, made.edits));
    // The file's longrope lists and resonant are one entry: neither is "0 % below" the other.
    expect(headlineOf(again, null).evidence).toBe(
      "83 % below llama3 (0.02646), neighbours undisturbed; least on 16 of 16 grids. The file states it already.",
    );
    expect(summaryOf(again)?.lens).toBe("resonant 0.00456, as in the file");
  });
});
