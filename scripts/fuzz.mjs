// `npm run fuzz -- --inputs 100000 --seed 1 --seconds 600 --threads 2`: mutated configs through all that the product does
// with a config. What it finds goes to .cache/fuzz; a find that stays as a test goes to test/fuzz/finds.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { bundleForNode } from "./bundle-for-node.mjs";
import { compileSchemas } from "./compile-schemas.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const outdir = join(root, ".cache", "fuzz");
const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    seconds: { type: "string", default: "3600" },
    threads: { type: "string", default: String(availableParallelism()) },
  },
});
const [inputs, seed, seconds, threads] = [values.inputs, values.seed, values.seconds, values.threads].map(Number);

rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir, { recursive: true });
await compileSchemas();
await bundleForNode({ root, outdir, entryPoints: ["test/fuzz/worker.ts"] });

const start = Date.now();
/** By stage and the first lines of the problem: how often, and how long the shortest text is, which is kept in a file. */
const kinds = new Map();
let done = 0;
let longest = 0;

function note({ number, text, finds }) {
  for (const { stage, problem } of finds) {
    const kind = `${stage.replace(/@.*/, "")}: ${problem.split("\n").slice(0, 2).join(" ").replace(/\d+/g, "N")}`;
    const known = kinds.get(kind);
    const times = (known?.times ?? 0) + 1;
    const index = known?.index ?? kinds.size;
    if (known !== undefined && text.length >= known.length) {
      kinds.set(kind, { ...known, times });
      continue;
    }
    kinds.set(kind, { times, index, length: text.length });
    writeFileSync(
      join(outdir, `find-${index}.json`),
      `${JSON.stringify({ kind, number, stage, problem, text }, null, 2)}\n`,
    );
  }
}

const share = Math.ceil(inputs / threads);
const parts = Array.from({ length: threads }, (_, k) => ({
  seed,
  first: k * share,
  count: share,
  until: start + seconds * 1000,
}));
await Promise.all(
  parts.map(
    (workerData) =>
      new Promise((ended, failed) => {
        const worker = new Worker(join(outdir, "worker.mjs"), { workerData });
        worker.on("message", (message) => {
          if (message.finds !== undefined) return note(message);
          done += message.done;
          longest = Math.max(longest, message.longest);
          process.stderr.write(
            `\r${done} inputs, ${kinds.size} kinds of finds, ${Math.round((Date.now() - start) / 1000)} s `,
          );
        });
        worker.on("error", failed);
        worker.on("exit", ended);
      }),
  ),
);
process.stderr.write("\n");

for (const [kind, { times, index }] of kinds) console.log(`${times}x ${kind} (find-${index}.json)`);
console.log(
  `${done} inputs of seed ${seed}: ${kinds.size} kinds of finds; the longest stage took ${Math.round(longest)} ms`,
);
process.exitCode = kinds.size === 0 ? 0 : 1;
