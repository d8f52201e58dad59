/** What the page shows at one moment, and what its parts may ask for. */
import type {
  HeatmapModel,
  LengthCurve,
  PageMessage,
  ParameterId,
  PreviewDialect,
  PreviewModel,
  PreviewNotice,
  PreviewQuery,
  StrategyId,
  StrategyResult,
  Use,
} from "../src/protocol/index.ts";
import type { Looks } from "./looks.ts";

/**
 * Whether the results belong to the file as it is: `current`; `stale` while it is typed in; `waiting` for the first answer
 * about a file, `loading` when an answer is long in coming; `broken` when the file can no longer be read.
 */
export type Freshness = "current" | "stale" | "waiting" | "loading" | "broken";

export interface View {
  /** The last results; null before the first. */
  readonly model: PreviewModel | null;
  /** Why there are no results, or no newer ones. */
  readonly notice: PreviewNotice | null;
  readonly freshness: Freshness;
  /** Steps done of those to do; null when unknown. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** What is asked for: ahead of the model while an answer is under way. */
  readonly query: PreviewQuery;
  readonly heatmap: HeatmapModel | null;
  readonly lengths: LengthCurve | null;
  readonly pinned: boolean;
}

/** A view that has results with strategies to compare. */
export interface ModelView extends View {
  readonly model: PreviewModel;
  /** The selected pair, at once where the user puts it. */
  readonly pair: number;
}

export type OpenTarget = Extract<PageMessage, { type: "open" }>["target"];

export interface Actions {
  readonly looks: Looks;
  choose(strategy: StrategyId): void;
  draw(strategy: StrategyId, on: boolean): void;
  selectPair(pair: number): void;
  setTargetLength(length: number): void;
  /** The same while a slider moves. */
  slideTargetLength(length: number): void;
  setBins(bins: number): void;
  setUse(use: Use): void;
  setRuntime(runtime: string | null): void;
  setRope(rope: number): void;
  setDialect(dialect: PreviewDialect): void;
  /** Sets a parameter of a strategy by hand; null: as the strategy computes it. */
  setParameter(strategy: StrategyId, parameter: ParameterId, value: number | null): void;
  /** All parameters of a strategy as it computes them. */
  resetParameters(strategy: StrategyId): void;
  insert(): void;
  /** Asks for the script that measures the strategies on the user's own checkpoint. */
  measure(): void;
  copy(text: string, what: string): void;
  save(name: string, base64: string): void;
  setPinned(pinned: boolean): void;
  open(target: OpenTarget, line?: number, uri?: string): void;
  cancel(): void;
  /** Asks for the heatmap or the length curve of the present view, which come only when their block is open. */
  follow(kind: "heatmap" | "lengths"): void;
}

/** Whether parameters of the chosen strategy were set by hand. */
export function isChanged(model: PreviewModel): boolean {
  return model.whatIf?.fields.some(({ value, computed }) => value !== computed) ?? false;
}

export interface Part {
  readonly element: HTMLElement;
  update(view: ModelView): void;
}

export interface Block extends Part {
  /** What the block shows: it is updated only when one of these is another object or value than before. */
  inputs(view: ModelView): readonly unknown[];
}

export function strategyOf(model: PreviewModel, id: StrategyId | null): StrategyResult | null {
  return model.analysis.strategies.find((strategy) => strategy.id === id) ?? null;
}

/** The strategies drawn, in the order of the charts. */
export function drawnStrategies(model: PreviewModel): StrategyResult[] {
  return model.drawn.flatMap((id) => strategyOf(model, id) ?? []);
}

/** Tokens that one turn of a pair takes; infinite for a pair that does not rotate. */
export function wavelengthOf(model: PreviewModel, pair: number): number {
  return (2 * Math.PI) / (model.analysis.pretrainedFrequencies[pair] ?? 0);
}

export function pairCount(model: PreviewModel): number {
  return model.analysis.pretrainedFrequencies.length;
}
