/** The recorded results of the frameworks' own code, and how a prediction is compared with them. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import type { Prediction } from "../../../src/runtimes/index.ts";

type Recorded = number | string | null;

export interface RecordedResult {
  readonly outcome: "loads" | "raises";
  readonly exception?: string | null;
  readonly message?: string | null;
  readonly ropes: readonly { readonly invFreq: readonly Recorded[]; readonly attentionFactor: Recorded }[];
  readonly derivedMaxLength?: number | null;
  /** llama.cpp: what the converter wrote, and complained of. */
  readonly gguf?: Readonly<Record<string, number | string | readonly number[]>>;
  readonly tensors?: Readonly<Record<string, readonly number[]>>;
  readonly warnings?: readonly string[];
}

export interface RecordedCase {
  readonly name: string;
  /** The file's text, with every number spelled as in the recording. */
  readonly text: string;
  readonly sequenceLength: number | null;
  /** The window that the engine was started with; null: none was asked for. */
  readonly maxLength: number | null;
  /** By "name@release". */
  readonly results: Readonly<Record<string, RecordedResult>>;
}

interface CaseJson {
  readonly name: string;
  readonly seqLen?: number | null;
  readonly maxLength?: number;
  readonly note?: string;
  readonly rawText?: string;
  readonly dims?: number;
  readonly results: Readonly<Record<string, RecordedResult>>;
}

/** Reads test/fixtures/frameworks/NAME.json. */
export function recordedCases(name: string): RecordedCase[] {
  const path = fileURLToPath(new URL(`../../fixtures/frameworks/${name}.json`, import.meta.url));
  const json = readFileSync(path, "utf8");
  const { cases }: { cases: readonly CaseJson[] } = JSON.parse(json);
  const root = parseTree(json);
  return cases.map((entry, index) => ({
    name: entry.name,
    text: entry.rawText ?? textOf(entry, nodeOf(root, ["cases", index]), json),
    sequenceLength: entry.seqLen ?? null,
    maxLength: entry.maxLength ?? (Number(/--max-model-len (\d+)/.exec(entry.note ?? "")?.[1] ?? 0) || null),
    results: entry.results,
  }));
}

function nodeOf(root: Node | undefined, path: (string | number)[]): Node | undefined {
  return root === undefined ? undefined : findNodeAtLocation(root, path);
}

function slice(node: Node | undefined, json: string): string {
  if (node === undefined) throw new Error("the recording lacks a value");
  return json.slice(node.offset, node.offset + node.length);
}

/** A case of initialize_rope is a llama config with head_dim = dims, rope_theta = base, rope_scaling = scaling_config. */
function textOf(entry: CaseJson, node: Node | undefined, json: string): string {
  if (entry.dims === undefined) return slice(nodeOf(node, ["config"]), json);
  const value = (key: string): string => slice(nodeOf(node, [key]), json);
  const max = nodeOf(node, ["max_position_embeddings"]);
  return `{"model_type": "llama", "hidden_size": 512, "num_hidden_layers": 2, "intermediate_size": 512,
    "num_attention_heads": 8, "rms_norm_eps": 1e-5, "vocab_size": 1000, "head_dim": ${value("dims")},
    "rope_theta": ${value("base")}, "rope_scaling": ${value("scaling_config")}${
      max === undefined || max.type === "null" ? "" : `, "max_position_embeddings": ${slice(max, json)}`
    }}`;
}

/** What is wrong with the prediction; null when it agrees in outcome, frequencies and factor (relative 1e-5). */
export function disagreement(recorded: RecordedResult, predicted: Prediction): string | null {
  const outcome = predicted.outcome === "runs" || predicted.outcome === "differs" ? "loads" : predicted.outcome;
  if (outcome !== recorded.outcome) {
    return `${recorded.outcome} (${recorded.exception ?? ""}), predicted ${outcome} (${predicted.message ?? ""})`;
  }
  const missing = recorded.ropes.filter((rope) => !predicted.ropes.some((candidate) => sameRope(rope, candidate)));
  if (recorded.outcome === "raises" || missing.length === 0) return null;
  return `frequencies ${missing.map(short).join(", ")}, predicted ${predicted.ropes.map(short).join(", ")}`;
}

function short({ invFreq, attentionFactor }: { invFreq: readonly Recorded[]; attentionFactor: Recorded }): string {
  return `${invFreq.length} pairs from ${invFreq[0]}, ${invFreq[1]} to ${invFreq.at(-1)} times ${attentionFactor}`;
}

function sameRope(
  recorded: { readonly invFreq: readonly Recorded[]; readonly attentionFactor: Recorded },
  predicted: { readonly invFreq: readonly number[]; readonly attentionFactor: number },
): boolean {
  return (
    recorded.invFreq.length === predicted.invFreq.length &&
    recorded.invFreq.every((value, i) => close(value, predicted.invFreq[i] ?? 0)) &&
    close(recorded.attentionFactor, predicted.attentionFactor)
  );
}

/** null stands for a factor that was not recorded. */
function close(recorded: Recorded, predicted: number): boolean {
  if (recorded === null) return true;
  const number = Number(recorded);
  if (Number.isNaN(number) || !Number.isFinite(number)) return Object.is(number, predicted);
  return Math.abs(number - predicted) <= 1e-5 * Math.abs(number);
}

/** "name@release" as a request. */
export function releaseOf(key: string): string {
  return key.slice(key.indexOf("@") + 1);
}
