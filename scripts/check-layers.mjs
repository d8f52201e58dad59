// Enforces the layer rule of ARCHITECTURE.md: which folder may import which. Run by `npm test`.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Everything but the two that serve it to people, which both may import all of it. */
const ANALYSIS = [
  "src/rope",
  "src/config",
  "src/runtimes",
  "src/edits",
  "src/advice",
  "src/rules",
  "src/project",
  "src/protocol",
  "schemas",
];

/** layer -> what it may import besides itself; `types:` marks layers that may be imported for types only. */
const ALLOWED = {
  "src/rope": [],
  "src/config": ["src/rope", "schemas"],
  "src/runtimes": ["src/rope", "src/config"],
  "src/edits": ["src/rope", "src/config"],
  "src/advice": ["src/rope", "src/config", "src/runtimes", "src/edits", "types:src/protocol"],
  "src/rules": ["src/rope", "src/config", "src/runtimes", "src/edits", "src/advice", "schemas"],
  "src/project": ["src/rope", "src/config", "src/runtimes", "src/rules"],
  "src/protocol": ["types:src/rope"],
  "src/server": ANALYSIS,
  "src/cli": ANALYSIS,
  "src/client": ["src/protocol"],
  webview: ["src/protocol"],
};

/** Packages that a layer may import; every other layer may import what package.json lists. */
const PACKAGES = {
  "src/rope": [],
  "src/protocol": [],
  webview: ["@vscode/l10n", "chart.js"],
};

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|tsx|mts|js|mjs)$/.test(entry.name)) yield path;
  }
}

function layerOf(path) {
  const local = relative(root, path).split(sep).join("/");
  return Object.keys({ ...ALLOWED, schemas: [] }).find((layer) => local === layer || local.startsWith(`${layer}/`));
}

const IMPORT =
  /^\s*(import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;
const problems = [];
let files = 0;
for (const layer of Object.keys(ALLOWED)) {
  for (const file of sources(join(root, layer))) {
    files++;
    const text = readFileSync(file, "utf8");
    for (const match of text.matchAll(IMPORT)) {
      const typeOnly = match[2] !== undefined;
      const target = match[3] ?? match[4];
      const where = `${relative(root, file)}: imports "${target}"`;
      if (target.startsWith(".")) {
        const other = layerOf(resolve(dirname(file), target));
        if (other === layer) continue;
        const rules = ALLOWED[layer];
        if (other !== undefined && (rules.includes(other) || (typeOnly && rules.includes(`types:${other}`)))) continue;
        problems.push(`${where}, but ${layer} may import only ${rules.join(", ") || "nothing"}`);
      } else {
        const allowed = PACKAGES[layer];
        const name = target.startsWith("@") ? target.split("/").slice(0, 2).join("/") : target.split("/")[0];
        if (allowed !== undefined && !allowed.includes(name)) {
          problems.push(
            `${where}, but ${layer} may import ${allowed.length ? `only ${allowed.join(", ")}` : "no package"}`,
          );
        }
        if (name === "vscode" && layer !== "src/client") problems.push(`${where}: only src/client knows VS Code`);
      }
    }
  }
}
if (files === 0) problems.push("no source file was found");
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`layers: ${files} files, no import points up`);
