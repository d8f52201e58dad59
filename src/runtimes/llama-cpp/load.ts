/** llama.cpp's loader, context and kernel: the rotation that a GGUF runs with. */
import type { Rotation } from "../formulas/common.ts";
import { perPair } from "../per-pair.ts";
import { Raised } from "../python/raised.ts";
import type { LayerRotation } from "../report.ts";
import type { Gguf } from "./convert.ts";
import { UNROTATED } from "./factors.ts";
import type { LlamaCppModel } from "./models.ts";

/** One rotary embedding as the kernel takes it. */
interface Kernel {
  readonly dims: number;
  readonly base: number;
  /** 1 / factor. */
  readonly scale: number;
  readonly originalLength: number;
  /** 1: yarn's ramp; 0: none. */
  readonly ramp: 0 | 1;
  readonly attentionFactor: number;
  readonly betaFast: number;
  readonly betaSlow: number;
  /** What each frequency is divided by. */
  readonly factors: readonly number[] | null;
}

function numberOf({ keys }: Gguf, name: string): number | null {
  const value = keys.get(name);
  return typeof value === "number" ? value : null;
}

/** `context`: the length of the context, tokens (-c); null: context_length. Raises what loading raises. */
export function load(gguf: Gguf, model: LlamaCppModel, context: number | null): LayerRotation[] {
  const trained = numberOf(gguf, "context_length");
  if (trained === null) throw missing(model, "context_length");
  if (model.sectionsRequired === true && !gguf.keys.has("rope.dimension_sections")) {
    throw missing(model, "rope.dimension_sections");
  }
  const kernel = kernelOf(gguf, model, context ?? trained, trained);
  const full = rotation(kernel);
  const slides = model.sliding !== undefined && (numberOf(gguf, "attention.sliding_window") ?? 0) > 0;
  if (!slides) return [{ layerType: null, ...full }];
  const base = numberOf(gguf, "rope.freq_base_swa");
  const sliding =
    model.sliding === "own"
      ? { ...kernel, base: base ?? 10000, scale: 1, dims: numberOf(gguf, "rope.dimension_count_swa") ?? kernel.dims }
      : { ...kernel, scale: 1, ramp: 0 as const, attentionFactor: 1 };
  return [
    { layerType: "full_attention", ...full },
    { layerType: "sliding_attention", ...rotation({ ...sliding, factors: null }) },
  ];
}

function missing({ gguf }: LlamaCppModel, key: string): Raised {
  return new Raised(
    "std::runtime_error",
    `error loading model hyperparameters: key not found in model: ${gguf}.${key}`,
  );
}

function kernelOf(gguf: Gguf, model: LlamaCppModel, context: number, trained: number): Kernel {
  const type = gguf.keys.get("rope.scaling.type") ?? "linear";
  const factor = numberOf(gguf, "rope.scaling.factor") ?? 0;
  const scale = factor === 0 || type === "none" ? 1 : 1 / factor;
  const originalLength = numberOf(gguf, "rope.scaling.original_context_length") ?? trained;
  const betas = model.readsBetas === true ? gguf : null;
  const heads = numberOf(gguf, "attention.head_count") ?? 1;
  const head = numberOf(gguf, "attention.key_length") ?? Math.floor((numberOf(gguf, "embedding_length") ?? 0) / heads);
  const ramp = type === "yarn" ? 1 : 0;
  const own = numberOf(gguf, "rope.scaling.attn_factor") ?? 1;
  return {
    dims: numberOf(gguf, "rope.dimension_count") ?? head,
    base: numberOf(gguf, "rope.freq_base") ?? 10000,
    scale,
    originalLength: originalLength === 0 ? trained : originalLength,
    ramp,
    attentionFactor: (ramp === 1 ? contextFactor(gguf, model, 1 / scale) : 1) * own,
    betaFast: (betas === null ? null : numberOf(betas, "rope.scaling.yarn_beta_fast")) ?? 32,
    betaSlow: (betas === null ? null : numberOf(betas, "rope.scaling.yarn_beta_slow")) ?? 1,
    factors: factorsOf(gguf, model, type === "longrope", context > originalLength),
  };
}

function magnitude(scale: number, mscale: number): number {
  return scale <= 1 ? 1 : 0.1 * mscale * Math.log(scale) + 1;
}

/** The context's yarn_attn_factor: the wanted magnitude by the one that the kernel multiplies with anyway. */
function contextFactor(gguf: Gguf, { logMultiplier }: LlamaCppModel, factor: number): number {
  const read = logMultiplier !== undefined && logMultiplier !== "glm-dsa";
  const written = read ? numberOf(gguf, "rope.scaling.yarn_log_multiplier") : null;
  const all = (written ?? 0) / (logMultiplier === "mistral3" ? 1 : 0.1);
  const mscale = logMultiplier === "deepseek2" && all !== 1 ? all : 1;
  const wanted = all === 0 ? magnitude(factor, 1) : magnitude(factor, mscale) / magnitude(factor, all);
  return wanted / (1 + 0.1 * Math.log(factor));
}

/** A tensor that the model does not take makes loading fail; without tensors there are no factors. */
function factorsOf({ tensors }: Gguf, { takes }: LlamaCppModel, longrope: boolean, long: boolean) {
  const lists = takes === "lists" || (takes === "both" && longrope);
  const freqs = takes === "freqs" || (takes === "both" && !longrope);
  for (const name of tensors.keys()) {
    const taken = name === "rope_freqs.weight" ? freqs : lists;
    if (!taken) throw new Raised("std::runtime_error", "done_getting_tensors: wrong number of tensors");
  }
  const all = tensors.get("rope_freqs.weight");
  return all ?? tensors.get(long ? "rope_factors_long.weight" : "rope_factors_short.weight") ?? null;
}

/** ggml's rope: the ramp's ends are always rounded. */
function rotation(kernel: Kernel): Rotation {
  const { dims, base, scale, ramp, factors } = kernel;
  const [low, high] = [Math.max(0, Math.floor(turnDim(kernel, "betaFast"))), Math.ceil(turnDim(kernel, "betaSlow"))];
  const last = Math.min(dims - 1, high);
  const invFreq = perPair(Math.floor(dims / 2), (pair) => {
    const factor = factors?.[pair] ?? 1;
    const kept = factor === UNROTATED ? 0 : base ** ((-2 * pair) / dims) / factor;
    const share = 1 - Math.min(1, Math.max(0, (pair - low) / Math.max(0.001, last - low)));
    const mix = ramp * share;
    return Math.fround(scale * kept * (1 - mix) + kept * mix);
  });
  const kernelFactor = ramp === 1 ? 1 + 0.1 * Math.log(1 / scale) : 1;
  return { invFreq, attentionFactor: kernel.attentionFactor * kernelFactor };
}

function turnDim({ dims, base, originalLength, ...betas }: Kernel, beta: "betaFast" | "betaSlow"): number {
  return (dims * Math.log(originalLength / (betas[beta] * 2 * Math.PI))) / (2 * Math.log(base));
}
