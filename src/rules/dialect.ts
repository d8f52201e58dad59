/** Rewriting a file's RoPE from the one spelling to the other: rope_scaling beside rope_theta (v4), or rope_parameters (v5). */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, Dialect, JsonObject, JsonValue } from "../config/model.ts";
import { numberOf } from "../config/numbers.ts";
import { isObject } from "../config/plain-value.ts";
import { setMembers } from "../edits/index.ts";
import type { Fix } from "./diagnostic.ts";
import { isFilled } from "./support/blocks.ts";
import { removeMembers, sorted } from "./support/edits.ts";
import { type Facts, factsOf, stringOf } from "./support/facts.ts";

/** Keys that move between the block and the level above it. */
const BESIDE = ["rope_theta", "partial_rotary_factor"] as const;

/** Types that keep the base of their sliding layers under this key in v4. */
const LOCAL_BASE = "rope_local_base_freq";

/**
 * The same RoPE in the other spelling.
 * @returns null when the file has it already, has no RoPE keys, has both spellings, or has blocks that v4 cannot say
 */
export function convertDialect(snapshot: ConfigSnapshot, dialect: Dialect): Fix | null {
  if (snapshot.model === null || snapshot.model.ropes.length === 0) return null;
  const facts = factsOf(snapshot);
  const { rope_scaling: scaling, rope_parameters: parameters } = facts.object;
  if (isFilled(scaling) && isFilled(parameters)) return null;
  const changes = dialect === "v4" ? toV4(facts, parameters) : toV5(facts, scaling);
  if (changes === null || (dialect === "v5" && isFilled(parameters))) return null;
  const remove = changes.remove.filter((key) => key in facts.object && !(key in changes.set));
  const anchor = Object.keys(facts.object).filter((key) => !remove.includes(key));
  const after = anchor.includes("rope_theta") ? ["rope_theta"] : anchor.slice(-1);
  const edits = sorted(
    setMembers(snapshot, facts.path, { set: changes.set, after }) ?? [],
    removeMembers(snapshot, facts.path, remove),
  );
  if (edits.length === 0) return null;
  const title =
    dialect === "v4"
      ? l10n.t("Write it as rope_scaling (transformers 4 spelling)")
      : l10n.t("Write it as rope_parameters (transformers 5 spelling)");
  return { title, edits, preferred: false };
}

interface Changes {
  readonly set: JsonObject;
  readonly remove: readonly string[];
}

function toV4(facts: Facts, block: JsonValue | undefined): Changes | null {
  if (!isFilled(block)) return null;
  const nested = Object.values(block).some(isObject);
  if (!nested) return { set: flatToV4(block), remove: ["rope_parameters", ...emptyScaling(facts)] };
  const { full_attention: full, sliding_attention: sliding } = block;
  const reads = facts.rules?.thetaKeys.includes(LOCAL_BASE) ?? false;
  if (!reads || !isObject(full) || (sliding !== undefined && !isPlain(sliding))) return null;
  const local = isObject(sliding) ? numberOf(sliding.rope_theta) : null;
  return {
    set: { ...flatToV4(full), ...(local === null ? {} : { [LOCAL_BASE]: local }) },
    remove: ["rope_parameters", ...emptyScaling(facts)],
  };
}

/** A rope_scaling of null would only be noise beside nothing; it is replaced where there is something to say. */
function emptyScaling(facts: Facts): readonly string[] {
  return facts.object.rope_scaling === null ? ["rope_scaling"] : [];
}

function flatToV4(block: JsonObject): JsonObject {
  const set: JsonObject = {};
  const scaling: JsonObject = {};
  for (const [key, value] of Object.entries(block)) {
    if (BESIDE.some((beside) => beside === key)) set[key] = value;
    else scaling[key] = value;
  }
  if (!isPlain(scaling)) set.rope_scaling = scaling;
  return set;
}

function isPlain(block: JsonValue | undefined): boolean {
  if (!isObject(block)) return false;
  return Object.entries(block).every(
    ([key, value]) => key === "rope_theta" || ((key === "rope_type" || key === "type") && value === "default"),
  );
}

function toV5(facts: Facts, scaling: JsonValue | undefined): Changes | null {
  const thetaKey = facts.rules === null ? "rope_theta" : (facts.rules.thetaKeys[0] ?? null);
  const theta = thetaKey === null ? null : numberOf(facts.object[thetaKey]);
  const local = numberOf(facts.object[LOCAL_BASE]);
  const old = isObject(scaling) ? scaling : {};
  if (theta === null && !isFilled(old)) return null;
  const layers = facts.rules?.layers ?? null;
  const block = flatToV5(facts, old, theta ?? (layers === null ? (facts.rules?.theta ?? null) : null));
  const remove = ["rope_scaling", "rope_theta", LOCAL_BASE, ...BESIDE];
  if (layers === null) return { set: { rope_parameters: block }, remove: remove.filter((key) => key !== LOCAL_BASE) };
  const localTheta = local ?? layers.sliding_attention?.theta ?? null;
  if (facts.rules?.layerBlocks !== "full" || localTheta === null) return null;
  const full = theta === null ? { ...block, rope_theta: layers.full_attention?.theta ?? 10000 } : block;
  const sliding: JsonObject = { rope_type: "default", rope_theta: localTheta };
  return { set: { rope_parameters: { full_attention: full, sliding_attention: sliding } }, remove };
}

function flatToV5(facts: Facts, scaling: JsonObject, theta: number | null): JsonObject {
  const block: JsonObject = { rope_type: stringOf(scaling.rope_type) ?? stringOf(scaling.type) ?? "default" };
  for (const [key, value] of Object.entries(scaling)) {
    if (key !== "type" && key !== "rope_type") block[key] = value;
  }
  if (theta !== null && block.rope_theta === undefined) block.rope_theta = theta;
  const partial = facts.object.partial_rotary_factor;
  if (typeof partial === "number" && block.partial_rotary_factor === undefined) block.partial_rotary_factor = partial;
  return block;
}
