/** What the preview shows, and the messages between page, extension and server. Typed and versioned. */
import type { Analysis } from "../rope/analysis.ts";
import type { StrategyChanges } from "../rope/change.ts";
import type { StrategyId, Use } from "../rope/spec.ts";
import type { ParameterId } from "../rope/strategies/parameters.ts";

// The page sees the analysis through the protocol alone.
export type { Analysis, LeftOut, StrategyResult } from "../rope/analysis.ts";
export type { StrategyChanges } from "../rope/change.ts";
export type { StrategyId, Use } from "../rope/spec.ts";
export type { ParameterId } from "../rope/strategies/parameters.ts";

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
  /** How the block is spelled: transformers v4's `rope_scaling` or v5's `rope_parameters`. null, absent: as the file is. */
  readonly dialect?: PreviewDialect | null;
  /** Parameters set by hand, by strategy; what a strategy does not take is left out. null, absent: none. */
  readonly changes?: StrategyChanges | null;
}

export type PreviewDialect = "v4" | "v5";

/** What a page without choices of its own starts with: the settings of the file. */
export interface PreviewDefaults {
  readonly use: Use;
  readonly bins: number;
  readonly runtime: string | null;
}

export interface RopeTab {
  readonly layerType: string | null;
  /** "5 layers · θ 1000000 · linear ×8" */
  readonly detail: string;
}

export type SupportState = "runs" | "care" | "no" | "unknown";

export interface RuntimeSupport {
  /** As `--runtime` names it: "vllm". */
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
  /** Line number, from 1, in the new text (old text for removed); null for a gap. */
  readonly number: number | null;
  /** The whole line without its end; the page folds long lists within a line. Of a gap: "", or what it leaves out ("… 60 more"). */
  readonly text: string;
}

export interface LaunchFlags {
  readonly runtime: string;
  readonly title: string;
  /** What is copied; null when the framework cannot do it without editing the file. */
  readonly command: string | null;
  /** Why there is no command; null when there is one. */
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
  /** Where the target length is known from: "max_position_embeddings", "your choice", "the setting". For screen readers. */
  readonly targetLengthSource?: string;
  readonly ropes: readonly RopeTab[];
  readonly rope: number;
  readonly query: PreviewQuery;
  /** The comparison on other grids and the bound are missing: the query was quick. Absent: nothing is missing. */
  readonly partial?: boolean;
  readonly analysis: Analysis;
  /** Resolved choices; null only when there is nothing to extend. */
  readonly chosen: StrategyId | null;
  readonly drawn: readonly StrategyId[];
  readonly pair: number;
  /** Support of each strategy, by strategy id, one entry a runtime in the order of the columns. */
  readonly support: Readonly<Record<string, readonly RuntimeSupport[]>>;
  /** What the runtimes are told, beside "Where resonant runs": "Written as stock longrope." Absent: nothing to say. */
  readonly supportNote?: string;
  /** One or two sentences; `evidence` follows the headline in normal weight. When there is nothing to extend: that, and why. */
  readonly headline: string;
  readonly evidence: string;
  readonly caveat: { readonly text: string; readonly warning: boolean; readonly evidenceLink: boolean } | null;
  readonly factorsSentence: string;
  readonly diff: {
    readonly added: number;
    readonly removed: number;
    /** The label: "rope_scaling (v4)". */
    readonly dialect: string;
    /** The spellings that this file can be written in, the one shown among them; absent: only the one shown. */
    readonly dialects?: readonly { readonly id: PreviewDialect; readonly title: string }[];
    /** What changes, beside the file's name: "text_config". Absent: the top level. */
    readonly within?: string;
    readonly lines: readonly DiffLine[];
  } | null;
  /** What "Copy parameters" copies: a JSON object with every key to set, in the file's dialect. null, absent: nothing to write. */
  readonly parameters?: string | null;
  /** What of the chosen strategy can be set by hand; null, absent: nothing. */
  readonly whatIf?: WhatIf | null;
  /** What the rules find in the file, in the order of the text; absent: not asked. */
  readonly findings?: readonly PreviewFinding[];
  readonly flags: readonly LaunchFlags[];
  readonly angles: AnglesModel | null;
}

export interface PreviewFinding {
  /** "group/kebab-name"; has a page of its own. */
  readonly code: string;
  readonly severity: "error" | "warning" | "info" | "hint";
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

/** The chosen strategy's parameters, each with the value in force. */
export interface WhatIf {
  readonly fields: readonly WhatIfField[];
  /** What the changes do to the strategy; "" while there are none. */
  readonly sentence: string;
}

export interface WhatIfField {
  /** The key in the file: "beta_fast". */
  readonly id: ParameterId;
  readonly value: number;
  /** What the strategy computes by itself. */
  readonly computed: number;
  /** With `above` the value itself is too small. */
  readonly least: number;
  readonly above: boolean;
  readonly most: number;
  /** For a value that is outside: "beta_fast must be a number of at least 1 and at most 1000000." */
  readonly rule: string;
  /** What it does, in a few words. */
  readonly about: string;
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
    /**
     * pairs x bins, row by row, to three decimals (of which the page shows two, so that a message stays small).
     * 1e9: extended visits it and pretraining never did; -1e9: neither does.
     */
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
      /** `detail`, in muted text after the label: "llama, 4096". */
      readonly configs: readonly { readonly uri: string; readonly label: string; readonly detail?: string }[];
    }
  | { readonly kind: "no-rope"; readonly file: string; readonly modelType: string | null }
  | { readonly kind: "failed"; readonly message: string };

/** page -> extension */
export type PageMessage =
  | { readonly protocol: number; readonly type: "ready" }
  | {
      readonly protocol: number;
      readonly type: "query";
      readonly id: number;
      readonly query: PreviewQuery;
      /** While a slider is dragged: what takes longest may be left out of the answer. Absent: everything. */
      readonly quick?: boolean;
    }
  | { readonly protocol: number; readonly type: "heatmap"; readonly id: number; readonly query: PreviewQuery }
  | { readonly protocol: number; readonly type: "lengths"; readonly id: number; readonly query: PreviewQuery }
  | {
      readonly protocol: number;
      readonly type: "insert";
      readonly query: PreviewQuery;
      readonly strategy: StrategyId;
      readonly documentVersion: number;
    }
  /** "Measure on my model": the script that measures the strategies of this view on the checkpoint. */
  | { readonly protocol: number; readonly type: "measure"; readonly query: PreviewQuery }
  /** The request `id` is no longer wanted. */
  | { readonly protocol: number; readonly type: "cancel"; readonly id: number }
  | { readonly protocol: number; readonly type: "copy"; readonly text: string; readonly what: string }
  | { readonly protocol: number; readonly type: "save"; readonly name: string; readonly base64: string }
  | { readonly protocol: number; readonly type: "pin"; readonly pinned: boolean }
  | {
      readonly protocol: number;
      readonly type: "open";
      /** "pick" asks for a file, "sample" opens the example config, "paper" the paper's page, "rule" a rule's. */
      readonly target: "evidence" | "line" | "file" | "pick" | "sample" | "paper" | "rule";
      /** From 1; 0 where the target is no line. */
      readonly line: number;
      /** Of "file"; of "rule" its code; else "". */
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
      /** Of a file that the page has no choices for; absent: as it is, 360 bins, any runtime. */
      readonly defaults?: PreviewDefaults;
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
