/** `rope-lens inspect`: what the config means: its rotary embeddings, its KV cache, what frameworks do with it. */
import type { Io } from "../io.ts";
import { explained } from "../reading/explained.ts";
import { readModelConfig } from "../reading/read-config-file.ts";
import { inspection } from "./inspection.ts";
import { inspectionToJson } from "./json.ts";
import { inspectionToText } from "./pretty.ts";

export interface InspectOptions {
  /** tokens; null: a short call. */
  readonly sequenceLength: number | null;
  /** Tokens; null: what the project's settings say, else the file. */
  readonly pretrainedLength: number | null;
  /** Empty: every framework in its newest known release. */
  readonly runtimes: readonly string[];
  readonly format: "pretty" | "json";
}

export async function inspect(argument: string, options: InspectOptions, io: Io): Promise<void> {
  const file = await readModelConfig(argument, options.pretrainedLength, io);
  const { sequenceLength, runtimes, format } = options;
  const answer = explained(file.name, () => inspection(file.snapshot, sequenceLength, runtimes));
  io.stdout.write(format === "json" ? inspectionToJson(file, answer) : inspectionToText(file, answer, io));
}
