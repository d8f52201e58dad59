/**
 * Configs as models are published with them, untrimmed: what is read of each, and what is found. 30 of them ship in the Python package
 * aiconfigurator-core (Apache-2.0); devstral, exaone, phi-1 and voxtral stand in tt-metal (Apache-2.0).
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { diagnose } from "../../../src/rules/index.ts";

const FOLDER = "test/fixtures/published";

interface Expected {
  /** Where the language model stands; then, per RoPE: layer type, layers, type, theta, d of the head, window, L and its source, factor, sliding window. */
  readonly ropes: readonly string[];
  /** Severity, code, place; default: nothing. */
  readonly found?: readonly string[];
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  "deepseek-v3.2": { ropes: ["", "all 61 yarn 10000 d64/64 max 163840 L 4096 original-length factor 40"] },
  "deepseek-v3": { ropes: ["", "all 61 yarn 10000 d64/64 max 163840 L 4096 original-length factor 40"] },
  "deepseek-v4-flash-fp8-sglang": {
    ropes: [
      "",
      "compress 41 yarn 160000 d64/64 max 1048576 L 65536 original-length factor 16",
      "main 2 default 10000 d64/64 max 1048576 L 65536 original-length window 128",
    ],
  },
  "deepseek-v4-flash": {
    ropes: [
      "",
      "compress 41 yarn 160000 d64/64 max 1048576 L 65536 original-length factor 16",
      "main 2 default 10000 d64/64 max 1048576 L 65536 original-length window 128",
    ],
  },
  "devstral-2-123b": { ropes: ["", "all 88 yarn 1000000 d128/128 max 262144 L 4096 original-length factor 64"] },
  "exaone-4.0-32b": {
    ropes: ["", "all 48 llama3 1000000 d128/128 max 131072 L 8192 original-length factor 16 window 4096"],
    found: ["info attention/sliding-window-hides-window /sliding_window"],
  },
  "gemma-4-26b-a4b": {
    ropes: [
      "/text_config",
      "full_attention 5 proportional 1000000 d512/512 max 262144 L 262144 max-position-embeddings factor 1",
      "sliding_attention 25 default 10000 d256/256 max 262144 L 262144 max-position-embeddings window 1024",
    ],
  },
  "glm-5.1": { ropes: ["", "all 78 default 1000000 d64/64 max 202752 L 202752 checkpoint"] },
  "glm-5.3": { ropes: ["", "all 78 default 8000000 d64/64 max 1048576 L 1048576 max-position-embeddings"] },
  "gpt-oss-120b": { ropes: ["", "all 36 yarn 150000 d64/64 max 131072 L 4096 original-length factor 32"] },
  "kimi-k2.5": { ropes: ["/text_config", "all 61 yarn 50000 d64/64 max 262144 L 4096 original-length factor 64"] },
  "kimi-k3": { ropes: ["/text_config"] },
  "llama-3.1-405b": { ropes: ["", "all 126 llama3 500000 d128/128 max 131072 L 8192 original-length factor 8"] },
  "llama-3.1-70b-fp8": { ropes: ["", "all 80 llama3 500000 d128/128 max 131072 L 8192 original-length factor 8"] },
  "llama-4-maverick": {
    ropes: ["/text_config", "all 36 default 500000 d128/128 max 1048576 L 1048576 max-position-embeddings window 8192"],
  },
  "llama-4-scout": {
    ropes: ["/text_config", "all 36 llama3 500000 d128/128 max 10485760 L 8192 original-length factor 16 window 8192"],
    found: ["info rope/swapped-freq-factors /text_config/rope_scaling/low_freq_factor"],
  },
  "mimo-7b-base": { ropes: ["", "all 36 default 640000 d128/128 max 32768 L 32768 max-position-embeddings"] },
  "mimo-v2-flash": {
    ropes: [
      "",
      "full_attention 9 default 5000000 d64/192 max 262144 L 262144 max-position-embeddings",
      "sliding_attention 39 default 10000 d64/192 max 262144 L 262144 max-position-embeddings window 128",
    ],
  },
  "minimax-m2.5": { ropes: ["", "all 62 default 5000000 d64/128 max 196608 L 196608 checkpoint"] },
  "minimax-m2.7": { ropes: ["", "all 62 default 5000000 d64/128 max 204800 L 204800 checkpoint"] },
  "minimax-m3": { ropes: ["", "all 60 default 5000000 d64/128 max 1048576 L 1048576 max-position-embeddings"] },
  "mixtral-8x22b": { ropes: ["", "all 56 default 1000000 d128/128 max 65536 L 65536 checkpoint"] },
  "mixtral-8x7b": { ropes: ["", "all 32 default 1000000 d128/128 max 32768 L 32768 checkpoint"] },
  "nemotron-3-nano-30b-a3b": { ropes: [""] },
  "nemotron-h-56b": { ropes: [""], found: ["info json/non-finite-number /time_step_limit/1"] },
  "phi-1": { ropes: ["", "all 24 default 10000 d32/64 max 2048 L 2048 max-position-embeddings"] },
  "qwen3-0.6b": { ropes: ["", "all 28 default 1000000 d128/128 max 40960 L 40960 checkpoint"] },
  "qwen3-30b-a3b": { ropes: ["", "all 48 default 1000000 d128/128 max 40960 L 40960 checkpoint"] },
  "qwen3-coder-480b-a35b": { ropes: ["", "all 62 default 10000000 d128/128 max 262144 L 262144 checkpoint"] },
  "qwen3-vl-32b-thinking": {
    ropes: ["/text_config", "all 64 default 5000000 d128/128 max 262144 L 262144 max-position-embeddings"],
  },
  "qwen3-vl-8b": {
    ropes: ["/text_config", "all 36 default 5000000 d128/128 max 262144 L 262144 max-position-embeddings"],
  },
  "qwen3.5-27b": {
    ropes: ["/text_config", "all 16 default 10000000 d64/256 max 262144 L 262144 max-position-embeddings"],
  },
  "qwen3.5-35b-a3b": {
    ropes: ["/text_config", "all 10 default 10000000 d64/256 max 262144 L 262144 max-position-embeddings"],
  },
  "voxtral-mini-3b": {
    ropes: ["/text_config", "all 30 default 100000000 d128/128 max 131072 L 131072 max-position-embeddings"],
  },
};

function read(name: string): Required<Expected> {
  const snapshot = readConfig(readFileSync(`${FOLDER}/${name}.json`, "utf8"));
  const ropes = (snapshot.model?.ropes ?? []).map(
    ({ spec, layerType, layers, pretrainedLengthSource, slidingWindow }) => {
      const words = [layerType ?? "all", layers, spec.scaling.type, spec.theta, `d${spec.rotaryDim}/${spec.headDim}`];
      words.push(`max ${spec.maxPositionEmbeddings}`, `L ${spec.pretrainedLength}`, pretrainedLengthSource.kind);
      if ("factor" in spec.scaling) words.push(`factor ${spec.scaling.factor}`);
      if (slidingWindow !== null) words.push(`window ${slidingWindow}`);
      return words.join(" ");
    },
  );
  const found = diagnose(snapshot).map(({ severity, code, jsonPointer }) => `${severity} ${code} ${jsonPointer}`);
  return { ropes: [snapshot.model?.path ?? "none", ...ropes], found };
}

describe("a config as it is published", () => {
  it("is one of 34", () => {
    expect(readdirSync(FOLDER).map((file) => file.replace(".json", ""))).toEqual(Object.keys(EXPECTED));
    expect(Object.keys(EXPECTED)).toHaveLength(34);
  });

  it.each(Object.entries(EXPECTED))("is read and judged right: %s", (name, { ropes, found = [] }) => {
    expect(read(name)).toEqual({ ropes, found });
  });

  it("has no error and no warning", () => {
    const loud = Object.keys(EXPECTED).flatMap((name) =>
      read(name).found.filter((line) => !/^(info|hint) /.test(line)),
    );
    expect(loud).toEqual([]);
  });
});
