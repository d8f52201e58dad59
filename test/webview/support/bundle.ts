/** The page's script and style sheet, built as they ship, in memory. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export interface PageBundle {
  readonly script: string;
  readonly style: string;
}

let built: Promise<PageBundle> | null = null;

export function pageBundle(): Promise<PageBundle> {
  built ??= buildPage();
  return built;
}

async function buildPage(): Promise<PageBundle> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../../../webview/index.ts", import.meta.url))],
    bundle: true,
    minify: true,
    format: "iife",
    target: "chrome114",
    outdir: "/",
    write: false,
    logLevel: "silent",
  });
  const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  return { script: text(".js"), style: text(".css") };
}
