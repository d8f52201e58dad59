/** Where modeling_rope_utils.py says what, release by release. */
import lines from "../data/transformers-lines.json" with { type: "json" };
import { isDict, type PyDict } from "../python/value.ts";
import type { Source } from "../runtime.ts";

const FILE = "src/transformers/modeling_rope_utils.py";
const LINES: Readonly<Record<string, Readonly<Partial<Record<string, string>>>>> = lines;

/** The function that computes a rope type, or "validation"; null where the release has none of that name. */
function lineOf(release: string, name: string): Source | null {
  const found = Object.hasOwn(LINES, release) ? LINES[release]?.[name] : undefined;
  return found === undefined ? null : { file: FILE, lines: found, release, how: "ran" };
}

/** The places that decide about the scaling block of a file. */
export function sourcesOf(file: PyDict, release: string): readonly Source[] {
  const types = ["rope_scaling", "rope_parameters"].flatMap((key) => {
    const block = file.get(key);
    if (!isDict(block)) return [];
    return [block, ...block.values()].map((part) =>
      isDict(part) ? (part.get("rope_type") ?? part.get("type")) : null,
    );
  });
  const named = types.filter((type): type is string => typeof type === "string");
  return ["validation", ...new Set(named.length === 0 ? ["default"] : named)].flatMap(
    (name) => lineOf(release, name) ?? [],
  );
}
