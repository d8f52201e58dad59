/** The document of a snapshot as Python's json module reads it. */
import type { ConfigSnapshot } from "../../config/model.ts";
import { Raised, typeError } from "./raised.ts";
import { float, fromTree, isDict, type PyDict, type PyValue } from "./value.ts";

/** Raises OSError, in transformers' words, for a text that Python rejects. */
export function documentOf(snapshot: ConfigSnapshot): PyDict {
  const rejected = snapshot.root === undefined || snapshot.syntaxProblems.some((problem) => problem.fatal);
  if (rejected || snapshot.root === undefined) {
    throw new Raised("OSError", "It looks like the config file at 'config.json' is not a valid JSON file.");
  }
  const value = fromTree(snapshot.root, snapshot.text);
  if (!isDict(value)) throw typeError("the config is not a JSON object");
  return value;
}

const FLOAT_TAGS: Readonly<Record<string, number>> = {
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
  NaN: Number.NaN,
};

/** transformers 5 and mlx-lm write and read {"__float__": "Infinity"} for what JSON lacks. */
function withTaggedFloats(value: PyValue): PyValue {
  if (Array.isArray(value)) return value.map(withTaggedFloats);
  if (!isDict(value)) return value;
  const tag = value.get("__float__");
  if (value.size === 1 && typeof tag === "string" && FLOAT_TAGS[tag] !== undefined) return float(FLOAT_TAGS[tag]);
  return new Map([...value].map(([key, item]) => [key, withTaggedFloats(item)]));
}

export function taggedDocument(document: PyDict): PyDict {
  return new Map([...document].map(([key, item]) => [key, withTaggedFloats(item)]));
}
