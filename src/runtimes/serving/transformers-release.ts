/** Which transformers an engine loads a config with. */
import { atLeast } from "../release.ts";

/** The transformers release that an engine was run with from a release on; a later one of its kind stands for newer engines. */
const RUN_WITH = {
  vllm: [
    ["0", "4.45.2"],
    ["0.8.0", "4.51.3"],
    ["0.11.0", "4.57.6"],
    ["0.13.0", "5.24.0"],
  ],
  sglang: [
    ["0", "4.54.1"],
    ["0.5.0", "4.57.6"],
    ["0.5.10", "5.24.0"],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [since: string, transformers: string])[]>>;

export function transformersOf(engine: keyof typeof RUN_WITH, release: string): string {
  const known = RUN_WITH[engine].filter(([since]) => atLeast(release, since)).at(-1) ?? RUN_WITH[engine][0];
  return known[1];
}
