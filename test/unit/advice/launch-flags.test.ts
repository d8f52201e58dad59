import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  advise,
  DEFAULT_SETTINGS,
  launchFlagsFor,
  previewModelSteps,
  type RopeAdvice,
} from "../../../src/advice/index.ts";
import { type ConfigSnapshot, readConfig } from "../../../src/config/index.ts";
import type { PreviewQuery } from "../../../src/protocol/preview.ts";
import type { StrategyId } from "../../../src/rope/index.ts";
import { runAtOnce } from "../../../src/rope/steps.ts";
import { chooseRelease, RUNTIMES, supportOf } from "../../../src/runtimes/index.ts";

const corpus = new URL("../../fixtures/corpus/", import.meta.url);
const LLAMA2 = readFileSync(new URL("llama-2-7b-chat-hf.json", corpus), "utf8");
const CHOICES = RUNTIMES.map(({ name }) => chooseRelease(name));

function advised(snapshot: ConfigSnapshot, targetLength: number): RopeAdvice[] {
  return advise(snapshot, { ...DEFAULT_SETTINGS, targetLength });
}

function forRuntime(text: string, id: StrategyId, name: "vllm" | "sglang" | "llama.cpp" | "lmdeploy") {
  const snapshot = readConfig(text);
  const [advice] = advised(snapshot, 16384);
  if (advice === undefined) throw new Error("no RoPE was found");
  const [answer] = launchFlagsFor(snapshot, advice, id, [chooseRelease(name)], "/models/llama");
  return answer?.command ?? answer?.reason;
}

/** A copy of LLaMA-2's config as transformers 5 writes it. */
function v5(text: string): string {
  const { rope_scaling: _, rope_theta: __, ...rest } = JSON.parse(text);
  return JSON.stringify({ ...rest, rope_parameters: { rope_type: "default", rope_theta: 10000 } });
}

describe("launch flags for a strategy", () => {
  it("are the same for a file of transformers 4 and one of 5", () => {
    for (const id of ["linear", "yarn", "resonant", "ntk"] as const) {
      expect(forRuntime(v5(LLAMA2), id, "vllm")).toBe(forRuntime(LLAMA2, id, "vllm"));
    }
    expect(forRuntime(LLAMA2, "yarn", "vllm")).toBe(
      'vllm serve /models/llama --max-model-len 16384 --hf-overrides \'{"rope_parameters": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 4096, "rope_theta": 10000.0}, "max_position_embeddings": 16384}\'',
    );
  });

  it("hold the numbers that an insertion would write", () => {
    const overrides = /--hf-overrides '(.*)'$/.exec(forRuntime(LLAMA2, "resonant", "vllm") ?? "")?.[1] ?? "{}";
    const { rope_parameters: block, max_position_embeddings: window } = JSON.parse(overrides);
    expect([block.rope_type, block.factor, block.attention_factor, window]).toEqual([
      "longrope",
      4,
      1.0801234497346435,
      16384,
    ]);
    expect(block.long_factor).toHaveLength(64);
    expect(block.short_factor).toEqual(block.long_factor);
    expect([block.long_factor[0], block.long_factor[63]]).toEqual([1.0000000636852577, 4]);
  });

  it("know what the file has: a block whose keys would stay", () => {
    const scaling = '{"rope_type": "yarn", "factor": 2.0, "original_max_position_embeddings": 4096, "beta_fast": 64}';
    const scaled = LLAMA2.replace('"rope_scaling": null', `"rope_scaling": ${scaling}`);
    expect(forRuntime(scaled, "linear", "lmdeploy")).toBe(
      "the override is merged with the file's block, whose original_max_position_embeddings, beta_fast would stay",
    );
    // A ramp of the file's own is kept by the strategy, and lost in conversion.
    expect(forRuntime(scaled, "yarn", "llama.cpp")).toBe(
      "llama in llama.cpp computes other frequencies than the block states",
    );
    expect(forRuntime(scaled.replace(', "beta_fast": 64', ""), "yarn", "llama.cpp")).toBe(
      "the file has scaling of its own, which conversion writes into the GGUF",
    );
  });

  it("say why a strategy cannot be written at all", () => {
    const gemma = readFileSync(new URL("../../../examples/gemma-3-4b/config.json", import.meta.url), "utf8");
    const snapshot = readConfig(gemma);
    const advice = advised(snapshot, 262144).find(({ entry }) => entry.layerType === "full_attention");
    if (advice === undefined) throw new Error("no full attention was found");
    const answers = launchFlagsFor(snapshot, advice, "yarn", CHOICES, null);
    expect(new Set(answers.map(({ reason }) => reason))).toEqual(
      new Set([
        "yarn cannot be written here: the model was trained with a linear block of factor 8, which a stock block would replace",
      ]),
    );
  });

  it("never start what the support table says does not run, in the whole corpus", () => {
    let commands = 0;
    for (const name of readdirSync(corpus).filter((file) => file.endsWith(".json"))) {
      const snapshot = readConfig(readFileSync(new URL(name, corpus), "utf8"));
      const { model } = snapshot;
      if (model === null) continue;
      for (const entry of model.ropes.slice(0, 1)) {
        const target = entry.spec.pretrainedLength * 2;
        const [advice] = advised(snapshot, target);
        if (advice === undefined) continue;
        for (const { id } of advice.analysis.strategies) {
          for (const [index, answer] of launchFlagsFor(snapshot, advice, id, CHOICES, null).entries()) {
            const choice = CHOICES[index];
            if (answer.command === null || choice === undefined) continue;
            commands++;
            expect(["runs", "care"], `${name} ${id} ${choice.name}`).toContain(supportOf(id, model, choice).state);
          }
        }
      }
    }
    expect(commands).toBeGreaterThan(100);
  });
});

describe("the preview's launch flags", () => {
  const query: PreviewQuery = {
    rope: 0,
    targetLength: 16384,
    bins: 360,
    use: "as-is",
    runtime: null,
    strategy: "yarn",
    drawn: null,
    pair: null,
  };

  function flagsOf(overrides: Partial<PreviewQuery>, file: string) {
    const steps = previewModelSteps(readConfig(LLAMA2), { ...query, ...overrides }, DEFAULT_SETTINGS, {
      file,
      documentVersion: 1,
    });
    return runAtOnce(steps)?.flags ?? [];
  }

  it("have one entry a framework, in order, each with a command or a reason", () => {
    const flags = flagsOf({}, "llama/config.json");
    expect(flags.map(({ runtime, title }) => [runtime, title])).toEqual(
      RUNTIMES.map(({ name, title }) => [name, title]),
    );
    for (const { command, reason } of flags) expect((command === null) !== (reason === null)).toBe(true);
    expect(flags.filter(({ command }) => command !== null).map(({ runtime }) => runtime)).toEqual([
      "vllm",
      "sglang",
      "llama.cpp",
      "lmdeploy",
    ]);
  });

  it("name the folder of the file", () => {
    const commandFor = (file: string) => flagsOf({}, file).find(({ runtime }) => runtime === "vllm")?.command;
    expect(commandFor("my models/llama/config.json")).toMatch(/^vllm serve 'my models\/llama' --max-model-len/);
    expect(commandFor("config.json")).toMatch(/^vllm serve \. --max-model-len/);
    expect(commandFor("C:\\models\\llama\\config.json")).toMatch(/^vllm serve 'C:\\models\\llama' --max-model-len/);
  });

  it("are those of the chosen release", () => {
    const vllm = flagsOf({ runtime: "vllm@0.11.0" }, "llama/config.json").find(({ runtime }) => runtime === "vllm");
    expect(vllm?.command).toContain('--hf-overrides \'{"rope_scaling":');
  });
});
