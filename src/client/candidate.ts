import type { TextDocument } from "vscode";

/** The keys stand near the top of a config; nothing beyond is searched. */
const SEARCHED_CHARACTERS = 256 * 1024;

/** A key that only model configs have: Hugging Face's, or those of Meta's params.json. */
const TELLING_KEY =
  /"(?:model_type|architectures|rope_scaling|rope_parameters|rope_theta|max_position_embeddings|rotary_emb_base|rotary_pct|n_kv_heads|num_attention_heads)"\s*:/;

/** Copies of a document that an editor shows elsewhere: the old side of a comparison, a cell, an output. */
const COPIED_SCHEMES = new Set(["git", "vscode-notebook-cell", "output", "comment", "review", "search-editor"]);

/**
 * Whether the document is worth the server's attention. Cheap, and generous: the server decides by what the JSON says.
 * Until one document passes, no server is started.
 */
export function isCandidate(document: TextDocument): boolean {
  if (document.languageId !== "json" && document.languageId !== "jsonc") return false;
  if (COPIED_SCHEMES.has(document.uri.scheme)) return false;
  return TELLING_KEY.test(document.getText().slice(0, SEARCHED_CHARACTERS));
}
