/** Requests and notifications of RoPE Lens beside the standard language server protocol. */
import type { StrategyChanges } from "../rope/change.ts";
import type { StrategyId, Use } from "../rope/spec.ts";
import type {
  HeatmapModel,
  LengthCurve,
  PreviewDialect,
  PreviewModel,
  PreviewNotice,
  PreviewQuery,
} from "./preview.ts";

/** What the settings say for one file: those of the editor, of the project, and what the user chose for the file. */
export interface Settings {
  readonly use: Use;
  /** "vllm" or "vllm@0.30.0". */
  readonly runtimes: readonly string[];
  readonly targetLength: number | null;
  /** What the model of this file was pretrained on, tokens, where the user states it; null: as the file says. */
  readonly pretrainedLength: number | null;
  readonly bins: number;
  readonly onSave: "recommend" | "off";
  readonly codeLens: CodeLensSettings;
  readonly inlayHints: boolean;
  /** By code ("rope/unused-key") or group ("rope/*"). */
  readonly rules: Readonly<Record<string, "off" | "info" | "warning" | "error">>;
}

/** An LSP text edit: zero-based line and UTF-16 character. */
export interface ProtocolEdit {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly newText: string;
}

/** Which lenses are shown. */
export interface CodeLensSettings {
  /** Above the RoPE keys: what disturbs least. */
  readonly strategy: boolean;
  /** Beside it: Preview, Insert, Extend. */
  readonly actions: boolean;
  /** Above the attention heads: their size, the sharing of keys, the cache. */
  readonly headShape: boolean;
}

export const PREVIEW_REQUEST = "ropeLens/preview";
export const HEATMAP_REQUEST = "ropeLens/heatmap";
export const LENGTHS_REQUEST = "ropeLens/lengths";
export const INSERTION_REQUEST = "ropeLens/insertion";
export const ADVICE_NOTIFICATION = "ropeLens/advice";
export const FILE_CHOICES_NOTIFICATION = "ropeLens/fileChoices";

/** Client -> server: an open document says again what its file says, without a save: read anew from disk, or undone. */
export const FRESH_NOTIFICATION = "ropeLens/fresh";

export interface FreshParams {
  readonly uri: string;
  readonly documentVersion: number;
}

/** Client -> server: what can be chosen for a RoPE of the file, worded, for quick picks. */
export const CHOICES_REQUEST = "ropeLens/choices";

export interface ChoicesParams {
  readonly uri: string;
  /** Index into the file's RoPEs; null: the one that the advice is about. */
  readonly rope: number | null;
  /** null: as the file and the settings say. */
  readonly targetLength: number | null;
}
export interface StrategyChoice {
  readonly id: StrategyId;
  /** "resonant" */
  readonly title: string;
  /** "0.00456 · disturbs least" */
  readonly description: string;
  /** A sentence: what speaks against it, where it runs. */
  readonly detail: string;
  readonly inRunning: boolean;
}
export interface Choices {
  readonly documentVersion: number;
  readonly rope: number;
  /** null: all layers share one RoPE. */
  readonly layerType: string | null;
  readonly title: string;
  readonly pretrainedLength: number;
  /** "known checkpoint LLaMA-2-7B" */
  readonly pretrainedLengthSource: string;
  readonly targetLength: number;
  /** Where the tokenizer_config.json beside the file cuts inputs, when that is below the target; null: nowhere. */
  readonly tokenizerLimit: number | null;
  readonly recommended: StrategyId | null;
  /** In the running first, each part by mean disturbance. Empty when there is nothing to extend. */
  readonly strategies: readonly StrategyChoice[];
  /** Why there is nothing to extend; null when there is. */
  readonly nothing: string | null;
}
export type ChoicesAnswer =
  | { readonly ok: true; readonly choices: Choices }
  | { readonly ok: false; readonly message: string };

/** Client -> server: a Python script that measures the checkpoint beside a config with each strategy. */
export const MEASUREMENT_REQUEST = "ropeLens/measurement";

export interface MeasurementParams {
  readonly uri: string;
  /** Index into the file's RoPEs; null: the one that the advice is about. */
  readonly rope: number | null;
  /** null: as the file and the settings say. */
  readonly targetLength: number | null;
  /** In the order in which they are measured; null: those in the running. */
  readonly strategies: readonly StrategyId[] | null;
}
export type MeasurementAnswer =
  | { readonly ok: true; readonly script: string }
  | { readonly ok: false; readonly message: string };

/** Client -> server: the edits that take the scaling out again and set the window back; answered with an InsertionAnswer. */
export const REMOVE_SCALING_REQUEST = "ropeLens/removeScaling";

export interface RemoveScalingParams {
  readonly uri: string;
}

/** Client -> server: the edit of `rope-lens.config.json` that makes a change hold for a config; null where none applies to it. */
export const PROJECT_EDIT_REQUEST = "ropeLens/projectEdit";

export type ProjectChange =
  /** The code of a rule. */
  | { readonly turnedOff: string }
  /** Tokens, for this config; null: as the file says. */
  | { readonly pretrainedLength: number | null };
export interface ProjectEditParams {
  readonly uri: string;
  readonly change: ProjectChange;
}
export interface ProjectEdit {
  /** Of the settings file. */
  readonly uri: string;
  readonly edits: readonly ProtocolEdit[];
}

/** Server -> client: the text of files beside or above a config, which the client reads wherever they are. */
export const SIBLINGS_REQUEST = "ropeLens/siblings";

export interface SiblingsParams {
  readonly uri: string;
  /** From the folder of the config: "tokenizer_config.json", "../rope-lens.config.json". */
  readonly names: readonly string[];
}
/** By name; a file that is absent, unreadable or very large has no entry. */
export type SiblingsAnswer = Readonly<Record<string, string>>;

/** Client -> server: what the user chose for this file; it goes before the settings. null: as the settings say. */
export interface FileChoices {
  readonly uri: string;
  readonly targetLength: number | null;
  readonly use: Use | null;
}

export interface PreviewParams {
  readonly uri: string;
  readonly query: PreviewQuery;
  /** Leave out what takes longest: the comparison on other grids and the bound. Absent: everything. */
  readonly quick?: boolean;
  /** Where `$/progress` reports a PreviewProgress to; absent: no reports. */
  readonly progressToken?: string;
}
export interface PreviewProgress {
  /** Grids compared so far, of all. */
  readonly done: number;
  readonly total: number;
}
export type PreviewAnswer =
  | { readonly ok: true; readonly model: PreviewModel }
  | { readonly ok: false; readonly notice: PreviewNotice };
export type HeatmapAnswer = HeatmapModel | null;
export type LengthsAnswer = LengthCurve | null;

export interface InsertionParams {
  readonly uri: string;
  readonly rope: number;
  readonly strategy: StrategyId;
  readonly targetLength: number | null;
  /** Version that the user was looking at; an insertion into another version is refused. */
  readonly documentVersion: number | null;
  /** null, absent: as the file is. */
  readonly dialect?: PreviewDialect | null;
  /** The runtime that the user chose for this insertion; null, absent: those of the settings. */
  readonly runtime?: string | null;
  /** Parameters set by hand, by strategy; a value that the strategy does not take is refused. null, absent: none. */
  readonly changes?: StrategyChanges | null;
  /** Only to be looked at: no edit of the document will follow. */
  readonly preview?: boolean;
  /** The text of the tokenizer_config.json beside it, whose model_max_length is to follow; absent: it is left alone. */
  readonly tokenizer?: string;
}
export type InsertionAnswer =
  | {
      readonly ok: true;
      readonly documentVersion: number;
      readonly edits: readonly ProtocolEdit[];
      /** Sentences to mind with this strategy in this file. */
      readonly notes: readonly string[];
      /** Edits of the tokenizer_config.json whose text was given; absent: none. */
      readonly tokenizerEdits?: readonly ProtocolEdit[];
    }
  | { readonly ok: false; readonly message: string };

/** Server -> client after open, save and change of settings: for the status bar. `null` advice: nothing to say. */
export interface AdviceParams {
  readonly uri: string;
  readonly documentVersion: number;
  readonly advice: {
    /** Short: "resonant 0.00456 (−86.4 %)". */
    readonly label: string;
    /** Whole sentences for the tooltip. */
    readonly detail: string;
  } | null;
  /** What the file describes, advice or not; null: no model config. */
  readonly model: {
    /** "LLaMA-2-7B" */
    readonly title: string;
    /** "window 16384, pretrained 4096, no scaling" */
    readonly detail: string;
  } | null;
}
