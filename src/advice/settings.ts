/** What the user chose, as far as it decides the advice. */
import type { Use } from "../rope/spec.ts";

export interface AdviceSettings {
  /** Tokens; null: the window that the config claims. */
  readonly targetLength: number | null;
  readonly use: Use;
  /** "vllm" or "vllm@0.30.0"; names that are not known are left out. */
  readonly runtimes: readonly string[];
  /** b; default 360. */
  readonly bins: number;
}

export const DEFAULT_SETTINGS: AdviceSettings = { targetLength: null, use: "as-is", runtimes: [], bins: 360 };
