// Leaves all but a fixed random share of the mutants out of a run: MUTATION_SAMPLE=0.2 takes a fifth. Its score is an estimate of the whole.
// MUTATION_SEED=b takes another share of that size: tests written for what survived in one sample say nothing about the whole.
import { createHash } from "node:crypto";
import { relative } from "node:path";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";

const SHARE = Number(process.env.MUTATION_SAMPLE ?? 1);
const SEED = process.env.MUTATION_SEED === undefined ? [] : [process.env.MUTATION_SEED];

class Sample {
  async init() {}

  async check(mutants) {
    return Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        isInSample(mutant) ? { status: "passed" } : { status: "compileError", reason: "not in the sample" },
      ]),
    );
  }
}

function isInSample({ fileName, location, replacement }) {
  const { start, end } = location;
  const key = [...SEED, relative(process.cwd(), fileName), start.line, start.column, end.line, end.column, replacement];
  return createHash("sha256").update(key.join("\n")).digest().readUInt32BE() / 2 ** 32 < SHARE;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, "sample", Sample)];
