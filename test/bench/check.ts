/** `rope-lens check` over many files against ajv-cli, which checks the same files against a JSON Schema and nothing else. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withConfigs } from "./config-folder.ts";
import { type BenchContext, built, ROUNDS } from "./context.ts";
import { runProgram } from "./processes.ts";
import type { Section } from "./results.ts";
import { ratios, summarise } from "./statistics.ts";

const FILES = 2000;
const AJV_CLI = "ajv-cli@5.0.0";

const HOW = `${FILES} copies of configs of published models, each in a folder of its own, as training leaves them beside checkpoints: rope-lens remembers what it said of a text. Both run as a user runs them: one process for all files, start included, by the clock on the wall.
${AJV_CLI} checks against schemas/model-config.schema.json; rope-lens does that too, and runs its rules, with the threads that it starts where they pay.`;

export function checkSection(context: BenchContext): Promise<Section> {
  return withConfigs(context, { count: FILES, distinct: false }, async (folder) => {
    const ajv = await ajvCli(context);
    const schemas = join(context.root, "schemas");
    const ours: number[] = [];
    const theirs: number[] = [];
    const one: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      context.say(`check, round ${round} of ${ROUNDS}`);
      ours.push(await wallOf([built(context, "cli.js"), "check", folder, "--format", "ndjson"]));
      one.push(await wallOf([built(context, "cli.js"), "check", join(folder, "0", "config.json")]));
      if (ajv === null) continue;
      const data = ["-s", join(schemas, "model-config.schema.json"), "-r", join(schemas, "rope-block.schema.json")];
      theirs.push(await wallOf([ajv, "validate", ...data, "-d", `${folder}/*/config.json`, "--strict=false"]));
    }
    return {
      name: "check",
      title: "Checking many files",
      how: HOW,
      comparisons:
        ajv === null
          ? []
          : [{ what: "ajv-cli / rope-lens check, all files", ratio: ratios(theirs, ours), target: null }],
      figures: [
        {
          what: "rope-lens check",
          unit: "files/s",
          value: summarise(ours.map((wall) => (1000 * FILES) / wall)),
          target: null,
        },
        ...(ajv === null
          ? []
          : ([
              {
                what: "ajv-cli",
                unit: "files/s",
                value: summarise(theirs.map((wall) => (1000 * FILES) / wall)),
                target: null,
              },
            ] as const)),
        { what: "rope-lens check of one file, start included", unit: "ms", value: summarise(one), target: null },
      ],
      skipped: ajv === null ? [`ajv-cli (npm could not install ${AJV_CLI}).`] : [],
    };
  });
}

/** Both exit with 1 when a file has findings, as some have. */
async function wallOf(args: readonly string[]): Promise<number> {
  const { code, output, wall } = await runProgram(process.execPath, args);
  if (code !== 0 && code !== 1) throw new Error(`${args.join(" ")} ended with ${code}`);
  if (output.length === 0) throw new Error(`${args.join(" ")} said nothing`);
  return wall;
}

/** Installs the rival beside the bench's own files, so that the project does not depend on it. null: no registry. */
async function ajvCli({ cache, say }: BenchContext): Promise<string | null> {
  const folder = join(cache, "peers");
  await mkdir(folder, { recursive: true });
  say(`check: installing ${AJV_CLI}`);
  const flags = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=silent"];
  const { code } = await runProgram("npm", ["install", "--prefix", folder, ...flags, AJV_CLI]);
  return code === 0 ? join(folder, "node_modules", "ajv-cli", "dist", "index.js") : null;
}
