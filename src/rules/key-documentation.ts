/** What the schemas say about a key: for hover, completion and messages. */
import configSchema from "../../schemas/model-config.schema.json" with { type: "json" };
import blockSchema from "../../schemas/rope-block.schema.json" with { type: "json" };
import { pointerKeys } from "../config/json-pointer.ts";

export interface KeyDocumentation {
  readonly key: string;
  /** A few words. */
  readonly title: string;
  /** Markdown, one paragraph. */
  readonly description: string;
  /** Where that is known from: framework, release, file. */
  readonly source: string;
  /** JSON types that the key takes: "number", "null". */
  readonly types: readonly string[];
}

/** Types of RoPE blocks that have a schema, in the order of the documentation. */
export const BLOCK_TYPES = ["default", "linear", "dynamic", "yarn", "llama3", "longrope", "proportional"] as const;
export type BlockType = (typeof BLOCK_TYPES)[number];

export function isBlockType(type: string | null): type is BlockType {
  return BLOCK_TYPES.some((known) => known === type);
}

interface KeySchema {
  readonly title: string;
  readonly description: string;
  readonly source: string;
  readonly type: string | readonly string[];
}

interface BlockTypeSchema {
  readonly title: string;
  readonly description: string;
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

const CONFIG_KEYS: ReadonlyMap<string, KeySchema> = new Map(Object.entries<KeySchema>(configSchema.properties));

const BLOCK_TYPE_SCHEMAS: Readonly<Record<BlockType, BlockTypeSchema>> = blockSchema.definitions;

const BLOCK_KEYS: ReadonlyMap<string, KeySchema> = new Map(
  Object.entries<unknown>(blockSchema.definitions).filter(isKeyDefinition),
);

function isKeyDefinition(entry: [string, unknown]): entry is [string, KeySchema] {
  return !isBlockType(entry[0]);
}

/**
 * Documentation of a key of the config, or of a RoPE block.
 * @param place a JSON pointer into the file ("/text_config/rope_scaling/factor") or a bare key ("factor")
 * @returns null for keys that the schemas do not know
 */
export function keyDocumentation(place: string): KeyDocumentation | null {
  const keys = place.startsWith("/") ? pointerKeys(place) : [place];
  const key = keys.at(-1) ?? "";
  const inBlock = keys.slice(0, -1).some((parent) => parent === "rope_scaling" || parent === "rope_parameters");
  const schema = inBlock ? BLOCK_KEYS.get(key) : (CONFIG_KEYS.get(key) ?? BLOCK_KEYS.get(key));
  if (schema === undefined) return null;
  const { title, description, source, type } = schema;
  return { key, title, description, source, types: typeof type === "string" ? [type] : type };
}

/** What a type of RoPE block is, in words. */
export function blockTypeDocumentation(type: BlockType): { readonly title: string; readonly description: string } {
  const { title, description } = BLOCK_TYPE_SCHEMAS[type];
  return { title, description };
}

/** Keys that a block of this type has, the required ones apart; the order of the schema. */
export function blockKeysOf(type: BlockType): {
  readonly keys: readonly string[];
  readonly required: readonly string[];
} {
  const schema = BLOCK_TYPE_SCHEMAS[type];
  return { keys: Object.keys(schema.properties), required: schema.required ?? [] };
}

/** Every key of the config that the schema knows, and every key of any RoPE block. */
export function knownKeys(): { readonly config: readonly string[]; readonly block: readonly string[] } {
  return { config: [...CONFIG_KEYS.keys()], block: [...BLOCK_KEYS.keys()] };
}
