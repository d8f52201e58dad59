/** Runs the sections one after the other and writes what they found. */
import { writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, platform } from "node:os";
import { join } from "node:path";
import { analysisSection } from "./analysis.ts";
import { batchSection } from "./batch-memory.ts";
import { bundlesSection } from "./bundles.ts";
import { checkSection } from "./check.ts";
import type { BenchContext } from "./context.ts";
import { loadSection } from "./load.ts";
import { memorySection } from "./memory-section.ts";
import { previewSection } from "./preview.ts";
import { sliderSection } from "./preview-slider.ts";
import { reportOf } from "./report.ts";
import type { Results, Section } from "./results.ts";
import { serverSection } from "./server.ts";

const SECTIONS: Readonly<Record<string, (context: BenchContext) => Promise<Section>>> = {
  analysis: analysisSection,
  memory: memorySection,
  check: checkSection,
  batch: batchSection,
  server: serverSection,
  load: loadSection,
  preview: previewSection,
  slider: sliderSection,
  bundles: bundlesSection,
};

/**
 * @param wanted names of sections; all when empty, and only then the results are written
 * @returns the path of the JSON that was written
 * @throws Error when a section is unknown, or when the baselines and the library disagree
 */
export async function bench(context: BenchContext, wanted: readonly string[]): Promise<string | null> {
  for (const name of wanted) {
    if (!Object.hasOwn(SECTIONS, name)) {
      throw new Error(`no section is named ${JSON.stringify(name)}; there are ${Object.keys(SECTIONS).join(", ")}`);
    }
  }
  const start = performance.now();
  const loadBefore = loadavg()[0] ?? 0;
  const sections: Section[] = [];
  for (const [name, run] of Object.entries(SECTIONS)) {
    if (wanted.length === 0 || wanted.includes(name)) sections.push(await run(context));
  }
  const results: Results = {
    version: 1,
    machine: {
      cpu: cpus()[0]?.model.trim() ?? "unknown processor",
      cores: availableParallelism(),
      platform: `${platform()} ${arch()}`,
      node: process.versions.node,
      load: [loadBefore, loadavg()[0] ?? 0],
    },
    seconds: (performance.now() - start) / 1000,
    sections,
  };
  const report = reportOf(results);
  console.log(report);
  if (wanted.length > 0) return null;
  const folder = join(context.root, "test", "bench");
  const json = join(folder, "results.json");
  writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(folder, "RESULTS.md"), report);
  return json;
}
