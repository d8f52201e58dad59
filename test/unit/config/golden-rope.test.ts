/** Configs of every formula with their inverse frequencies in float64. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readConfig } from "../../../src/config/index.ts";
import { frequencies } from "../../../src/rope/index.ts";

interface Vector {
  readonly invFreq: readonly number[];
  readonly attentionFactor: number;
}

interface Case extends Partial<Vector> {
  readonly name: string;
  readonly config: object;
  readonly seqLen?: number;
  readonly layers?: Readonly<Record<string, Vector>>;
}

const { cases }: { cases: readonly Case[] } = JSON.parse(readFileSync("test/fixtures/golden/rope.json", "utf8"));

const vectors = cases.flatMap(({ name, config, seqLen, layers, invFreq = [], attentionFactor = 1 }) => {
  const parts = layers === undefined ? [[null, { invFreq, attentionFactor }] as const] : Object.entries(layers);
  return parts.map(([layerType, vector]) => ({ name, layerType, config, seqLen, vector }));
});

test("there are 23 vectors", () => {
  expect(vectors).toHaveLength(23);
});

test.each(vectors)("$name $layerType", ({ config, layerType, seqLen, vector }) => {
  const ropes = readConfig(JSON.stringify(config)).model?.ropes ?? [];
  expect(ropes.map((rope) => rope.layerType)).toContain(layerType);
  for (const { spec } of ropes.filter((rope) => rope.layerType === layerType)) {
    const { invFreq, attentionFactor } = frequencies(spec, seqLen);
    expect(invFreq).toHaveLength(vector.invFreq.length);
    const errors = vector.invFreq.map((golden, i) => Math.abs((invFreq[i] ?? Number.NaN) - golden) / (golden || 1));
    expect(errors.reduce((largest, error) => Math.max(largest, error), 0)).toBeLessThan(1e-9);
    expect(attentionFactor).toBeCloseTo(vector.attentionFactor, 12);
  }
});
