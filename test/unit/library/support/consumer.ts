/** A project of its own that depends on the built package: the folder that a user of the library would have. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import ts from "typescript";

const ROOT = resolve(import.meta.dirname, "../../../..");

export class Consumer {
  readonly folder: string;

  /** Lays the package as npm would install it: package.json and the built library, nothing else to resolve. */
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "rope-lens-consumer-"));
    const installed = join(this.folder, "node_modules", "rope-lens");
    mkdirSync(join(installed, "dist"), { recursive: true });
    cpSync(join(ROOT, "package.json"), join(installed, "package.json"));
    cpSync(join(ROOT, "dist", "package.json"), join(installed, "dist", "package.json"));
    cpSync(join(ROOT, "dist", "lib"), join(installed, "dist", "lib"), { recursive: true });
  }

  write(path: string, text: string): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** Runs an ES module in a Node of its own. @returns what it printed. @throws Error when it fails */
  run(path: string): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(this.folder, path)], { encoding: "utf8" });
    if (status !== 0) throw new Error(`${path} ended with ${status}:\n${stderr}`);
    return stdout;
  }

  /**
   * Type-checks one file, the package's declarations included.
   * @returns TypeScript's complaints, `file:line message` each; empty when there are none
   */
  typeCheck(path: string, options: ts.CompilerOptions): string[] {
    const program = ts.createProgram([join(this.folder, path)], {
      target: ts.ScriptTarget.ES2022,
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      typeRoots: [join(ROOT, "node_modules", "@types")],
      ...options,
    });
    // Asked file by file: checking all of the platform's own declarations as well would take seconds.
    const files = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(this.folder));
    const diagnostics = [
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...files.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
    ];
    return diagnostics.map(({ file, start, messageText }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      return `${file?.fileName ?? ""}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
  }

  /** Bundles an entry for the browser: one script without imports. */
  async bundleForBrowser(path: string): Promise<string> {
    const { outputFiles, warnings } = await build({
      absWorkingDir: this.folder,
      entryPoints: [path],
      bundle: true,
      write: false,
      platform: "browser",
      format: "iife",
      target: "es2022",
      logLevel: "silent",
    });
    if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
    return outputFiles.map(({ text }) => text).join("");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
