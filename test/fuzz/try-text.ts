/** One text through all that the product does with a config. */
import { performance } from "node:perf_hooks";
import { DEFAULT_SETTINGS, frameworkOutcomes, insertionFor, ropeAdviceSteps } from "../../src/advice/index.ts";
import { applyEdits, type ConfigSnapshot, readConfig, type TextEdit } from "../../src/config/index.ts";
import { runAtOnce } from "../../src/rope/index.ts";
import { diagnose, fixAll } from "../../src/rules/index.ts";
import { predict, RUNTIMES } from "../../src/runtimes/index.ts";
import { keyItems } from "../../src/server/completion/key-items.ts";
import { completionPlace } from "../../src/server/completion/place.ts";
import { valueItems } from "../../src/server/completion/value-items.ts";
import { keyFacts } from "../../src/server/hover/key-facts.ts";
import { keyAt } from "../../src/server/key-at.ts";
import { ropeOfPointer } from "../../src/server/rope-of-pointer.ts";
import type { Random } from "./random.ts";

export interface Find {
  readonly stage: string;
  readonly problem: string;
}

export interface Trial {
  readonly finds: readonly Find[];
  /** Longest stage, milliseconds. */
  readonly slowest: { readonly stage: string; readonly ms: number };
}

class Wrong extends Error {}

function must(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new Wrong(problem);
}

/** A ranking takes hundreds of times what all else takes. */
const RANK_ONE_IN = 25;
const PREDICTIONS = 2;

export function tryText(text: string, random: Random): Trial {
  const finds: Find[] = [];
  let slowest = { stage: "", ms: 0 };
  const stage = (name: string, run: () => void): void => {
    const start = performance.now();
    try {
      run();
    } catch (error) {
      const problem =
        error instanceof Wrong
          ? error.message
          : error instanceof Error
            ? (error.stack ?? error.message)
            : String(error);
      finds.push({ stage: name, problem });
    }
    const ms = performance.now() - start;
    if (ms > slowest.ms) slowest = { stage: name, ms };
  };

  let snapshot: ConfigSnapshot | null = null;
  stage("read", () => {
    snapshot = readConfig(text);
    mustBeFinite(snapshot.model, "model");
  });
  if (snapshot === null) return { finds, slowest };
  const read: ConfigSnapshot = snapshot;
  stage("rules", () => tryRules(read, random));
  stage("completion and hover", () => {
    for (let k = 0; k < 4; k++) tryCursor(read, random.below(text.length + 1));
  });
  for (let k = 0; k < PREDICTIONS; k++) {
    const runtime = random.pick(RUNTIMES);
    const release = random.oneIn(3) ? undefined : random.pick(runtime.releases);
    const seqLen = random.pick([null, 1, 5000, 200_000]);
    stage(`prediction of ${runtime.name}@${release}`, () =>
      tryPrediction(read, { runtime: runtime.name, release, seqLen }),
    );
  }
  if (read.model !== null && random.oneIn(RANK_ONE_IN)) {
    stage("frameworks", () => mustBeFinite(frameworkOutcomes(read, []), "outcomes"));
    stage("ranking and insertion", () => tryInsertion(read, random));
  }
  return { finds, slowest };
}

function tryRules(snapshot: ConfigSnapshot, random: Random): void {
  const runtimes = random.oneIn(2) ? [] : [random.pick(RUNTIMES).name, random.pick(RUNTIMES).name];
  const options = { runtimes, siblings: {} };
  const { text } = snapshot;
  const sound = isSound(snapshot);
  for (const { code, offset, length, message, fixes } of diagnose(snapshot, options)) {
    must(offset >= 0 && length >= 0 && offset + length <= text.length, `${code}: outside the text`);
    must(message.length > 0 && message.length < 1500, `${code}: a message of ${message.length} characters`);
    // "NaN" is what some frameworks compute, and said where it is so.
    must(!/undefined|\[object|(?:of|by|:) NaN/.test(message) || /undefined|NaN/.test(text), `${code}: ${message}`);
    must(!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(message), `${code}: control characters in the message`);
    for (const { title, edits } of fixes) {
      mustBeInOrder(text, edits, `${code}: ${title}`);
      if (sound) must(isSound(readConfig(applyEdits(text, edits))), `${code}: JSON is broken by: ${title}`);
    }
  }
  if (sound && random.oneIn(10)) {
    const fixed = fixAll(snapshot, { read: readConfig, diagnose: (current) => diagnose(current, options) });
    must(isSound(readConfig(fixed)), "JSON is broken by fixing all");
  }
}

function isSound({ syntaxProblems }: ConfigSnapshot): boolean {
  return syntaxProblems.every(({ breaksTree, fatal }) => !breaksTree && !fatal);
}

function mustBeInOrder(text: string, edits: readonly TextEdit[], what: string): void {
  let end = 0;
  for (const edit of edits) {
    must(edit.offset >= end, `${what}: edits overlap`);
    end = edit.offset + edit.length;
  }
  must(end <= text.length, `${what}: edits beyond the text`);
}

function tryCursor(snapshot: ConfigSnapshot, offset: number): void {
  const place = completionPlace(snapshot, offset);
  if (place !== null) {
    must(place.replace.offset + place.replace.length <= snapshot.text.length, "completion replaces beyond the text");
    const items = place.kind === "key" ? keyItems(snapshot, place, true) : valueItems(snapshot, place);
    for (const { label, insertText } of items) {
      must(!/NaN|Infinity|undefined/.test(`${label} ${insertText ?? ""}`), `completion offers ${label}: ${insertText}`);
    }
  }
  const found = keyAt(snapshot, offset);
  if (found === null) return;
  const rope = ropeOfPointer(snapshot, found.pointer);
  for (const fact of rope === null ? [] : keyFacts(snapshot, found.key, rope)) {
    must(!/NaN|Infinity|undefined/.test(fact), `hover on ${found.pointer} says: ${fact}`);
  }
}

function tryPrediction(snapshot: ConfigSnapshot, request: Parameters<typeof predict>[1]): void {
  const { outcome, ropes, message, exception } = predict(snapshot, request);
  must(outcome !== "raises" || (exception !== null && message !== null), "raises nothing");
  // Frequencies that are no numbers are an answer here: some frameworks compute such.
  const loads = outcome === "runs" || outcome === "differs";
  must(loads || ropes.length === 0, `${outcome}, with frequencies`);
}

function tryInsertion(snapshot: ConfigSnapshot, random: Random): void {
  const { model, text } = snapshot;
  if (model === null || model.ropes.length === 0) return;
  const rope = random.below(model.ropes.length);
  const pretrained = model.ropes[rope]?.spec.pretrainedLength ?? 1;
  const targetLength = random.pick([null, pretrained * 2, Math.round(pretrained * 5.3)]);
  const settings = { ...DEFAULT_SETTINGS, targetLength, bins: random.pick([36, 90]) };
  const advice = runAtOnce(ropeAdviceSteps(model, rope, settings));
  if (advice === null) return;
  mustBeFinite(advice.analysis, "analysis");
  const strategy = random.pick(advice.analysis.strategies.map(({ id }) => id).concat("none"));
  const made = insertionFor(snapshot, advice, strategy, { dialect: random.pick(["v4", "v5"] as const) });
  if (!made.ok) return;
  mustBeInOrder(text, made.edits, `insertion of ${strategy}`);
  if (!isSound(snapshot)) return;
  const inserted = readConfig(applyEdits(text, made.edits));
  must(isSound(inserted), `JSON is broken by the insertion of ${strategy}`);
  must(inserted.model !== null, `no config is left by the insertion of ${strategy}`);
}

/** No number under a value is NaN or infinite. */
function mustBeFinite(value: unknown, path: string): void {
  if (typeof value === "number") must(Number.isFinite(value), `${path} is ${value}`);
  if (value instanceof Float64Array)
    for (const [k, number] of value.entries()) must(Number.isFinite(number), `${path}/${k} is ${number}`);
  else if (typeof value === "object" && value !== null) {
    // A RoPE's block is the file's own, as it stands.
    for (const [key, inner] of Object.entries(value)) if (key !== "block") mustBeFinite(inner, `${path}/${key}`);
  }
}
