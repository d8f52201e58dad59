/** The list of frameworks: names, titles, column labels and known releases. */
import { nearestBelow } from "./release.ts";
import { isRuntimeName, type Runtime, type RuntimeChoice, type RuntimeName } from "./runtime.ts";

export const RUNTIMES: readonly Runtime[] = [
  {
    name: "transformers",
    title: "transformers",
    short: "HF",
    releases: [
      "4.43.4",
      "4.44.2",
      "4.45.2",
      "4.47.1",
      "4.48.3",
      "4.49.0",
      "4.50.3",
      "4.51.3",
      "4.52.4",
      "4.53.3",
      "4.54.1",
      "4.55.4",
      "4.56.2",
      "4.57.6",
      "5.0.0",
      "5.24.0",
    ],
  },
  {
    name: "vllm",
    title: "vLLM",
    short: "vLLM",
    releases: [
      "0.6.6.post1",
      "0.8.5.post1",
      "0.11.0",
      "0.11.1",
      "0.11.2",
      "0.12.0",
      "0.13.0",
      "0.16.0",
      "0.20.2",
      "0.22.1",
      "0.23.0",
      "0.24.0",
      "0.28.0",
      "0.29.0",
      "0.30.0",
      "0.31.0",
      "0.32.0",
      "0.33.0",
    ],
  },
  {
    name: "sglang",
    title: "SGLang",
    short: "SGL",
    releases: ["0.4.10.post2", "0.5.3", "0.5.8.post1", "0.5.10.post1", "0.5.22", "0.5.23"],
  },
  { name: "llama.cpp", title: "llama.cpp", short: "cpp", releases: ["0c1e57098"] },
  {
    name: "mlx-lm",
    title: "mlx-lm",
    short: "MLX",
    releases: [
      "0.21.5",
      "0.22.5",
      "0.25.3",
      "0.26.4",
      "0.28.4",
      "0.29.1",
      "0.30.0",
      "0.30.4",
      "0.31.2",
      "0.31.3",
      "0.32.0",
      "0.32.2",
    ],
  },
  { name: "tgi", title: "TGI", short: "TGI", releases: ["3.3.7"] },
  { name: "exllamav2", title: "ExLlamaV2", short: "ExL2", releases: ["0.3.2"] },
  { name: "exllamav3", title: "ExLlamaV3", short: "ExL3", releases: ["1.6.5"] },
  { name: "lmdeploy", title: "lmdeploy", short: "LMD", releases: ["0.18.0"] },
  { name: "lmdeploy-turbomind", title: "lmdeploy TurboMind", short: "TM", releases: ["0.18.0"] },
  { name: "tensorrt-llm", title: "TensorRT-LLM", short: "TRT", releases: ["1.2.0rc2"] },
  { name: "onnxruntime-genai", title: "onnxruntime-genai", short: "ONNX", releases: ["0.18.0"] },
  { name: "ctranslate2", title: "CTranslate2", short: "CT2", releases: ["4.8.5"] },
  { name: "mlc-llm", title: "MLC-LLM", short: "MLC", releases: ["79d603f0"] },
  { name: "ollama", title: "Ollama", short: "Olla", releases: ["0.33.0-rc2"] },
  { name: "mistral.rs", title: "mistral.rs", short: "mrs", releases: ["0.9.2"] },
];

function runtimeOf(name: RuntimeName): Runtime {
  const found = RUNTIMES.find((runtime) => runtime.name === name);
  if (found === undefined) throw new RangeError(`No such framework: ${name}`);
  return found;
}

/** As its authors write it. */
export function titleOf({ name }: Pick<RuntimeChoice, "name">): string {
  return runtimeOf(name).title;
}

/** Releases that are commits of a repository cannot be ordered by their names. */
const COMMIT = /^[0-9a-f]{7,40}$/;

/**
 * The framework at `release`, or at the nearest known one below it, which is then named beside what was asked.
 * Without a release: the newest known one.
 */
export function chooseRelease(name: RuntimeName, release?: string): RuntimeChoice {
  const { releases } = runtimeOf(name);
  const newest = releases.at(-1) ?? "";
  if (release === undefined || release === "" || releases.includes(release)) {
    return { name, release: release || newest, known: true };
  }
  if (COMMIT.test(newest)) return { name, release: newest, requestedRelease: release, known: true };
  const nearest = nearestBelow(releases, release);
  return nearest === null
    ? { name, release: releases[0] ?? newest, requestedRelease: release, known: false }
    : { name, release: nearest, requestedRelease: release, known: true };
}

/** Reads "vllm" or "vllm@0.30.0"; null when there is no framework of that name. Upper and lower case are the same. */
export function parseRuntime(text: string): RuntimeChoice | null {
  const [name = "", ...rest] = text.trim().split("@");
  const lower = name.toLowerCase();
  return isRuntimeName(lower) ? chooseRelease(lower, rest.join("@").replace(/^v(?=\d)/, "")) : null;
}
