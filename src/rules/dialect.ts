/** Rewriting a file's RoPE from the one spelling to the other: rope_scaling beside rope_theta (v4), or rope_parameters (v5). */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, Dialect, JsonObject, JsonValue } from "../config/model.ts";
import type { ModelTypeRules } from "../config/model-types.ts";
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
  if (!isFilled(block) || (facts.rules !== null && facts.rules.ropeScaling !== "read")) return null;
  const nested = Object.values(block).some(isObject);
  if (!nested) {
    const set = flatToV4(facts, block);
    if (!countsInV4(facts.rules, set.rope_scaling !== undefined)) return null;
    return { set, remove: ["rope_parameters", ...emptyScaling(facts)] };
  }
  const { full_attention: full, sliding_attention: sliding } = block;
  const reads = facts.rules?.thetaKeys.includes(LOCAL_BASE) ?? false;
  if (!reads || !isObject(full) || (sliding !== undefined && !isPlain(sliding))) return null;
  const local = isObject(sliding) ? numberOf(sliding.rope_theta) : null;
  return {
    set: { ...flatToV4(facts, full), ...(local === null ? {} : { [LOCAL_BASE]: local }) },
    remove: ["rope_parameters", ...emptyScaling(facts)],
  };
}

/** Whether a flat block says in v4 what it says now. */
function countsInV4(rules: ModelTypeRules | null, scales: boolean): boolean {
  if (rules === null) return true;
  // One base for all layers has no place beside the block.
  if (rules.layers !== null && rules.ropeParameters === "read") return false;
  // Without a block the type's own counts, and a type that reads no base beside a block takes none.
  return scales || (rules.block === null && rules.thetaKeys.length > 0);
}

/** A rope_scaling of null would only be noise beside nothing; it is replaced where there is something to say. */
function emptyScaling(facts: Facts): readonly string[] {
  return facts.object.rope_scaling === null ? ["rope_scaling"] : [];
}

function flatToV4({ rules }: Facts, block: JsonObject): JsonObject {
  const { thetaKeys = [], partial } = rules ?? {};
  const beside: Readonly<Record<(typeof BESIDE)[number], string>> = {
    rope_theta: thetaKeys.includes("rope_theta") ? "rope_theta" : (thetaKeys[0] ?? "rope_theta"),
    partial_rotary_factor: partial?.key ?? "partial_rotary_factor",
  };
  const set: JsonObject = {};
  const scaling: JsonObject = {};
  for (const [key, value] of Object.entries(block)) {
    if (isBeside(key)) set[beside[key]] = value;
    else scaling[key] = value;
  }
  if (!isPlain(scaling)) set.rope_scaling = scaling;
  return set;
}

function isBeside(key: string): key is (typeof BESIDE)[number] {
  return BESIDE.some((beside) => beside === key);
}

function isPlain(block: JsonValue | undefined): boolean {
  if (!isObject(block)) return false;
  return Object.entries(block).every(
    ([key, value]) => key === "rope_theta" || ((key === "rope_type" || key === "type") && value === "default"),
  );
}

function toV5(facts: Facts, scaling: JsonValue | undefined): Changes | null {
  const old = isObject(scaling) ? scaling : {};
  // Where the type reads no key for it, rope_theta still fills a block that has none.
  const fills = facts.rules === null || isFilled(old);
  const thetaKey = facts.rules?.thetaKeys[0] ?? (fills ? "rope_theta" : null);
  const theta = thetaKey === null ? null : numberOf(facts.object[thetaKey]);
  const local = facts.rules?.thetaKeys.includes(LOCAL_BASE) === true ? numberOf(facts.object[LOCAL_BASE]) : null;
  // Without a block a type's own counts, whatever the base.
  if (!isFilled(old) && (theta === null || (facts.rules?.block ?? null) !== null)) return null;
  const layers = facts.rules?.layers ?? null;
  const block = flatToV5(facts, old, theta ?? (layers === null ? (facts.rules?.theta ?? null) : null));
  if (layers === null && facts.rules !== null && facts.rules.ropeParameters !== "read") return null;
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
