/** The built command where writing fails half-way, where nobody reads to the end, and where it may not read or write. */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LLAMA_4K, LLAMA_16K } from "../support/configs.ts";
import { folderWith, ROOT } from "../support/run-cli.ts";

const CLI = join(ROOT, "dist/cli.js");
const BUILT = existsSync(CLI);
const POSIX = process.platform !== "win32";

const BLOCK = '{"rope_type": "yarn", "factor": 4.0, "orignal_max_position_embeddings": 4096}';
/** Fixable, and of several blocks of a disk: a write can be cut short in it. */
const LONG = LLAMA_16K.replace('"rope_scaling": null', `"rope_scaling": ${BLOCK}`).replace(
  "{",
  `{\n  "comment": "${"x".repeat(20_000)}",`,
);
const OLD_BASELINE = `${" ".repeat(20_000)}{"version": 1, "files": {}}\n`;
const MANY_FINDINGS = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`m${i}/config.json`, LLAMA_16K]));

/** Commands that write, and the file that they would write. */
const WRITERS: readonly (readonly [file: string, argv: readonly string[]])[] = [
  ["config.json", ["check", "config.json", "--fix"]],
  ["config.json", ["extend", "config.json", "-t", "16384", "-s", "llama3", "--write"]],
  ["known.json", ["check", ".", "--write-baseline", "known.json"]],
];

function files() {
  return { "config.json": LONG, "known.json": OLD_BASELINE, ...MANY_FINDINGS };
}

describe.skipIf(!BUILT || !POSIX)("where files may not grow beyond 4 kB (ulimit -f)", () => {
  test.each(WRITERS)("%s stays whole: rope-lens %j", (file, argv) => {
    const cwd = folderWith(files());
    const before = readdirSync(cwd);
    const limited = ["-c", 'ulimit -f 8 && exec "$@"', "sh", process.execPath, CLI, ...argv];
    const { status, stdout, stderr } = spawnSync("sh", limited, { cwd, encoding: "utf8" });
    expect(stderr).toBe(`rope-lens: ${file} was not written: it is larger than files may be here\n`);
    expect(stdout).toBe("");
    expect(status).toBe(2);
    expect(readFileSync(join(cwd, file), "utf8")).toBe(file === "config.json" ? LONG : OLD_BASELINE);
    expect(readdirSync(cwd)).toEqual(before);
  });
});

/** A file system of a megabyte in a namespace of its own, but for two blocks full; what is in it comes back in the output. */
function onNearlyFullDisk(argv: readonly string[], cwd: string) {
  const script = `
mkdir disk && mount -t tmpfs -o size=1m none disk && cp config.json known.json disk && cp -r m0 m1 m2 disk && cd disk || exit 99
dd if=/dev/zero of=fill bs=4k 2> /dev/null
dd if=/dev/null of=fill bs=4k seek=$(($(wc -c < fill) / 4096 - 2)) 2> /dev/null
"$@"
status=$?
rm fill
cmp -s config.json ../config.json && cmp -s known.json ../known.json && ls
exit $status`;
  const namespace = ["--mount", "--map-root-user", "sh", "-c", script, "sh"];
  return spawnSync("unshare", [...namespace, process.execPath, CLI, ...argv], { cwd, encoding: "utf8" });
}

const MOUNTS =
  POSIX && spawnSync("unshare", ["--mount", "--map-root-user", "sh", "-c", "mount -t tmpfs none /mnt"]).status === 0;

describe.skipIf(!BUILT || !MOUNTS)("on a full disk, where a small one can be mounted,", () => {
  test.each(WRITERS.slice(0, 2))("%s stays whole: rope-lens %j", (file, argv) => {
    const { status, stdout, stderr } = onNearlyFullDisk(argv, folderWith(files()));
    expect(stderr).toBe(`rope-lens: ${file} was not written: the disk is full\n`);
    expect(stdout).toBe("config.json\nknown.json\nm0\nm1\nm2\n");
    expect(status).toBe(2);
  });
});

describe.skipIf(!BUILT)("a reader that goes away", () => {
  test("ends a check of many files quietly", async () => {
    const names = Array.from({ length: 320 }, (_, i) => `m${i}/config.json`);
    const cwd = folderWith(Object.fromEntries(names.map((name) => [name, LLAMA_16K])));
    const child = spawn(process.execPath, [CLI, "check", "."], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await new Promise((done) => child.on("close", done))).toBe(0);
    expect(stderr).toBe("");
  });
});

/** Root may do everything: its tests are done by somebody who may not. */
const NOBODY: { readonly uid?: number; readonly gid?: number } =
  POSIX && process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const NOBODY_RUNS = BUILT && POSIX && spawnSync(process.execPath, [CLI, "--version"], NOBODY).status === 0;

describe.skipIf(!NOBODY_RUNS)("who may not", () => {
  function asNobody(argv: readonly string[], cwd: string) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...argv], {
      cwd,
      encoding: "utf8",
      ...NOBODY,
    });
    return { status, stdout, stderr };
  }

  function owned(cwd: string, name: string, mode: number): void {
    const { uid, gid } = NOBODY;
    if (uid !== undefined && gid !== undefined) chownSync(join(cwd, name), uid, gid);
    chmodSync(join(cwd, name), mode);
  }

  function refusal(text: string) {
    return { status: 2, stdout: "", stderr: `rope-lens: ${text} (permission denied)\n` };
  }

  test("read a file or a folder is told so, in one line", () => {
    const cwd = folderWith({ "config.json": LLAMA_4K });
    mkdirSync(join(cwd, "closed"));
    owned(cwd, ".", 0o755);
    owned(cwd, "config.json", 0o000);
    owned(cwd, "closed", 0o000);
    expect(asNobody(["inspect", "config.json"], cwd)).toEqual(refusal("config.json: it may not be read"));
    const { status, stderr } = asNobody(["check", "closed"], cwd);
    expect(stderr).toBe(`rope-lens: ${join(cwd, "closed")}: it may not be read (permission denied)\n`);
    expect(status).toBe(2);
    owned(cwd, "closed", 0o755);
  });

  test("write a file, or beside it, is told so and has it as it was", () => {
    const cwd = folderWith({ "a/config.json": LONG, "b/config.json": LONG });
    owned(cwd, ".", 0o755);
    owned(cwd, "a", 0o755);
    owned(cwd, "a/config.json", 0o444);
    owned(cwd, "b/config.json", 0o644);
    owned(cwd, "b", 0o555);
    for (const name of ["a/config.json", "b/config.json"]) {
      const argv = ["extend", name, "-t", "16384", "-s", "llama3", "--write"];
      expect(asNobody(argv, cwd)).toEqual(refusal(`${name} was not written: it may not be written`));
      expect(readFileSync(join(cwd, name), "utf8")).toBe(LONG);
    }
    owned(cwd, "b", 0o755);
  });
});
