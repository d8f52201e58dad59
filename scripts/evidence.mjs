// `npm run evidence -- [--minutes N] [--threads N]`: measures what the strategies do to a real language model (evidence/README.md).
// `npm run evidence -- --report`: only writes docs/evidence.md and the figures of the product anew, from evidence/results.
// `npm run evidence -- --test`: the tests of the Python side.
// Development only: it makes a Python environment under .cache/evidence, and needs Python 3.10 or newer and package indexes.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleForNode } from "./bundle-for-node.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const cache = join(root, ".cache", "evidence");

/** glibc gives freed tensors back to the system and fetches them anew, which takes as long as the products themselves. */
const ALLOCATOR = {
  MALLOC_MMAP_MAX_: "0",
  MALLOC_TRIM_THRESHOLD_: String(2 ** 34),
  MALLOC_TOP_PAD_: String(2 ** 28),
  OMP_WAIT_POLICY: "PASSIVE",
};

function run(command, arguments_, env = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, arguments_, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
    child.on("error", fail);
    child.on("close", (code) => (code === 0 ? done() : fail(new Error(`${command} ended with ${code}`))));
  });
}

/** Makes the environment of evidence/requirements.txt unless it is there; the path of its Python. */
async function environment() {
  const requirements = join(root, "evidence", "requirements.txt");
  const folder = join(cache, "venv");
  const python = join(folder, "bin", "python");
  const installed = join(folder, "requirements.txt");
  const wanted = readFileSync(requirements, "utf8");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return python;
  await mkdir(cache, { recursive: true });
  await run("python3", ["-m", "venv", folder]);
  await run(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements]);
  writeFileSync(installed, wanted);
  return python;
}

/** Writes what is written from the measurements. */
async function report() {
  await bundleForNode({ root, outdir: cache, entryPoints: { report: "scripts/evidence/report.ts" } });
  const { writeEvidence } = await import(pathToFileURL(join(cache, "report.mjs")).href);
  writeEvidence(root, (text) => console.error(text));
}

const arguments_ = process.argv.slice(2);
if (arguments_.includes("--report")) {
  await report();
} else {
  const python = await environment();
  await run(process.execPath, [join(root, "scripts", "build.mjs")]);
  if (arguments_.includes("--test")) {
    const tests = join(root, "evidence", "tests");
    await run(python, ["-m", "unittest", "discover", "--start-directory", tests, "--verbose"], {
      EVIDENCE_CACHE: cache,
    });
  } else {
    await run(python, [join(root, "evidence", "run.py"), "--cache", cache, ...arguments_], ALLOCATOR);
    await report();
  }
}
