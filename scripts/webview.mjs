// Serves the preview page in a plain browser with a stub host: `npm run webview [port]`.
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, context } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const port = Number(process.argv[2] ?? 5173);
const bundle = join(root, ".cache/webview");
const server = join(bundle, "serve.mjs");
mkdirSync(bundle, { recursive: true });

await build({
  entryPoints: [join(root, "scripts/webview/serve.ts")],
  outfile: server,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
  mainFields: ["module", "main"],
  // CommonJS that asks for Node's own modules, which a bundle of ES modules cannot.
  external: ["@vscode/l10n"],
});
const page = await context({
  entryPoints: { preview: join(root, "webview/index.ts") },
  outdir: bundle,
  bundle: true,
  format: "iife",
  target: "chrome114",
  sourcemap: "inline",
  logLevel: "warning",
});
await page.watch();
const { serve } = await import(pathToFileURL(server).href);
const { address } = await serve({ port, root, bundle });
console.log(`The preview page: ${address}  (reload after a change; Ctrl+C ends it)`);
