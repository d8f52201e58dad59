/** What the preview shows, and the messages between page, extension and server. Typed and versioned. */
import type { Analysis } from "../rope/analysis.ts";
import type { StrategyId, Use } from "../rope/spec.ts";

/** A message of another version is ignored and logged. */
export const PREVIEW_PROTOCOL = 1;

/** The page's choices. Everything else follows from them and the file. `null` stands for "as advised". */
export interface PreviewQuery {
  /** Index into PreviewModel.ropes. */
  readonly rope: number;
  readonly targetLength: number | null;
  readonly bins: number;
  readonly use: Use;
  /** null: any runtime. */
  readonly runtime: string | null;
  /** The strategy to insert; null: the recommended one. */
  readonly strategy: StrategyId | null;
  /** The strategies drawn, at most three, the chosen one first; null: chosen, yarn (else the next best), none. */
  readonly drawn: readonly StrategyId[] | null;
  readonly pair: number | null;
}

export interface RopeTab {
  readonly layerType: string | null;
  /** "5 layers · θ 1000000 · linear ×8" */
  readonly detail: string;
}

export type SupportState = "runs" | "care" | "no" | "unknown";

export interface RuntimeSupport {
  /** Name of DESIGN.md's list: "vllm". */
  readonly runtime: string;
  readonly title: string;
  /** Four letters at most, for a table column: "vLLM", "SGL", "cpp". */
  readonly short: string;
  readonly state: SupportState;
  /** A short reason, in words. */
  readonly note: string;
}

export interface DiffLine {
  readonly kind: "same" | "added" | "removed" | "gap";
  /** Line number in the new text (old text for removed); null for a gap. */
  readonly number: number | null;
  readonly text: string;
}

export interface LaunchFlags {
  readonly runtime: string;
  readonly title: string;
  /** null when the framework cannot do it without editing the file. */
  readonly command: string | null;
  readonly reason: string | null;
}

/** Everything that the page shows for a query but the heatmap and the length curve, which follow on their own. */
export interface PreviewModel {
  readonly kind: "model";
  readonly title: string;
  readonly file: string;
  readonly modelType: string | null;
  /** Version of the document that this was computed from. */
  readonly documentVersion: number;
  readonly theta: number;
  readonly rotaryDim: number;
  readonly ropeType: string;
  /** "known checkpoint", "original_max_position_embeddings", ... */
  readonly pretrainedLengthSource: string;
  readonly ropes: readonly RopeTab[];
  readonly rope: number;
  readonly query: PreviewQuery;
  readonly analysis: Analysis;
  /** Resolved choices; null only when there is nothing to extend. */
  readonly chosen: StrategyId | null;
  readonly drawn: readonly StrategyId[];
  readonly pair: number;
  /** Support of each strategy, by strategy id, one entry a runtime in the order of the columns. */
  readonly support: Readonly<Record<string, readonly RuntimeSupport[]>>;
  /** One or two sentences; `evidence` follows the headline in normal weight. */
  readonly headline: string;
  readonly evidence: string;
  readonly caveat: { readonly text: string; readonly warning: boolean; readonly evidenceLink: boolean } | null;
  readonly factorsSentence: string;
  readonly diff: {
    readonly added: number;
    readonly removed: number;
    readonly dialect: string;
    readonly lines: readonly DiffLine[];
  } | null;
  readonly flags: readonly LaunchFlags[];
  readonly angles: AnglesModel | null;
}

/** Histograms of one pair. Counts, one entry a bin. */
export interface AnglesModel {
  readonly pair: number;
  readonly wavelength: number;
  readonly pretrained: readonly number[];
  readonly extended: readonly {
    readonly id: StrategyId;
    readonly counts: readonly number[];
    readonly newPositions: number;
  }[];
  readonly sentence: string;
}

/** Change of share per pair and bin: ln(extended share / pretrained share), or one of the two marks below. */
export interface HeatmapModel {
  readonly bins: number;
  readonly pairs: number;
  readonly strategies: readonly {
    readonly id: StrategyId;
    /** pairs x bins, row by row. 1e9: extended visits it and pretraining never did; -1e9: neither does. */
    readonly values: readonly number[];
    /** Share of positions at new angles. */
    readonly newShare: number;
  }[];
}

export interface LengthCurve {
  readonly lengths: readonly number[];
  readonly curves: readonly { readonly id: StrategyId; readonly means: readonly number[] }[];
  readonly sentence: string;
}

/** Nothing to show, and why. */
export type PreviewNotice =
  | {
      readonly kind: "syntax";
      readonly line: number;
      readonly column: number;
      readonly message: string;
      readonly file: string;
    }
  | {
      readonly kind: "no-config";
      readonly file: string | null;
      readonly configs: readonly { readonly uri: string; readonly label: string }[];
    }
  | { readonly kind: "no-rope"; readonly file: string; readonly modelType: string | null }
  | { readonly kind: "failed"; readonly message: string };

/** page -> extension */
export type PageMessage =
  | { readonly protocol: number; readonly type: "ready" }
  | { readonly protocol: number; readonly type: "query"; readonly id: number; readonly query: PreviewQuery }
  | { readonly protocol: number; readonly type: "heatmap"; readonly id: number; readonly query: PreviewQuery }
  | { readonly protocol: number; readonly type: "lengths"; readonly id: number; readonly query: PreviewQuery }
  | {
      readonly protocol: number;
      readonly type: "insert";
      readonly query: PreviewQuery;
      readonly strategy: StrategyId;
      readonly documentVersion: number;
    }
  | { readonly protocol: number; readonly type: "copy"; readonly text: string; readonly what: string }
  | { readonly protocol: number; readonly type: "save"; readonly name: string; readonly base64: string }
  | { readonly protocol: number; readonly type: "pin"; readonly pinned: boolean }
  | {
      readonly protocol: number;
      readonly type: "open";
      readonly target: "evidence" | "line" | "file";
      readonly line: number;
      readonly uri: string;
    }
  | { readonly protocol: number; readonly type: "log"; readonly message: string };

/** extension -> page. `id` is that of the request answered; the page drops answers older than its newest request. */
export type HostMessage =
  /** The file changed or another became active: ask anew. `stale` while it is being typed in. */
  | {
      readonly protocol: number;
      readonly type: "changed";
      readonly stale: boolean;
      readonly file: string | null;
      readonly pinned: boolean;
    }
  | {
      readonly protocol: number;
      readonly type: "progress";
      readonly id: number;
      readonly done: number;
      readonly total: number;
    }
  | { readonly protocol: number; readonly type: "model"; readonly id: number; readonly model: PreviewModel }
  | { readonly protocol: number; readonly type: "notice"; readonly id: number; readonly notice: PreviewNotice }
  | { readonly protocol: number; readonly type: "heatmap"; readonly id: number; readonly heatmap: HeatmapModel }
  | { readonly protocol: number; readonly type: "lengths"; readonly id: number; readonly lengths: LengthCurve }
  /** After an insertion or a failed one: for the live region. */
  | { readonly protocol: number; readonly type: "said"; readonly text: string };
