/** The edit that puts a strategy's parameters into a config. */
import * as l10n from "@vscode/l10n";
import { LENGTH_KEYS } from "../config/lengths.ts";
import type { ConfigSnapshot, Dialect, JsonObject, RopeEntry } from "../config/model.ts";
import type { TextEdit } from "../config/text-edit.ts";
import type { WrittenRope } from "../rope/strategies/strategy.ts";
import { objectAt, parametersOf } from "./parameters.ts";
import { setMembers } from "./set-members.ts";

/** Frameworks that read a longrope block's original length at top level only (TGI 3.3.7, ExLlamaV2 0.3.2). */
const NEED_TOP_LEVEL_ORIGINAL = new Set(["tgi", "exllamav2"]);

export interface InsertionOptions {
  /** Default: the file's own. */
  readonly dialect?: Dialect | undefined;
  /** Names of the chosen runtimes, with or without "@release". */
  readonly runtimes?: readonly string[] | undefined;
  readonly keepShort?: boolean | undefined;
}

export type Insertion =
  | {
      readonly ok: true;
      /** Every key to set in the object at `path`. */
      readonly parameters: JsonObject;
      readonly edits: readonly TextEdit[];
    }
  | { readonly ok: false; readonly reason: string };

/** @param entry one of the model's ropes */
export function insertion(
  snapshot: ConfigSnapshot,
  entry: RopeEntry,
  written: WrittenRope,
  options: InsertionOptions = {},
): Insertion {
  const { model } = snapshot;
  if (model === null) return { ok: false, reason: l10n.t("the file is no model config") };
  const broken = snapshot.syntaxProblems.find((problem) => problem.breaksTree);
  if (broken !== undefined) return { ok: false, reason: l10n.t("the file does not parse: {0}", broken.message) };
  const config = objectAt(snapshot, model.path);
  if (config === null) return { ok: false, reason: l10n.t("there is no object at {0}", model.path) };
  const runtimes = (options.runtimes ?? []).map((name) => name.split("@")[0] ?? name);
  const { set, remove } = parametersOf(config, model, entry, written, {
    dialect: options.dialect ?? model.dialect,
    topLevelOriginal: runtimes.some((name) => NEED_TOP_LEVEL_ORIGINAL.has(name)) && isLongrope(written),
    keepShort: options.keepShort ?? false,
  });
  const edits = setMembers(snapshot, model.path, {
    set,
    remove,
    after: [...LENGTH_KEYS, "rope_theta", "rotary_emb_base", "rope_scaling", "rope_parameters"],
  });
  return edits === null
    ? { ok: false, reason: l10n.t("there is no object at {0}", model.path) }
    : { ok: true, parameters: set, edits };
}

function isLongrope({ block }: WrittenRope): boolean {
  return Array.isArray(block) && block.some(([key, value]) => key === "rope_type" && value === "longrope");
}
