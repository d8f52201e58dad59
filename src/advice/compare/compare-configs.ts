/** Two configs side by side: which RoPE and shape values differ, what it does to the angles, and to the frameworks. */
import type { ConfigSnapshot, ModelConfig, RopeEntry } from "../../config/model.ts";
import type { Steps } from "../../rope/steps.ts";
import type { RuntimeChoice } from "../../runtimes/index.ts";
import { type FrameworkOutcome, frameworkOutcomes } from "../framework-outcomes.ts";
import { type ConfigValue, ropeValues, shapeValues } from "./config-values.ts";
import { type PairChanges, pairChangesSteps, type RopeState, ropeStateSteps } from "./rope-changes.ts";

/** A value that differs. null: that side has none. */
export interface ChangedValue {
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ComparedRope {
  /** null: all layers share one RoPE. */
  readonly layerType: string | null;
  readonly changed: readonly ChangedValue[];
  /** null where that side has no such RoPE, or none can be computed from it. */
  readonly before: RopeState | null;
  readonly after: RopeState | null;
  /** null where one side is missing, or the two have different numbers of pairs. */
  readonly pairs: PairChanges | null;
}

export interface ChangedOutcome {
  readonly before: FrameworkOutcome;
  readonly after: FrameworkOutcome;
}

export interface Comparison {
  readonly shape: readonly ChangedValue[];
  /** Labels of the shape values that both have alike. */
  readonly unchanged: readonly string[];
  readonly ropes: readonly ComparedRope[];
  /** Frameworks that do something else with the second config. */
  readonly frameworks: readonly ChangedOutcome[];
}

export interface CompareOptions {
  /** b. */
  readonly bins: number;
  /** Runtimes with a release of their own; the others stand at their newest known one. */
  readonly runtimes: readonly RuntimeChoice[];
}

/** null where one of the two is no model config. RoPEs can be missing from either, or from both. */
export function* comparisonSteps(
  before: ConfigSnapshot,
  after: ConfigSnapshot,
  { bins, runtimes }: CompareOptions,
): Steps<Comparison | null> {
  if (before.model === null || after.model === null) return null;
  const ropes: ComparedRope[] = [];
  for (const [first, second] of matched(before.model, after.model)) {
    ropes.push(yield* comparedRope(first, second, bins));
  }
  const outcomes = frameworkOutcomes(before, runtimes);
  yield { done: 1, total: 2, what: "frameworks" };
  const shape = [shapeValues(before.model), shapeValues(after.model)] as const;
  return {
    shape: changedValues(...shape),
    unchanged: shape[0]
      .filter(({ label, text, identity }) => text !== null && identity === find(shape[1], label)?.identity)
      .map(({ label }) => label),
    ropes,
    frameworks: changedOutcomes(outcomes, frameworkOutcomes(after, runtimes)),
  };
}

/** RoPEs of one layer type belong together; so do the only ones of each side. */
function matched(before: ModelConfig, after: ModelConfig): [RopeEntry | null, RopeEntry | null][] {
  const [first, second] = [before.ropes, after.ropes];
  if (first.length === 1 && second.length === 1) return [[first[0] ?? null, second[0] ?? null]];
  const types = new Set([...first, ...second].map(({ layerType }) => layerType));
  const of = (ropes: readonly RopeEntry[], type: string | null) =>
    ropes.find(({ layerType }) => layerType === type) ?? null;
  return [...types].map((type) => [of(first, type), of(second, type)]);
}

function* comparedRope(before: RopeEntry | null, after: RopeEntry | null, bins: number): Steps<ComparedRope> {
  const first = before === null ? null : yield* ropeStateSteps(before, bins);
  const second = after === null ? null : yield* ropeStateSteps(after, bins);
  return {
    layerType: before?.layerType ?? after?.layerType ?? null,
    changed: changedValues(before === null ? [] : ropeValues(before), after === null ? [] : ropeValues(after)),
    before: first,
    after: second,
    pairs: first === null || second === null ? null : yield* pairChangesSteps(first, second, bins),
  };
}

function changedValues(before: readonly ConfigValue[], after: readonly ConfigValue[]): ChangedValue[] {
  const labels = new Set([...before, ...after].map(({ label }) => label));
  return [...labels].flatMap((label) => {
    const [first, second] = [find(before, label), find(after, label)];
    if ((first?.identity ?? "") === (second?.identity ?? "")) return [];
    return [{ label, before: first?.text ?? null, after: second?.text ?? null }];
  });
}

function find(values: readonly ConfigValue[], label: string): ConfigValue | undefined {
  return values.find((value) => value.label === label);
}

function changedOutcomes(before: readonly FrameworkOutcome[], after: readonly FrameworkOutcome[]): ChangedOutcome[] {
  return before.flatMap((first, index) => {
    const second = after[index];
    if (second === undefined) return [];
    const same = first.outcome === second.outcome && first.reason === second.reason && first.window === second.window;
    return same ? [] : [{ before: first, after: second }];
  });
}
