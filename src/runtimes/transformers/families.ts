/** What each release makes of each model type, measured with scripts/oracle. */

import absent from "../data/transformers-absent.json" with { type: "json" };
import measured from "../data/transformers-families.json" with { type: "json" };
import { atLeast, below, nearestBelow } from "../release.ts";

/** What the fields of a record that hold one word may say. */
const WORDS = {
  /** Which size the attention layer takes: the attribute, or hidden size by heads; "none": head_dim is read by nobody. */
  headUse: ["attribute", "shape", "none", "raises"],
  /** Heads that are no multiple of the key-value heads fail: true at the first forward, "config" at load. */
  kvFails: [true, false, "config"],
  /** How the attention layer cuts the head: not at all, at the width of cos, at the share; "ignored": the rotation has no share. */
  partialUse: ["whole", "width", "part", "ignored"],
  /** The same with a scaled rotation. */
  partialScaled: ["whole", "width", "part", "ignored"],
  /** How the class checks the scaling block: by the keys of its type, or the type's own fields; null: not at all. */
  validates: ["keys", "two fields", "three fields", "mscales", null],
  /** "none": no rotary module. */
  rotation: ["none"],
  /** "unmeasured": the attention layer could not be run alone. */
  attention: ["unmeasured"],
} as const;
type Worded = keyof typeof WORDS;

/** A record of one model type from one release on; absent fields have the usual value. */
export type Family = Omit<RecordedFamily, Worded> & {
  readonly [Field in Worded]?: (typeof WORDS)[Field][number];
};

/** A record as JSON has it, in which a word is any text. */
interface RecordedFamily extends Readonly<Partial<Record<Worded, string | boolean | null>>> {
  readonly since: string;
  /** Name of the configuration class. */
  readonly class?: string;
  /** Composite models: the attribute that holds the language model's config, and its model type by default. */
  readonly text?: string;
  readonly textType?: string;
  /** Composite models: what they give the language model where the file has no object for it. */
  readonly textDefaults?: object;
  /** Composite models of transformers 5: what a yarn block at top level raises. */
  readonly yarnRaises?: string;
  readonly hidden?: number;
  readonly heads?: number;
  readonly kvHeads?: number | null;
  readonly layers?: number;
  readonly max?: number | null;
  readonly original?: number | null;
  readonly qkRope?: number;
  readonly rotaryDim?: number | null;
  /** The size of a head under its older name. */
  readonly kvChannels?: number;
  /** head_dim when the file does not name it: "derived" (hidden size by heads), "null", "absent", "qk_rope_head_dim", or a size. */
  readonly head?: string | number;
  /** The rotation multiplies head_dim without asking whether it is null. */
  readonly headRequired?: boolean;
  /** A head_dim that is null is computed, although an absent one has a size of its own. */
  readonly headFills?: boolean;
  /** A head_dim that is null reaches the attention layer, which cannot work with it. */
  readonly headNull?: boolean;
  /** A head_dim in the file does not count. */
  readonly headFixed?: boolean;
  readonly theta?: number;
  readonly thetaKey?: string | null;
  /** A second theta, for sliding layers: its key and default. */
  readonly localTheta?: readonly (string | number)[];
  readonly defaultTheta?: number | Readonly<Record<string, number>>;
  readonly thetaKeys?: readonly string[];
  /** The key of the rotated share and its default. */
  readonly partial?: readonly (string | number | null)[];
  /** `type` is copied over `rope_type`. */
  readonly typeWins?: boolean;
  /** Strings and integers in the block become floats. */
  readonly floats?: boolean;
  /** `mrope` becomes `default`. */
  readonly mrope?: boolean;
  /** The rotation follows the scaling block. */
  readonly reads?: boolean;
  /** One RoPE for each of these layer types. */
  readonly layered?: readonly string[];
  readonly labels?: readonly string[];
  readonly layerTypes?: readonly string[] | boolean;
  /** The class's own block, where the file has none. */
  readonly block?: object | null;
  /** Keys of the block that the class keeps for itself. */
  readonly ignored?: readonly string[];
  /** Other spellings of keys at top level. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** A hidden size that the heads do not divide: [stage, exception, message] where it raises. */
  readonly indivisible?: readonly string[] | string;
  /** What building the model raises for a max_position_embeddings that is null, or a float. */
  readonly maxNull?: string;
  readonly maxFloat?: string;
  /** The attention layer asks every block for its factor. */
  readonly needsFactor?: boolean;
  readonly nullRaises?: string;
  /** Which of the file's lists of refused values holds. */
  readonly refuses?: number;
  /** Why nothing could be measured. */
  readonly unknown?: string;
}

const TYPES: Readonly<Record<string, readonly RecordedFamily[]>> = measured.types;
/** By model type: the newest release seen that does not know it; types that the oldest knows are left out. */
const ABSENT: Readonly<Record<string, string>> = absent;
const RELEASES: readonly string[] = measured.releases;
const REFUSALS: readonly Refusals[] = measured.refusals;

/** The usual values, which the file leaves out. */
const USUAL = {
  typeWins: false,
  reads: true,
  partialUse: "ignored",
  validates: "keys",
  head: "derived",
  headUse: "attribute",
  kvFails: false,
  thetaKey: "rope_theta",
  theta: 10000,
  defaultTheta: 10000,
  thetaKeys: ["rope_theta"],
} as const satisfies Partial<Family>;

/** transformers 5 fills the block of a plain type. */
const USUAL_BLOCK = { rope_theta: 10000, rope_type: "default" };

/** Fields and the kinds of values that the class refuses for them: "float str null". */
export type Refusals = Readonly<Partial<Record<string, string>>>;

const found = new Map<string, Family | null>();

/** The record that holds for a release; null when that release does not know the type, or nothing could be measured. */
export function familyOf(modelType: string, release: string): Family | null {
  // Types outside the data are without number.
  if (!Object.hasOwn(TYPES, modelType)) return null;
  const key = `${modelType}@${release}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const family = recordOf(modelType, release);
  found.set(key, family);
  return family;
}

/** Changes between two releases that were measured: from `since` on, the record of `as` holds. Run in 4.48.3, 4.49.0 and 4.50.3. */
const BETWEEN: Readonly<Partial<Record<string, { readonly since: string; readonly as: string }>>> = {
  phi3: { since: "4.49.0", as: "4.51.3" },
};

/** The measured release that tells of this one. */
function measuredAt(modelType: string, release: string): string | null {
  const between = Object.hasOwn(BETWEEN, modelType) ? BETWEEN[modelType] : undefined;
  const holds = between !== undefined && atLeast(release, between.since) && below(release, between.as);
  return nearestBelow(RELEASES, holds ? between.as : release);
}

function recordOf(modelType: string, release: string): Family | null {
  const at = measuredAt(modelType, release);
  const history = Object.hasOwn(TYPES, modelType) ? TYPES[modelType] : undefined;
  if (at === null || history === undefined) return null;
  const record = history.filter((entry) => atLeast(at, entry.since)).at(-1);
  if (record === undefined || record.unknown !== undefined) return null;
  checkWords(record, modelType);
  if (record.text !== undefined) return record;
  return atLeast(record.since, "5.0.0") ? { ...USUAL, block: USUAL_BLOCK, ...record } : { ...USUAL, ...record };
}

/** Whether anything was measured of the model type, in whichever release. */
export function isMeasured(modelType: string): boolean {
  return Object.hasOwn(TYPES, modelType);
}

/** Whether the model type came after a release for certain; false also between the newest one seen without it and the first with it. */
export function comesLater(modelType: string, release: string): boolean {
  const without = Object.hasOwn(ABSENT, modelType) ? ABSENT[modelType] : undefined;
  return without !== undefined && atLeast(without, release);
}

export function refusalsOf(family: Family): Refusals {
  return family.refuses === undefined ? {} : (REFUSALS[family.refuses] ?? {});
}

/** @throws RangeError for a word that is none: the data was made by another version of scripts/oracle */
function checkWords(record: RecordedFamily, modelType: string): asserts record is Family {
  for (const [field, words] of Object.entries<readonly unknown[]>(WORDS)) {
    const word = record[field as Worded];
    if (word !== undefined && !words.includes(word)) throw new RangeError(`${modelType}: no ${field} ${word}`);
  }
}
