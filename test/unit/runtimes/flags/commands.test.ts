/** The recorded cases: linear x4, yarn x4 from 4096, llama3 x8 from 8192, per-pair longrope; and theta. */
import { describe, expect, it } from "vitest";
import { answer, CASES, commandOf } from "./requests.ts";

const YARN = '"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 4096';
const LLAMA3 =
  '"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192';
const LISTS = "[1.0, 1.5, 3.0000000125, 4.0]";
const LONGROPE = `"rope_type": "longrope", "factor": 4.0, "original_max_position_embeddings": 4096, "attention_factor": 1.0801234497346435, "short_factor": ${LISTS}, "long_factor": ${LISTS}`;

describe("vLLM", () => {
  const serve = "vllm serve llama --max-model-len";

  it.each([
    [
      "linear",
      CASES.linear,
      `${serve} 16384 --hf-overrides '{"rope_parameters": {"rope_type": "linear", "factor": 4.0, "rope_theta": 10000.0}}'`,
    ],
    [
      "yarn",
      CASES.yarn,
      `${serve} 16384 --hf-overrides '{"rope_parameters": {${YARN}, "rope_theta": 10000.0}, "max_position_embeddings": 16384}'`,
    ],
    [
      "llama3",
      CASES.llama3,
      `${serve} 65536 --hf-overrides '{"rope_parameters": {${LLAMA3}, "rope_theta": 10000.0}, "max_position_embeddings": 65536}'`,
    ],
    [
      "per-pair factors",
      CASES.perPair,
      `${serve} 16384 --hf-overrides '{"rope_parameters": {${LONGROPE}, "rope_theta": 10000.0}, "max_position_embeddings": 16384}'`,
    ],
    [
      "another theta",
      CASES.ntk,
      `${serve} 16384 --hf-overrides '{"rope_parameters": {"rope_type": "default", "rope_theta": 40889.9}, "max_position_embeddings": 16384}'`,
    ],
  ])("takes %s as a whole block with its rope_theta", (_, wish, command) => {
    expect(commandOf({ ...wish, runtime: "vllm" })).toBe(command);
    expect(commandOf({ ...wish, runtime: "vllm@0.13.0" })).toBe(command);
  });

  it("takes rope_scaling without rope_theta up to 0.11.0", () => {
    expect(commandOf({ ...CASES.yarn, runtime: "vllm@0.11.0" })).toBe(
      `${serve} 16384 --hf-overrides '{"rope_scaling": {${YARN}}}'`,
    );
    expect(commandOf({ ...CASES.ntk, runtime: "vllm@0.8.5.post1" })).toBe(
      `${serve} 16384 --hf-overrides '{"rope_theta": 40889.9, "max_position_embeddings": 16384}'`,
    );
  });

  it("does not multiply a window that the file claims already", () => {
    const claimed = {
      config: { max_position_embeddings: 16384 },
      file: { windows: { max_position_embeddings: 16384 } },
    };
    expect(commandOf({ ...CASES.linear, ...claimed })).toBe(commandOf(CASES.linear));
    expect(commandOf({ ...CASES.yarn, ...claimed })).toBe(commandOf(CASES.yarn));
  });
});

describe("SGLang", () => {
  const launch = "python -m sglang.launch_server --model-path llama --context-length";

  it.each([
    [
      "linear",
      CASES.linear,
      `${launch} 16384 --json-model-override-args '{"rope_scaling": {"rope_type": "linear", "factor": 4.0, "rope_theta": 10000.0}}'`,
    ],
    [
      "yarn",
      CASES.yarn,
      `${launch} 16384 --json-model-override-args '{"rope_scaling": {${YARN}, "rope_theta": 10000.0}, "max_position_embeddings": 16384}'`,
    ],
    [
      "llama3",
      CASES.llama3,
      `${launch} 65536 --json-model-override-args '{"rope_scaling": {${LLAMA3}, "rope_theta": 10000.0}, "max_position_embeddings": 65536}'`,
    ],
    [
      "per-pair factors",
      CASES.perPair,
      `${launch} 16384 --json-model-override-args '{"rope_scaling": {${LONGROPE}, "rope_theta": 10000.0}, "max_position_embeddings": 16384}'`,
    ],
  ])("takes %s under rope_scaling, rope_theta inside", (_, wish, command) => {
    expect(commandOf({ ...wish, runtime: "sglang" })).toBe(command);
    expect(commandOf({ ...wish, runtime: "sglang@0.5.22" })).toBe(command);
  });

  it("keeps rope_theta by itself in 0.4.10", () => {
    expect(commandOf({ ...CASES.yarn, runtime: "sglang@0.4.10.post2" })).toBe(
      `${launch} 16384 --json-model-override-args '{"rope_scaling": {${YARN}}, "max_position_embeddings": 16384}'`,
    );
  });
});

describe("llama.cpp", () => {
  const server = "llama-server -m MODEL.gguf -c 16384";

  it("lengthens the GGUF for linear and theta, which it would cap", () => {
    expect(commandOf({ ...CASES.linear, runtime: "llama.cpp" })).toBe(
      `${server} --rope-scaling linear --rope-scale 4 --override-kv llama.context_length=int:16384`,
    );
    expect(commandOf({ ...CASES.ntk, runtime: "llama.cpp" })).toBe(
      `${server} --rope-freq-base 40889.9 --override-kv llama.context_length=int:16384`,
    );
  });

  it("begins the key with the GGUF's architecture", () => {
    expect(commandOf({ ...CASES.linear, config: { model_type: "qwen2" }, runtime: "llama.cpp" })).toContain(
      "--override-kv qwen2.context_length=int:16384",
    );
    expect(commandOf({ ...CASES.linear, config: { model_type: "mistral" }, runtime: "llama.cpp" })).toContain(
      "--override-kv llama.context_length=int:16384",
    );
  });

  it("raises the length by itself for yarn", () => {
    expect(commandOf({ ...CASES.yarn, runtime: "llama.cpp" })).toBe(
      `${server} --rope-scaling yarn --rope-scale 4 --yarn-orig-ctx 4096`,
    );
  });

  it("takes other betas as options, since those in a file are ignored", () => {
    const block = { ...CASES.yarn.block, beta_fast: 16, beta_slow: 2 };
    expect(commandOf({ ...CASES.yarn, block, runtime: "llama.cpp" })).toBe(
      `${server} --rope-scaling yarn --rope-scale 4 --yarn-orig-ctx 4096 --yarn-beta-fast 16 --yarn-beta-slow 2`,
    );
  });
});

describe("lmdeploy", () => {
  it.each([
    [
      "linear",
      CASES.linear,
      '--session-len 16384 --hf-overrides \'{"rope_parameters": {"rope_type": "linear", "factor": 4.0}}\'',
    ],
    ["llama3", CASES.llama3, `--session-len 65536 --hf-overrides '{"rope_parameters": {${LLAMA3}}}'`],
  ])("takes %s with both engines, merged with the file's block", (_, wish, options) => {
    expect(commandOf({ ...wish, runtime: "lmdeploy" })).toBe(
      `lmdeploy serve api_server llama --backend pytorch ${options}`,
    );
    expect(commandOf({ ...wish, runtime: "lmdeploy-turbomind" })).toBe(
      `lmdeploy serve api_server llama --backend turbomind ${options}`,
    );
  });

  it.each([
    ["yarn", CASES.yarn, YARN],
    ["per-pair factors", CASES.perPair, LONGROPE],
  ])("takes %s with the PyTorch engine, the length beside the block", (_, wish, block) => {
    expect(commandOf({ ...wish, runtime: "lmdeploy" })).toBe(
      `lmdeploy serve api_server llama --backend pytorch --session-len 16384 --hf-overrides '{"max_position_embeddings": 16384, "rope_parameters": {${block}}}'`,
    );
  });

  it("says how transformers 4 spells the key", () => {
    expect(answer({ ...CASES.yarn, runtime: "lmdeploy" })).toMatchObject({
      notes: ["With transformers 4 write rope_scaling in place of rope_parameters."],
    });
  });
});

describe("the others", () => {
  it("TGI takes dynamic", () => {
    expect(commandOf({ ...CASES.dynamic, runtime: "tgi" })).toBe(
      "text-generation-launcher --model-id llama --rope-scaling dynamic --rope-factor 4 --max-input-tokens 16383 --max-total-tokens 16384",
    );
  });

  it("ExLlamaV2 takes linear, and NTK as alpha", () => {
    expect(commandOf({ ...CASES.linear, runtime: "exllamav2" })).toBe(
      "python test_inference.py -m llama -l 16384 -rs 4",
    );
    expect(commandOf({ ...CASES.ntk, runtime: "exllamav2" })).toBe("python test_inference.py -m llama -l 16384 -ra 4");
  });

  it("MLC-LLM takes a longer window, without scaling", () => {
    expect(commandOf({ ...CASES.none, runtime: "mlc-llm" })).toBe(
      "mlc_llm gen_config llama --context-window-size 16384",
    );
  });
});

describe("a source", () => {
  it("says how a command is known", () => {
    expect(answer(CASES.yarn).source).toEqual({
      file: "vllm/config/model.py",
      lines: "555-570, 690-692",
      release: "0.33.0",
      how: "ran",
    });
    expect(answer(CASES.llama3).source?.how).toBe("read");
    expect(answer({ ...CASES.yarn, runtime: "sglang@0.5.22" }).source?.release).toBe("0.5.22");
    expect(answer({ ...CASES.yarn, runtime: "llama.cpp" }).source?.how).toBe("read");
  });
});
