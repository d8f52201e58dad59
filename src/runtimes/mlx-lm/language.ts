/** Model files of mlx-lm whose language model is another file's. */
import { typeError, valueError } from "../python/raised.ts";
import { int, isDict, isInt, isList, type PyDict, type PyValue, truthy } from "../python/value.ts";

/** Multimodal files, which feed the other file from text_config. */
const LANGUAGE: Readonly<Record<string, string>> = {
  gemma3: "gemma3_text",
  gemma4: "gemma4_text",
  kimi_k25: "deepseek_v3",
  pixtral: "llama",
  qwen2_vl: "qwen2",
  qwen3_vl: "qwen3",
  qwen3_vl_moe: "qwen3_moe",
};

/** What mistral3 takes its text_config for, by the type that it states; llama for any other. */
const MISTRAL3: ReadonlySet<PyValue | undefined> = new Set(["ministral3", "mistral4"]);

/** Files that take a document without text_config for the language model's own. */
const TAKES_FLAT = new Set(["kimi_k3", "qwen2_vl", "qwen3_vl", "qwen3_5", "qwen3_5_moe"]);

/** Values that a file adds to a text_config that lacks them. */
const FILLED: Readonly<Record<string, number>> = { gemma4: 8, pixtral: 32 };

/** The document as the file takes it; llama4 keeps what its parts read in text_config. */
export function unfolded(document: PyDict, file: string): PyDict {
  if (file === "llama4") {
    const text = document.get("text_config");
    if (text === undefined) {
      throw typeError("ModelArgs.__init__() missing 1 required positional argument: 'text_config'");
    }
    return isDict(text) ? text : document;
  }
  const flat = TAKES_FLAT.has(file) && !document.has("text_config");
  return flat ? new Map(document).set("text_config", document) : document;
}

/**
 * The document that the other file reads, its type among it; undefined: the file's language model is its own; null: it has none that
 * could be told.
 */
export function languageDocument(document: PyDict, file: string): PyDict | null | undefined {
  if (file === "smollm3") return smollm3(document);
  const given = document.get("text_config") ?? (file === "gemma4" ? new Map<string, PyValue>() : null);
  const language = file === "mistral3" ? mistral3(given) : Object.hasOwn(LANGUAGE, file) ? LANGUAGE[file] : undefined;
  if (language === undefined) return undefined;
  if (!isDict(given)) return null;
  const text = new Map(given).set("model_type", language);
  const heads = FILLED[file];
  return heads === undefined || text.has("num_attention_heads") ? text : text.set("num_attention_heads", int(heads));
}

function mistral3(text: PyValue): string {
  const type = isDict(text) ? text.get("model_type") : undefined;
  return typeof type === "string" && MISTRAL3.has(type) ? type : "llama";
}

/** Llama's, with layers left out of the rotation. */
function smollm3(document: PyDict): PyDict | null {
  const rotates = document.get("no_rope_layers") ?? null;
  const layers = document.get("num_hidden_layers");
  if (rotates !== null) {
    if (!isList(rotates)) return null;
    if (isInt(layers) && layers.value !== rotates.length) throw valueError("`no_rope_layers` length mismatch");
    if (!rotates.some(truthy)) return null;
  }
  return new Map(document).set("model_type", "llama");
}
