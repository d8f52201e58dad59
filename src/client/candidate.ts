import type { TextDocument } from "vscode";

/** The keys stand near the top of a config; nothing beyond is searched. */
const SEARCHED_CHARACTERS = 256 * 1024;

/** A key without which no file is a model config: its type, its RoPE, its attention heads, or the language part of one. */
const TELLING_KEY =
  /"(?:model_type|architectures|rope_\w+|rotary_\w+|max_position_embeddings|num_attention_heads|num_heads|n_heads?|(?:text|llm|language|thinker)_config)"\s*:/;

/** Copies of a document that an editor shows elsewhere: the old side of a comparison, a cell, an output. */
const COPIED_SCHEMES = new Set(["git", "vscode-notebook-cell", "output", "comment", "review", "search-editor"]);

/**
 * Whether the document is worth the server's attention. Cheap, and generous: the server decides by what the JSON says.
 * Until one document passes, no server is started.
 */
export function isCandidate(document: TextDocument): boolean {
  if (document.languageId !== "json" && document.languageId !== "jsonc") return false;
  if (COPIED_SCHEMES.has(document.uri.scheme)) return false;
  return looksLikeModelConfig(document.getText());
}

export function looksLikeModelConfig(text: string): boolean {
  return TELLING_KEY.test(text.slice(0, SEARCHED_CHARACTERS));
}
