import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

function packedFiles(): string[] {
  const { stdout, stderr, status } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: ROOT,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(stderr);
  const [packed]: Packed[] = JSON.parse(stdout);
  return (packed?.files ?? []).map(({ path }) => path);
}

describe("the npm package", () => {
  const files = packedFiles();
  const { exports, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "rope-lens-package-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("holds the library with its types and its page, the command line and the server behind it", () => {
    const named: string[] = [exports["."].types, exports["."].import, bin["rope-lens"]];
    expect(files).toEqual(expect.arrayContaining(named.map((path) => path.replace(/^\.\//, ""))));
    expect(files).toEqual(expect.arrayContaining(["docs/library.md", "dist/server.js", "LICENSE"]));
  });

  test("holds no sources, tests or extension", () => {
    const expected =
      /^(package\.json|README\.md|LICENSE|docs\/library\.md|dist\/(package\.json|cli\.js|server\.js|lib\/.*))$/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
  });

  test("is all that the command line needs, for as many files as it starts threads for", () => {
    for (const file of files) {
      mkdirSync(dirname(join(folder, "package", file)), { recursive: true });
      cpSync(join(ROOT, file), join(folder, "package", file));
    }
    const count = 400;
    for (let k = 0; k < count; k++) {
      mkdirSync(join(folder, "models", String(k)), { recursive: true });
      writeFileSync(join(folder, "models", String(k), "config.json"), '{ "model_type": "llama", "rope_theta": "x" }');
    }
    const command = join(folder, "package", bin["rope-lens"]);
    const { status, stdout } = spawnSync(process.execPath, [command, "check", "models", "--format", "json"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    expect(status).toBe(1);
    expect(JSON.parse(stdout).files).toHaveLength(count);
  });
});
