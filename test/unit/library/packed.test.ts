/** What is published: the VSIX and the npm package, as they are packed from one build. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { packNpm } from "../../../scripts/pack-npm.mjs";
import { packVsix } from "../../../scripts/pack-vsix.mjs";

const ROOT = resolve(import.meta.dirname, "../../..");
const BUILT = existsSync(join(ROOT, "dist/THIRD-PARTY-LICENSES.txt"));
const FOLDER = mkdtempSync(join(tmpdir(), "rope-lens-packed-"));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const KB = 1000;
/** Above what they are now by a fifth at most: a package that doubles is noticed when it happens. */
const MOST = {
  "dist/extension.js": 450 * KB,
  "dist/server.js": 1300 * KB,
  "dist/cli.js": 1250 * KB,
  "dist/webview/preview.js": 290 * KB,
  "dist/lib/index.mjs": 80 * KB,
};
/** The package is an ES module, without a second copy for `require`: what cannot load one is not asked (the tool's profile "esm-only"). */
const ESM_ONLY: ReadonlySet<string> = new Set(["node10", "node16-cjs"]);
const MOST_VSIX = 1600 * KB;
const MOST_TARBALL = 700 * KB;

describe.skipIf(!BUILT)("the packages", () => {
  test("are of the size that they should be", () => {
    for (const [path, most] of Object.entries(MOST))
      expect.soft(statSync(join(ROOT, path)).size, path).toBeLessThan(most);
  });

  test("name the licence of every package whose code is in them", () => {
    const text = readFileSync(join(ROOT, "dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    for (const name of ["@vscode/l10n", "chart.js", "commander", "jsonc-parser", "vscode-languageserver-protocol"]) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\n[A-Z]+`, "m"));
    }
    expect(text).not.toContain("vitest");
    expect(text.match(/Permission is hereby granted|Permission to use, copy/g)?.length).toBeGreaterThan(15);
  });

  test("tell what has changed in this version", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const [, newest] = /^## (.*)$/m.exec(readFileSync(join(ROOT, "CHANGELOG.md"), "utf8")) ?? [];
    expect(newest).toBe(version);
  });
});

describe.skipIf(!BUILT)("the VSIX", () => {
  test("has the same bytes when it is packed again", async () => {
    // vsce lists every file that it packs.
    const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
    onTestFinished(() => said.mockRestore());
    const [first, second] = [join(FOLDER, "first.vsix"), join(FOLDER, "second.vsix")];
    await packVsix(first);
    await packVsix(second);
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
    expect(statSync(first).size).toBeLessThan(MOST_VSIX);
  });
});

describe.skipIf(!BUILT)("the npm package", () => {
  test("has the same bytes when it is packed again, and is read alike by every tool", async () => {
    const tarball = readFileSync((await packNpm(FOLDER)).path);
    expect(readFileSync((await packNpm(FOLDER)).path).equals(tarball)).toBe(true);
    expect(tarball.length).toBeLessThan(MOST_TARBALL);
    const bytes = new Uint8Array(tarball);
    const { messages } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
    expect(messages).toEqual([]);
    const { types, ...checked } = await checkPackage(createPackageFromTarballData(bytes));
    expect(types).toMatchObject({ kind: "included" });
    const problems = "problems" in checked ? checked.problems : [];
    expect(
      problems.filter((problem) => !("resolutionKind" in problem && ESM_ONLY.has(problem.resolutionKind))),
    ).toEqual([]);
  });
});
