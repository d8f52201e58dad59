/** Which releases are checked, and on which transformers the engines among them run. */
import { FRAMEWORKS, type Framework, type Target } from "./places.ts";
import json from "./releases.json" with { type: "json" };

interface Pins {
  /** The transformers release that an engine is installed with. */
  readonly transformers?: string;
}

const RELEASES: Readonly<Record<Framework, Readonly<Record<string, Pins>>>> = json;

/** Every release of a framework, oldest first. */
export function releasesOf(framework: Framework): string[] {
  return Object.keys(RELEASES[framework]);
}

/** null for what is no engine. Raises for an engine's release that is not in releases.json: its transformers is not known. */
export function transformersOf({ framework, release }: Target): string | null {
  if (framework === "transformers" || framework === "mlx-lm") return null;
  const pinned = RELEASES[framework][release]?.transformers;
  if (pinned === undefined) throw new Error(`releases.json names no transformers for ${framework} ${release}`);
  return pinned;
}

/** The targets that `names` ask for: "vllm" all of its releases, "vllm@0.33.0" one. Raises for another name. */
export function targetsOf(names: readonly string[]): Map<Framework, Target[]> {
  const targets = new Map<Framework, Target[]>();
  for (const name of names) {
    const [wanted, release] = name.split("@");
    const framework = FRAMEWORKS.find((known) => known === wanted);
    if (framework === undefined) throw new Error(`the oracle runs ${FRAMEWORKS.join(", ")}, not ${name}`);
    const added = release === undefined ? releasesOf(framework) : [release];
    const before = targets.get(framework) ?? [];
    targets.set(framework, [...before, ...added.map((one) => ({ framework, release: one }))]);
  }
  return targets;
}
