/** `ollama create`: the keys and tensors that its own converter writes of a file's RoPE. */
import type { Gguf } from "../llama-cpp/convert.ts";
import { perPair } from "../per-pair.ts";
import { Raised } from "../python/raised.ts";
import type { PyDict } from "../python/value.ts";
import type { Report } from "../report.ts";
import { ignoreUnread } from "../unread-keys.ts";
import { type Field, factors, float32, object, text, uint32 } from "./go-json.ts";
import type { OllamaModel } from "./models.ts";

class Source {
  readonly block: PyDict;
  readonly #document: PyDict;
  readonly #architecture: string;
  readonly #struct: string;

  constructor(document: PyDict, architecture: string, { struct }: OllamaModel) {
    this.#document = document;
    this.#architecture = architecture;
    this.#struct = struct;
    this.block = object(document.get("rope_scaling"), this.#at("rope_scaling"));
  }

  /** Fields of the block belong to a struct without a name. */
  #at(name: string): Field {
    const inBlock = name.includes(".");
    return { architecture: this.#architecture, struct: inBlock ? "" : this.#struct, name };
  }

  count(name: string): number {
    return uint32(this.#document.get(name), this.#at(name));
  }

  number(name: string): number {
    return float32(this.#document.get(name), this.#at(name));
  }

  blockCount(name: string): number {
    return uint32(this.block.get(name), this.#at(`rope_scaling.${name}`));
  }

  blockNumber(name: string): number {
    return float32(this.block.get(name), this.#at(`rope_scaling.${name}`));
  }

  blockText(name: string): string {
    return text(this.block.get(name), this.#at(`rope_scaling.${name}`));
  }

  blockFactors(name: string): number[] {
    return factors(this.block.get(name), this.#at(`rope_scaling.${name}`));
  }
}

/** null where what is written was not followed further. Raises what the converter raises. */
export function toOllamaGguf(document: PyDict, architecture: string, model: OllamaModel, report: Report): Gguf | null {
  const source = new Source(document, architecture, model);
  switch (model.converter) {
    case "llama":
      return llama(source, report);
    case "qwen2":
      return qwen2(source, report);
    case "phi3":
      return phi3(source, report);
  }
}

type Keys = Map<string, number | string>;

function shape(source: Source): Keys {
  return new Map<string, number | string>([
    ["context_length", source.count("max_position_embeddings")],
    ["embedding_length", source.count("hidden_size")],
    ["attention.head_count", source.count("num_attention_heads")],
  ]);
}

/** `type` counts for linear alone, `rope_type` for llama3 alone. */
function llama(source: Source, report: Report): Gguf | null {
  const keys = shape(source);
  const [hidden, heads, head] = [
    source.count("hidden_size"),
    source.count("num_attention_heads"),
    source.count("head_dim"),
  ];
  if (hidden === 0 || heads === 0 || source.count("max_position_embeddings") === 0) return null;
  const dims = Math.floor(hidden / heads);
  keys.set("rope.dimension_count", dims);
  if (head > 0) keys.set("attention.key_length", head);
  const theta = source.number("rope_theta");
  if (theta > 0) keys.set("rope.freq_base", theta);
  const ramp = llama3Ramp(source);
  const linear = source.blockText("type") === "linear";
  if (linear) keys.set("rope.scaling.type", "linear").set("rope.scaling.factor", ramp.factor);
  const tensors = new Map<string, readonly number[]>();
  const llama3 = source.blockText("rope_type") === "llama3" && theta !== 0;
  if (llama3) tensors.set("rope_freqs.weight", llama3Factors(dims, theta, ramp));
  if (source.block.size > 0) {
    ignoreUnread(source.block, llama3 ? LLAMA3 : linear ? ["factor"] : [], report);
    if (!llama3 && !linear) report.ignore("rope_scaling");
  }
  if (head > 0 && head !== dims) {
    throw new Raised("std::runtime_error", `invalid n_rot: ${dims}, expected ${head}`);
  }
  return { keys, tensors };
}

const LLAMA3 = ["factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings"];

interface Ramp {
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  readonly original: number;
}

function llama3Ramp(source: Source): Ramp {
  return {
    factor: source.blockNumber("factor"),
    low: source.blockNumber("low_freq_factor"),
    high: source.blockNumber("high_freq_factor"),
    original: source.blockCount("original_max_position_embeddings"),
  };
}

/** What each frequency is divided by; zeros stand for the defaults. */
function llama3Factors(dims: number, theta: number, ramp: Ramp): number[] {
  const [factor, low, high] = [ramp.factor || 8, ramp.low || 1, ramp.high || 4];
  const original = ramp.original || 8192;
  return perPair(Math.ceil(dims / 2), (pair) => {
    const wavelength = 2 * Math.PI * theta ** ((2 * pair) / dims);
    if (wavelength < original / high) return 1;
    if (wavelength > original / low) return factor;
    const smooth = (original / wavelength - low) / (high - low);
    return 1 / ((1 - smooth) / factor + smooth);
  });
}

/** The factor is declared as a list, so that a number is refused. */
function qwen2(source: Source, report: Report): Gguf | null {
  const keys = shape(source);
  keys.set("rope.freq_base", source.number("rope_theta"));
  source.blockCount("original_max_position_embeddings");
  const type = source.blockText("type");
  const list = source.blockFactors("factor");
  if (!["", "yarn", "mrope", "default"].includes(type)) throw new Raised("panic", "unknown rope scaling type");
  if (type === "yarn" || list.length > 0) return null;
  ignoreUnread(source.block, [], report);
  return { keys, tensors: new Map() };
}

/** null: empty lists, or an original length of zero, which were not followed into the loader. */
function phi3(source: Source, report: Report): Gguf | null {
  const keys = shape(source);
  const [window, original] = [
    source.count("max_position_embeddings"),
    source.count("original_max_position_embeddings"),
  ];
  const [long, short] = [source.blockFactors("long_factor"), source.blockFactors("short_factor")];
  const type = source.blockText("type");
  if (!["", "su", "longrope", "yarn"].includes(type)) throw new Raised("panic", "unknown rope scaling type");
  const dims = Math.floor(source.count("hidden_size") / source.count("num_attention_heads"));
  if (original === 0 || long.length !== dims / 2 || short.length !== dims / 2) return null;
  keys.set("rope.dimension_count", dims);
  keys.set("rope.freq_base", source.number("rope_theta"));
  keys.set("rope.scaling.original_context_length", original);
  const scale = window / original;
  if (type === "su" || type === "longrope") {
    keys.set("rope.scaling.attn_factor", Math.max(Math.sqrt(1 + Math.log(scale) / Math.log(original)), 1));
  }
  if (type === "yarn") keys.set("rope.scaling.attn_factor", Math.max(0.1 * Math.log(scale) + 1, 1));
  ignoreUnread(source.block, ["long_factor", "short_factor"], report);
  const tensors = new Map([
    ["rope_factors_long.weight", long],
    ["rope_factors_short.weight", short],
  ]);
  return { keys, tensors };
}
