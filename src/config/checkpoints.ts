/** Published checkpoints whose pretrained window is known, told apart by the shape of the network. */
import rows from "./data/checkpoints.json" with { type: "json" };

/** The numbers of a config that identify a checkpoint; absent keys already replaced by the model type's defaults. */
export interface Fingerprint {
  readonly hidden: number | null;
  readonly intermediate: number | null;
  readonly layers: number | null;
  readonly heads: number | null;
  readonly kvHeads: number | null;
  readonly vocabulary: number | null;
  readonly theta: number | null;
  /** Epsilon of the layer norms. */
  readonly eps: number | null;
}

/** What tells checkpoints of one fingerprint apart. */
export interface CheckpointHints {
  /** null: the config claims no window. */
  readonly maxPositionEmbeddings: number | null;
  /** As the file names it, be it known or not; null: it names none. */
  readonly modelType: string | null;
  readonly scaling: string | null;
}

export interface Checkpoint {
  readonly name: string;
  /** The Hugging Face repository that documents it: "meta-llama/Llama-2-7b-hf". */
  readonly repository: string;
  /** The window that it was trained on, tokens. */
  readonly window: number;
  /** The linear factor that it was trained with on its global layers; null when it was trained without scaling. */
  readonly trainedFactor: number | null;
}

/**
 * A row of the data is one shape. `vocabulary`, `eps` and `windows` list what releases of that shape ship, `modelTypes` what they are stored
 * as: another type of the same shape is another model. `scaling` breaks ties. `source` is the Hugging Face repository whose config.json
 * has the shape; windows come from the model's paper or card, or, where they were in doubt, from what `evidence` leads to.
 */
interface Row {
  readonly name: string;
  readonly source: string;
  readonly evidence?: string;
  readonly modelTypes: readonly string[];
  readonly hidden: number;
  readonly intermediate: number;
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly vocabulary: readonly number[];
  readonly theta: number;
  readonly eps: readonly number[];
  readonly windows: readonly number[];
  readonly scaling?: string;
  readonly trainedFactor?: number;
}

const ROWS: readonly Row[] = rows;

/**
 * The known checkpoint of that fingerprint: the one whose window equals max_position_embeddings, else that of the largest window
 * below. When all windows are larger, the smallest is given all the same: its name is right, its window is not the file's.
 */
export function matchCheckpoint(print: Fingerprint, hints: CheckpointHints): Checkpoint | null {
  const limit = hints.maxPositionEmbeddings ?? Number.POSITIVE_INFINITY;
  const candidates = ROWS.filter((row) => hasFingerprint(row, print) && isStoredAs(row, hints.modelType)).flatMap(
    (row) => row.windows.map((window) => ({ row, window })),
  );
  candidates.sort(
    (a, b) =>
      distanceTo(limit, a.window) - distanceTo(limit, b.window) ||
      rank(b.row, hints.scaling) - rank(a.row, hints.scaling),
  );
  const first = candidates[0];
  if (first === undefined) return null;
  const { name, source, trainedFactor } = first.row;
  return { name, repository: source, window: first.window, trainedFactor: trainedFactor ?? null };
}

/** A file that names no type, as Meta's params.json, may be any. */
function isStoredAs(row: Row, modelType: string | null): boolean {
  return modelType === null || row.modelTypes.includes(modelType);
}

function hasFingerprint(row: Row, print: Fingerprint): boolean {
  return (
    row.hidden === print.hidden &&
    row.intermediate === print.intermediate &&
    row.layers === print.layers &&
    row.heads === print.heads &&
    row.kvHeads === print.kvHeads &&
    row.theta === print.theta &&
    row.vocabulary.some((size) => size === print.vocabulary) &&
    row.eps.some((eps) => print.eps !== null && Math.abs(eps - print.eps) < 1e-9 * eps)
  );
}

/** Windows up to the limit come before larger ones, each side nearest first. Without a limit the smallest comes first. */
function distanceTo(limit: number, window: number): number {
  if (limit === Number.POSITIVE_INFINITY) return window;
  return window <= limit ? limit - window : window;
}

function rank(row: Row, scaling: string | null): number {
  if (row.scaling === undefined) return 0;
  return row.scaling === scaling ? 1 : -1;
}
