/** The attributes of a configuration object: the file's keys over the class's defaults. */
import { floorDivide } from "../python/arithmetic.ts";
import { Raised } from "../python/raised.ts";
import { float, int, isList, type PyDict, type PyValue } from "../python/value.ts";
import type { Family } from "./families.ts";

export class Attributes {
  readonly family: Family;
  readonly file: PyDict;
  readonly #values: Map<string, PyValue>;
  /** Spellings that stand for another attribute, whoever asks. */
  readonly #names: Readonly<Record<string, string>>;
  readonly #declared = new Set<string>();

  constructor(file: PyDict, family: Family) {
    this.family = family;
    this.file = renamed(file, family);
    this.#names = family.renamed ?? {};
    this.#values = new Map(this.file);
    this.#fill("hidden_size", count(family.hidden));
    this.#fill("num_attention_heads", count(family.heads));
    this.#fill("num_hidden_layers", count(family.layers));
    this.#fill("max_position_embeddings", count(family.max));
    this.#fill("original_max_position_embeddings", count(family.original));
    this.#fill("qk_rope_head_dim", count(family.qkRope));
    this.#fill("kv_channels", count(family.kvChannels));
    this.#fillKeyValueHeads();
    this.#fillHead();
  }

  /** Raises where the class has head_dim as something that it computes. */
  checkHead(): void {
    if (this.family.headUse !== "raises" || !this.file.has("head_dim")) return;
    const words = `property 'head_dim' of '${this.family.class ?? "Config"}' object has no setter`;
    throw new Raised("AttributeError", words);
  }

  has(name: string): boolean {
    return this.#values.has(this.#names[name] ?? name);
  }

  /** undefined where the object has no such attribute. */
  get(name: string): PyValue | undefined {
    return this.#values.get(this.#names[name] ?? name);
  }

  /** Sets an attribute as the class itself would. */
  set(name: string, value: PyValue): void {
    this.#values.set(this.#names[name] ?? name, value);
    this.#declared.add(name);
  }

  /** The class names or sets this attribute, so that it exists before the file's other keys are added. */
  declares(name: string): boolean {
    return this.#declared.has(name);
  }

  /** hidden_size // num_attention_heads, or the size of a head under its older name. */
  shapeHead(): PyValue {
    const channels = this.get("kv_channels");
    if (this.family.kvChannels !== undefined && channels !== undefined) return channels;
    return floorDivide(this.get("hidden_size"), this.get("num_attention_heads"));
  }

  #fill(name: string, value: PyValue | undefined): void {
    if (value === undefined) return;
    this.#declared.add(name);
    if (!this.has(name)) this.#values.set(this.#names[name] ?? name, value);
  }

  #fillKeyValueHeads(): void {
    const { kvHeads, heads } = this.family;
    if (kvHeads === undefined) return;
    const given = this.get("num_key_value_heads");
    if (given === null && kvHeads !== null) {
      this.set("num_key_value_heads", this.get("num_attention_heads") ?? null);
    } else if (given === undefined && kvHeads === heads) {
      this.set("num_key_value_heads", this.get("num_attention_heads") ?? null);
    } else if (given === undefined) this.set("num_key_value_heads", kvHeads === null ? null : int(kvHeads));
  }

  #fillHead(): void {
    const { head, headFills, headFixed } = this.family;
    const given = this.get("head_dim");
    if (given === null && headFills === true) this.set("head_dim", this.shapeHead());
    else if (typeof head === "number") this.#fill("head_dim", int(head));
    else if (head === "null") this.#fill("head_dim", null);
    else if (head === "qk_rope_head_dim") {
      if (headFixed === true) this.set("head_dim", this.get("qk_rope_head_dim") ?? null);
      else this.#fill("head_dim", this.get("qk_rope_head_dim") ?? null);
    } else if (head === "derived" && (given === undefined || given === null)) this.set("head_dim", this.shapeHead());
  }
}

function count(value: number | null | undefined): PyValue | undefined {
  return typeof value === "number" ? int(value) : value;
}

function renamed(file: PyDict, family: Family): PyDict {
  const names = Object.entries(family.renamed ?? {});
  if (names.length === 0) return file;
  const result = new Map(file);
  for (const [spelling, attribute] of names) {
    const value = file.get(spelling);
    if (value === undefined) continue;
    result.delete(spelling);
    result.set(attribute, value);
  }
  return result;
}

/** Plain JSON of the data file as Python values. */
export function fromJson(value: unknown): PyValue {
  if (typeof value === "number") return Number.isInteger(value) ? int(value) : float(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== "object" || value === null) return null;
  return new Map(Object.entries(value).map(([key, item]) => [key, fromJson(item)]));
}

/** A list of strings, or null. */
export function names(value: PyValue | undefined): readonly string[] | null {
  return isList(value) && value.every((item) => typeof item === "string")
    ? value.filter((item) => typeof item === "string")
    : null;
}
