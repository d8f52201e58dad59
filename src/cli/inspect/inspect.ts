/** `rope-lens inspect`: what the config means: its rotary embeddings and its KV cache. */
import type { Io } from "../io.ts";
import { explained } from "../reading/explained.ts";
import { readModelConfig } from "../reading/read-config-file.ts";
import { inspectRopes } from "./inspection.ts";
import { inspectionToJson } from "./json.ts";
import { inspectionToText } from "./pretty.ts";

export interface InspectOptions {
  /** tokens; null: a short call. */
  readonly sequenceLength: number | null;
  readonly format: "pretty" | "json";
}

export async function inspect(argument: string, { sequenceLength, format }: InspectOptions, io: Io): Promise<void> {
  const file = await readModelConfig(argument, io);
  const { model } = file.snapshot;
  const ropes = model === null ? [] : explained(file.name, () => inspectRopes(model, sequenceLength));
  io.stdout.write(format === "json" ? inspectionToJson(file, ropes) : inspectionToText(file, ropes, io));
}
