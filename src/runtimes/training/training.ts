/** What training tools do with the scaling block and the window of a config. */
import type { ConfigSnapshot } from "../../config/model.ts";
import { documentOf } from "../python/document.ts";
import { Raised } from "../python/raised.ts";
import { isDict, numeric, type PyDict, str } from "../python/value.ts";
import type { Source } from "../runtime.ts";
import { axolotl } from "./axolotl.ts";
import { llamaFactory } from "./llama-factory.ts";
import { torchtitan, torchtune } from "./torch.ts";
import { unsloth } from "./unsloth.ts";

export interface TrainingEffect {
  readonly name: string;
  readonly release: string;
  /**
   * "keeps": the file stays as it is; "widens": only max_position_embeddings grows; "replaces": the scaling block
   * becomes another one; "ignores": the tool takes its RoPE from elsewhere.
   */
  readonly outcome: "keeps" | "widens" | "replaces" | "ignores";
  /** Type and factor of the block that is trained and saved; null where there is none, or where an option names it. */
  readonly ropeType: string | null;
  readonly factor: number | null;
  /** As it is saved, tokens; a float where the tool writes one. */
  readonly maxPositionEmbeddings: { readonly value: number; readonly float: boolean } | null;
  /** In the tool's words. */
  readonly message: string | null;
  /** What happens, in a sentence or two. */
  readonly notes: readonly string[];
  readonly sources: readonly Source[];
}

/** What a tool looks at. */
export interface TrainedFile {
  readonly modelType: string;
  /** max_position_embeddings, tokens */
  readonly window: number;
  readonly block: PyDict | null;
  /** rope_type, else type; "default" where there is no block. */
  readonly type: string;
  /** original_max_position_embeddings of the block, tokens. */
  readonly original: number | null;
  /** The length that is trained at, tokens. */
  readonly length: number;
}

/** null: the tool's handling of this model type was not read. */
export type TrainingTool = (file: TrainedFile) => TrainingEffect | null;

const TOOLS: readonly TrainingTool[] = [unsloth, axolotl, llamaFactory, torchtune, torchtitan];

/**
 * Empty for files without a window, multimodal ones and those with a block a layer type: nothing was read of them.
 * @param length tokens; null: the file's own window
 */
export function trainingEffects(snapshot: ConfigSnapshot, length: number | null): readonly TrainingEffect[] {
  const { model } = snapshot;
  if (model === null || model.path !== "" || model.modelType === null || model.ropes.length === 0) return [];
  if (model.ropes.some(({ layerType }) => layerType !== null)) return [];
  const file = trainedFile(snapshot, model.modelType, length);
  return file === null ? [] : TOOLS.flatMap((tool) => tool(file) ?? []);
}

function trainedFile(snapshot: ConfigSnapshot, modelType: string, length: number | null): TrainedFile | null {
  const document = readDocument(snapshot);
  const window = numeric(document?.get("max_position_embeddings"));
  if (document === null || window === null) return null;
  const given = [document.get("rope_scaling"), document.get("rope_parameters")].find(isDict);
  const type = given?.get("rope_type") ?? given?.get("type") ?? "default";
  return {
    modelType,
    window,
    block: given ?? null,
    type: str(type),
    original: numeric(given?.get("original_max_position_embeddings")),
    length: length ?? window,
  };
}

function readDocument(snapshot: ConfigSnapshot): PyDict | null {
  try {
    return documentOf(snapshot);
  } catch (error) {
    if (error instanceof Raised) return null;
    throw error;
  }
}
