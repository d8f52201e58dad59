/** What axe-core finds on the page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { PreviewPage } from "./preview-page.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Each violation as "rule: element". */
export async function violations({ page }: PreviewPage): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const axe: unknown = Reflect.get(window, "axe");
    if (typeof axe !== "object" || axe === null || !("run" in axe) || typeof axe.run !== "function")
      throw new Error("no axe");
    const result: { passes: unknown[]; violations: { id: string; nodes: { html: string }[] }[] } =
      await axe.run(document);
    if (result.passes.length < 20) throw new Error(`axe-core tried only ${result.passes.length} rules`);
    return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}
