/** What every part of this layer shares: names of frameworks, releases, sources and verdicts. */
import type { ModelConfig } from "../config/model.ts";
import type { StrategyId } from "../rope/spec.ts";

/** The frameworks that are known, in the order in which tables show them. */
export const RUNTIME_NAMES = [
  "transformers",
  "vllm",
  "sglang",
  "llama.cpp",
  "mlx-lm",
  "tgi",
  "exllamav2",
  "exllamav3",
  "lmdeploy",
  "lmdeploy-turbomind",
  "tensorrt-llm",
  "onnxruntime-genai",
  "ctranslate2",
  "mlc-llm",
  "ollama",
  "mistral.rs",
] as const;
export type RuntimeName = (typeof RUNTIME_NAMES)[number];

export function isRuntimeName(name: string): name is RuntimeName {
  return (RUNTIME_NAMES as readonly string[]).includes(name);
}

/** Where a statement comes from. */
export interface Source {
  /** Path of the file in the framework's own sources. */
  readonly file: string;
  /** Line or lines in that file, or the function where no line is known: "188-198", "get_rope". */
  readonly lines: string;
  /** The release that the lines were taken from. */
  readonly release: string;
  /** "ran": the framework's own code was executed; "read": its source was read. */
  readonly how: "ran" | "read";
}

export interface Runtime {
  readonly name: RuntimeName;
  /** As its authors write it. */
  readonly title: string;
  /** At most four letters, for a table column. */
  readonly short: string;
  /** Known releases, oldest first. The last one is the default. */
  readonly releases: readonly string[];
}

/** A framework and the release whose behaviour is used for it. */
export interface RuntimeChoice {
  readonly name: RuntimeName;
  readonly release: string;
  /** What was asked, when that release is not known; `release` is then the nearest known one below it. */
  readonly requestedRelease?: string | undefined;
  /** false when the release asked for is older than every known one: nothing is known about it. */
  readonly known: boolean;
}

export type SupportState = "runs" | "care" | "no" | "unknown";

/** What a framework does with a strategy as RoPE Lens writes it. */
export interface Support {
  /**
   * "runs": the frequencies and the factor that are meant, without a warning; "care": the same, with something to mind;
   * "no": it raises, or computes something else; "unknown": its source was not read for this case.
   */
  readonly state: SupportState;
  /** A short reason in words, without a full stop. */
  readonly note: string;
  /** null only for "unknown". */
  readonly source: Source | null;
}

/** One framework's answer for a strategy, a model and one of its known releases. */
export type SupportOf = (strategy: StrategyId, model: ModelConfig, release: string) => Support;

export function runs(note: string, source: Source): Support {
  return { state: "runs", note, source };
}

export function care(note: string, source: Source): Support {
  return { state: "care", note, source };
}

export function refuses(note: string, source: Source): Support {
  return { state: "no", note, source };
}

export function unknown(note: string): Support {
  return { state: "unknown", note, source: null };
}
