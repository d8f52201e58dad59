/** What every file of this folder shares: what is asked of a framework, and what it answers. */
import type { JsonObject, ModelConfig, RopeEntry } from "../../config/model.ts";
import type { StrategyId } from "../../rope/spec.ts";
import type { RuntimeChoice, Source } from "../runtime.ts";

/** A strategy to be run with a file that stays as it is. Lengths are in tokens. */
export interface LaunchRequest {
  readonly strategy: StrategyId;
  readonly model: ModelConfig;
  /** The one of the model's ropes that is extended. */
  readonly rope: RopeEntry;
  readonly runtime: RuntimeChoice;
  readonly targetLength: number;
  /** The strategy's scaling block without rope_theta; null when it is written without one. */
  readonly block: JsonObject | null;
  /** The strategy's rope_theta. */
  readonly theta: number;
  readonly file: {
    /** The scaling block that the file has now; null when it has none. */
    readonly block: JsonObject | null;
    /** The length keys that the file has, beside its RoPE keys. */
    readonly windows: Readonly<Record<string, number>>;
    /** original_max_position_embeddings outside the block; null when it is not there. */
    readonly originalLength: number | null;
  };
  /** The folder of the checkpoint as the shell gets it, unquoted; null when it is not known. */
  readonly folder: string | null;
  /** JSON on one line, with Python's floats as floats. */
  readonly json: (value: JsonObject) => string;
}

export type LaunchAnswer =
  | {
      /** One command, quoted for a POSIX shell. */
      readonly command: string;
      readonly reason: null;
      /** What to mind: sentences. */
      readonly notes: readonly string[];
      readonly source: Source;
    }
  | {
      readonly command: null;
      /** Why there is no command: words without a full stop. */
      readonly reason: string;
      /** null where nothing was read or run for this case. */
      readonly source: Source | null;
    };

/** One framework's answer. */
export type FlagsOf = (request: LaunchRequest) => LaunchAnswer;

export function launch(command: string, source: Source, notes: readonly string[] = []): LaunchAnswer {
  return { command, reason: null, notes, source };
}

export function noLaunch(reason: string, source: Source | null = null): LaunchAnswer {
  return { command: null, reason, source };
}

/** s, as in the block's factor. */
export function scaleOf({ targetLength, rope }: LaunchRequest): number {
  return targetLength / rope.spec.pretrainedLength;
}

/** The file's own RoPE is scaled, so that an option may come on top of it or beside it. */
export function isScaled({ rope }: LaunchRequest): boolean {
  return rope.spec.scaling.type !== "default";
}
