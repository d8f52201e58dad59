import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { packNpm } from "../../../scripts/pack-npm.mjs";

const ROOT = resolve(import.meta.dirname, "../../..");

describe("the npm package", async () => {
  const { exports, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "rope-lens-package-"));
  const { files, path } = await packNpm(folder);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("holds the library with its types and its page, the command line and the server behind it", () => {
    const named: string[] = [exports["."].types, exports["."].import, bin["rope-lens"]];
    expect(files).toEqual(expect.arrayContaining(named.map((path) => path.replace(/^\.\//, ""))));
    expect(files).toEqual(expect.arrayContaining(["docs/library.md", "dist/server.js", "LICENSE"]));
  });

  test("holds no sources, tests or extension", () => {
    const expected =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|docs\/library\.md|dist\/(package\.json|THIRD-PARTY-LICENSES\.txt|cli\.js|server\.js|lib\/.*))$/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
  });

  test("is installed in an empty project, and checks as many files as it starts threads for", () => {
    writeFileSync(join(folder, "package.json"), "{}");
    const argv = ["install", "--offline", "--no-audit", "--no-fund", path];
    const installed = spawnSync("npm", argv, { cwd: folder, encoding: "utf8", shell: process.platform === "win32" });
    expect(installed.stderr).toBe("");
    const count = 400;
    for (let k = 0; k < count; k++) {
      mkdirSync(join(folder, "models", String(k)), { recursive: true });
      writeFileSync(join(folder, "models", String(k), "config.json"), '{ "model_type": "llama", "rope_theta": "x" }');
    }
    const command = join(folder, "node_modules/rope-lens", bin["rope-lens"]);
    const { status, stdout } = spawnSync(process.execPath, [command, "check", "models", "--format", "json"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    expect(status).toBe(1);
    expect(JSON.parse(stdout).files).toHaveLength(count);
  });
});
