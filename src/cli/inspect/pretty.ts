import { bytesText, countText, factorText } from "../../advice/index.ts";
import { printable } from "../../advice/printable.ts";
import { wavelength } from "../../rope/index.ts";
import type { Io } from "../io.ts";
import { pretrainedSource } from "../output/pretrained-source.ts";
import { noRopeSentence } from "../reading/no-rope.ts";
import type { ConfigFile } from "../reading/read-config-file.ts";
import { type Styles, stylesFor } from "../terminal/styles.ts";
import { type Cell, table } from "../terminal/table.ts";
import { textWidth } from "../terminal/wrap.ts";
import type { InspectedRope, Inspection } from "./inspection.ts";
import { predictionsToText } from "./predictions-text.ts";
import { trainingToText } from "./training-text.ts";

/** Every eighth pair is shown: enough to see the course. */
const EVERY = 8;

export function inspectionToText(file: ConfigFile, inspection: Inspection, io: Io): string {
  const styles = stylesFor(io);
  const { ropes, runtimes, training, sequenceLength } = inspection;
  const { model } = file.snapshot;
  const blocks = [`${styles.bold(printable(model?.title ?? ""))}  ${styles.dim(printable(file.name))}`];
  if (ropes.length === 0) blocks.push(noRopeSentence(model));
  for (const rope of ropes) blocks.push(ropeToText(rope, styles));
  if (model !== null && model.kvCache !== null) {
    const { bytesPerToken, bytesAtMax, dtype } = model.kvCache;
    blocks.push(
      `KV cache (${dtype}): ${bytesText(bytesPerToken)} a token, ${bytesText(bytesAtMax)} at the full window`,
    );
  }
  const width = textWidth(io.stdout);
  blocks.push(predictionsToText(runtimes, styles, width));
  if (training.length > 0) blocks.push(trainingToText(training, sequenceLength, styles, width));
  return `${blocks.join("\n\n")}\n`;
}

function ropeToText({ entry, ...rope }: InspectedRope, styles: Styles): string {
  const { spec, layerType, layers } = entry;
  const facts: [string, string][] = [
    ["type", rope.ropeType],
    ["theta", String(spec.theta)],
    ["head dimension", String(spec.headDim)],
    ["rotary dimension", `${spec.rotaryDim} (${rope.invFreq.length} frequency pairs)`],
    ["attention factor", factorText(rope.attentionFactor)],
    ["max_position_embeddings", String(spec.maxPositionEmbeddings)],
    ["original length", rope.originalMaxPositionEmbeddings === null ? "–" : String(rope.originalMaxPositionEmbeddings)],
    ["pretrained length", `${spec.pretrainedLength} (${pretrainedSource(entry.pretrainedLengthSource)})`],
  ];
  const lines = facts.map(([name, value]) => `${styles.dim(name.padEnd(24))}${printable(value)}`);
  if (layerType !== null) {
    const count = layers === null ? "" : `  ${layers} layers`;
    lines.unshift(`${styles.bold(printable(layerType))}${styles.dim(count)}`);
  }
  return `${lines.join("\n")}\n\n${pairTable(rope.invFreq, styles)}`;
}

function pairTable(invFreq: readonly number[], styles: Styles): string {
  const last = invFreq.length - 1;
  const rows = invFreq.flatMap((value, pair): Cell[][] => {
    if (pair % EVERY !== 0 && pair !== last) return [];
    const length = wavelength(value);
    return [
      [
        { text: String(pair) },
        { text: value.toPrecision(6) },
        { text: Number.isFinite(length) ? countText(Number(length.toPrecision(3))) : "does not rotate" },
      ],
    ];
  });
  const columns = [
    { title: "pair", align: "right" },
    { title: "inverse frequency", align: "right" },
    { title: "wavelength, tokens", align: "right" },
  ] as const;
  return table(columns, rows, styles.dim).join("\n");
}
