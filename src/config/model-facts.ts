/** What holds for all rotary embeddings of a model. */
import type { Checkpoint } from "./checkpoints.ts";
import type { LanguagePart } from "./language-part.ts";
import type { Layer } from "./layers.ts";
import type { ReadOptions } from "./model.ts";
import type { ModelTypeRules } from "./model-types.ts";
import type { Shape } from "./shape.ts";

export interface ModelFacts {
  readonly part: LanguagePart;
  readonly rules: ModelTypeRules;
  readonly shape: Shape;
  /** null: the file does not say how many there are, or in which order. */
  readonly layers: readonly Layer[] | null;
  readonly claimed: ClaimedWindow;
  readonly checkpoint: Checkpoint | null;
  readonly options: ReadOptions;
}

/** The window that a file claims, tokens. */
export interface ClaimedWindow {
  readonly length: number;
  /** JSON pointer of the key that claims it; null: the type's default. */
  readonly pointer: string | null;
}
