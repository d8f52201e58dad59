/** What a framework does with the config of a snapshot. */
import type { ConfigSnapshot, RopeEntry } from "../config/model.ts";
import { frequencies, RopeParameterError } from "../rope/index.ts";
import type { Outcome, Prediction } from "./prediction.ts";
import { predictorOf } from "./predictors.ts";
import { documentOf } from "./python/document.ts";
import { Raised } from "./python/raised.ts";
import { chooseRelease } from "./registry.ts";
import type { LayerRotation } from "./report.ts";
import { Report } from "./report.ts";
import type { RuntimeChoice, RuntimeName } from "./runtime.ts";
import { sameRotation } from "./same-rotation.ts";

export interface PredictionRequest {
  readonly runtime: RuntimeName;
  /** The newest known release when absent. */
  readonly release?: string | undefined;
  /** Length of the call, tokens; absent: a short call. */
  readonly seqLen?: number | null | undefined;
  /** The window asked for when the engine is started (--max-model-len, --context-length), tokens; absent: none. */
  readonly maxLength?: number | null | undefined;
}

/**
 * Whether the framework runs the file, raises or runs something else than it states, and what it computes. "unknown" where
 * nothing is known of the model type in that framework. Never throws for a bad file: what the framework raises is the answer.
 */
export function predict(snapshot: ConfigSnapshot, request: PredictionRequest): Prediction {
  const choice = chooseRelease(request.runtime, request.release);
  const report = new Report();
  if (!choice.known) return answer(choice, report, "unknown", null);
  const sequenceLength = request.seqLen ?? null;
  try {
    const known = predictorOf(choice.name)({
      document: documentOf(snapshot),
      release: choice.release,
      sequenceLength,
      maxLength: request.maxLength ?? null,
      report,
    });
    if (!known) return answer(choice, report, "unknown", null);
    const same = !report.differs && agrees(snapshot, report, sequenceLength);
    return answer(choice, report, same ? "runs" : "differs", null);
  } catch (error) {
    // Sizes that no array can have: what the framework does with them was never seen.
    if (error instanceof RangeError) return answer(choice, report, "unknown", null);
    if (!(error instanceof Raised)) throw error;
    return answer(choice, report, "raises", error);
  }
}

function answer(choice: RuntimeChoice, report: Report, outcome: Outcome, raised: Raised | null): Prediction {
  const loads = outcome === "runs" || outcome === "differs";
  const window = report.derivedMaxLength;
  return {
    name: choice.name,
    release: choice.release,
    ...(choice.requestedRelease === undefined ? {} : { requestedRelease: choice.requestedRelease }),
    outcome,
    exception: raised?.exception ?? null,
    message: raised?.message ?? null,
    warnings: report.warnings,
    ignoredKeys: report.ignoredKeys,
    ropes: loads ? report.ropes : [],
    // A file can claim Infinity tokens, and a framework take it.
    derivedMaxLength: loads && window !== null && Number.isFinite(window) ? window : null,
    sources: report.sources,
  };
}

/** Every RoPE that the file states is among those that the framework computes; what states none is not agreed with. */
function agrees(snapshot: ConfigSnapshot, report: Report, sequenceLength: number | null): boolean {
  const stated = snapshot.model?.ropes ?? [];
  if (stated.length === 0 && snapshot.model?.hasRope === true && report.ropes.length > 0) return false;
  return stated.every((entry) => report.ropes.some((rope) => sameRope(entry, rope, sequenceLength)));
}

function sameRope(entry: RopeEntry, rope: LayerRotation, sequenceLength: number | null): boolean {
  const named = entry.layerType !== null && rope.layerType !== null;
  if (named && entry.layerType !== rope.layerType) return false;
  try {
    const { invFreq, attentionFactor } = frequencies(entry.spec, sequenceLength ?? undefined);
    return sameRotation({ invFreq: Array.from(invFreq), attentionFactor }, rope);
  } catch (error) {
    if (error instanceof RopeParameterError) return false;
    throw error;
  }
}
