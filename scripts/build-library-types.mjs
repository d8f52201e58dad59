// Writes the declarations of the library into dist/lib/types, one file a module.
// Imports end in `.mjs` so that they resolve under every `moduleResolution` that knows ES modules, and the files in
// `.d.mts` so that the types have the module format of the code, whatever the package around them says.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const sources = join(root, "src", "rope");
const types = join(root, "dist", "lib", "types");

/**
 * Emits the declarations of src/rope.
 * @throws {Error} when a public type cannot be stated in a declaration; the message has TypeScript's words.
 */
export function buildLibraryTypes() {
  const program = ts.createProgram([join(sources, "index.ts")], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    types: [],
    strict: true,
    allowImportingTsExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    // `npm test` checks the types; here they are only written down.
    noCheck: true,
    rootDir: sources,
    outDir: types,
  });
  const files = new Map();
  const keep = (path, text) => files.set(path.replace(/\.d\.ts$/, ".d.mts"), text);
  const { diagnostics } = program.emit(undefined, keep, undefined, true, { afterDeclarations: [withModuleEndings] });
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, formatHost));
  rmSync(types, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

const formatHost = {
  getCurrentDirectory: () => root,
  getCanonicalFileName: (name) => name,
  getNewLine: () => "\n",
};

/** `"./spec.ts"` becomes `"./spec.mjs"`: the name under which the declarations `spec.d.mts` are imported. */
function withModuleEndings({ factory }) {
  const visit = (node) => {
    if (ts.isStringLiteral(node) && /^\.{1,2}\/.*\.ts$/.test(node.text)) {
      return factory.createStringLiteral(node.text.replace(/\.ts$/, ".mjs"));
    }
    return ts.visitEachChild(node, visit, undefined);
  };
  return (file) => ts.visitEachChild(file, visit, undefined);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) buildLibraryTypes();
