/** Requests and notifications of RoPE Lens beside the standard language server protocol. */
import type { StrategyId, Use } from "../rope/spec.ts";
import type {
  HeatmapModel,
  LengthCurve,
  PreviewDialect,
  PreviewModel,
  PreviewNotice,
  PreviewQuery,
} from "./preview.ts";

/** Settings as the client sends them (workspace/configuration section "ropeLens"). */
export interface Settings {
  readonly use: Use;
  /** "vllm" or "vllm@0.30.0". */
  readonly runtimes: readonly string[];
  readonly targetLength: number | null;
  readonly bins: number;
  readonly onSave: "recommend" | "off";
  readonly rules: Readonly<Record<string, "off" | "info" | "warning" | "error">>;
}

export const PREVIEW_REQUEST = "ropeLens/preview";
export const HEATMAP_REQUEST = "ropeLens/heatmap";
export const LENGTHS_REQUEST = "ropeLens/lengths";
export const INSERTION_REQUEST = "ropeLens/insertion";
export const ADVICE_NOTIFICATION = "ropeLens/advice";

export interface PreviewParams {
  readonly uri: string;
  readonly query: PreviewQuery;
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
}
export type InsertionAnswer =
  | {
      readonly ok: true;
      readonly documentVersion: number;
      /** LSP text edits: zero-based line and UTF-16 character. */
      readonly edits: readonly {
        readonly range: {
          readonly start: { readonly line: number; readonly character: number };
          readonly end: { readonly line: number; readonly character: number };
        };
        readonly newText: string;
      }[];
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
}
