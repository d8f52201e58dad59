import { readFileSync } from "node:fs";
import { advise } from "../../../../src/advice/advise.ts";
import { insertionFor } from "../../../../src/advice/insertion-for.ts";
import { DEFAULT_SETTINGS } from "../../../../src/advice/settings.ts";
import { readConfig } from "../../../../src/config/read-config.ts";
import { applyEdits } from "../../../../src/config/text-edit.ts";
import type { InsertionOptions } from "../../../../src/edits/insertion.ts";
import type { StrategyId } from "../../../../src/rope/spec.ts";

export const corpus = new URL("../../../fixtures/corpus/", import.meta.url);
export const LLAMA2 = readFileSync(new URL("llama-2-7b-chat-hf.json", corpus), "utf8");
export const WIDER = LLAMA2.replace('"max_position_embeddings": 4096', '"max_position_embeddings": 16384');

interface Inserted {
  readonly text: string;
  readonly parameters: unknown;
}

export function insert(
  text: string,
  id: StrategyId,
  options: InsertionOptions & { target?: number; rope?: number } = {},
): Inserted {
  const snapshot = readConfig(text);
  const advice = advise(snapshot, {
    ...DEFAULT_SETTINGS,
    targetLength: options.target ?? null,
    use: "fine-tuned",
  }).find(({ rope }) => rope === (options.rope ?? 0));
  if (advice === undefined) throw new Error("the config has no such RoPE");
  const made = insertionFor(snapshot, advice, id, options);
  if (!made.ok) throw new Error(made.reason);
  return { text: applyEdits(text, made.edits), parameters: made.parameters };
}
