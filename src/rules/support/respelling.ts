/** The other spelling of the RoPE as a fix, where it is what a framework goes by. */
import type { ConfigSnapshot } from "../../config/model.ts";
import { readConfig } from "../../config/read-config.ts";
import { applyEdits } from "../../config/text-edit.ts";
import type { RuntimeChoice } from "../../runtimes/index.ts";
import type { Fix } from "../diagnostic.ts";
import { convertDialect } from "../dialect.ts";
import { runsAsSaid } from "./foretold.ts";

/** The spelling under which every one of the frameworks, followed through its code, computes what the file says; none when neither is it. */
export function respellingFor(snapshot: ConfigSnapshot, choices: readonly RuntimeChoice[]): readonly Fix[] {
  if (choices.length === 0) return [];
  return (["v4", "v5"] as const).flatMap((dialect) => {
    const fix = convertDialect(snapshot, dialect);
    if (fix === null) return [];
    const other = readConfig(applyEdits(snapshot.text, fix.edits));
    return choices.every((choice) => runsAsSaid(other, choice)) ? [fix] : [];
  });
}
