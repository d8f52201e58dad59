/** The files beside a config that rules read. */
import { TOKENIZER_FILE } from "../config/tokenizer-limit.ts";

export const GENERATION_FILE = "generation_config.json";

export const SIBLING_NAMES = [TOKENIZER_FILE, GENERATION_FILE] as const;

/** Their text, by file name. Absent files have no entry. */
export type Siblings = Readonly<Record<string, string>>;
