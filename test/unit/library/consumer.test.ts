import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../../support/browser.ts";
import { Consumer } from "./support/consumer.ts";

/** LLaMA-2 at four times its window, and what the analysis must say of it. */
const PROGRAM = `
import { analyse } from "rope-lens";

const llama2 = {
  theta: 10000,
  headDim: 128,
  rotaryDim: 128,
  scaling: { type: "default" },
  maxPositionEmbeddings: 4096,
  pretrainedLength: 4096,
  trainedFactor: 1,
  mropeSection: null,
};
const { recommended, strategies } = analyse(llama2, 16384, { stability: false });
const linear = strategies.find(({ id }) => id === "linear");
const answer = { recommended, linear: linear.meanDisturbance };
`;
const ANSWER = { recommended: "resonant", linear: 0.033617737 };

const TYPED = `
import { analyse, RopeParameterError, runInSlices, analysisSteps, STRATEGY_IDS } from "rope-lens";
import type { Analysis, RopeSpec, StrategyId } from "rope-lens";

const spec: RopeSpec = {
  theta: 10000,
  headDim: 128,
  rotaryDim: 128,
  scaling: { type: "linear", factor: 4 },
  maxPositionEmbeddings: 16384,
  pretrainedLength: 4096,
  trainedFactor: 1,
  mropeSection: null,
};
export const analysis: Analysis = analyse(spec, 16384, { bins: 360, use: "fine-tuned" });
export const recommended: StrategyId | null = analysis.recommended;
export const sliced: Promise<Analysis> = runInSlices(analysisSteps(spec, 16384), { signal: new AbortController().signal });
export const first: "none" = STRATEGY_IDS[0];
export const parameter: string = new RopeParameterError("bins", 1, { kind: "whole", least: 2 }).parameter;
// @ts-expect-error a target length is a number
analyse(spec, "16384");
// @ts-expect-error a yarn block needs its ramp
export const incomplete: RopeSpec = { ...spec, scaling: { type: "yarn", factor: 4 } };
// @ts-expect-error results are read-only
analysis.scale = 2;
`;

const consumer = new Consumer();
beforeAll(() => {
  consumer.write("package.json", JSON.stringify({ type: "module" }));
});
afterAll(() => consumer.remove());

describe("a project that depends on rope-lens", () => {
  test("imports the library in Node", () => {
    consumer.write("program.js", `${PROGRAM}\nconsole.log(JSON.stringify(answer));`);
    const answer = JSON.parse(consumer.run("program.js"));
    expect(answer.recommended).toBe(ANSWER.recommended);
    expect(answer.linear).toBeCloseTo(ANSWER.linear, 9);
  });

  test("bundles it for a browser, where it gives the same answer", async () => {
    consumer.write("page.js", `${PROGRAM}\nglobalThis.answer = answer;`);
    const script = await consumer.bundleForBrowser("page.js");
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: script });
      const answer = await page.evaluate<typeof ANSWER>("globalThis.answer");
      expect(answer.recommended).toBe(ANSWER.recommended);
      expect(answer.linear).toBeCloseTo(ANSWER.linear, 9);
    } finally {
      await browser.close();
    }
  });

  test("is type-checked with Node's resolution and without the types of a browser", () => {
    consumer.write("typed.ts", TYPED);
    const nodeNext = {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ["lib.es2023.d.ts"],
      types: ["node"],
    };
    expect(consumer.typeCheck("typed.ts", nodeNext)).toEqual([]);
  });

  test("is type-checked with a bundler's resolution and without the types of Node", () => {
    consumer.write("typed.ts", TYPED);
    const bundler = {
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
    };
    expect(consumer.typeCheck("typed.ts", bundler)).toEqual([]);
  });

  test("reaches package.json, and nothing else of the package", () => {
    consumer.write(
      "paths.js",
      `const outcomes = [];
       for (const path of ["rope-lens/package.json", "rope-lens/dist/lib/index.mjs", "rope-lens/dist/extension.js"]) {
         try {
           import.meta.resolve(path);
           outcomes.push("found");
         } catch (error) {
           outcomes.push(error.code);
         }
       }
       console.log(JSON.stringify(outcomes));`,
    );
    expect(JSON.parse(consumer.run("paths.js"))).toEqual([
      "found",
      "ERR_PACKAGE_PATH_NOT_EXPORTED",
      "ERR_PACKAGE_PATH_NOT_EXPORTED",
    ]);
  });
});

describe("the built library", () => {
  const installed = join(consumer.folder, "node_modules", "rope-lens");

  test("imports nothing, so that it needs no dependency", () => {
    const code = readFileSync(join(installed, "dist", "lib", "index.mjs"), "utf8");
    const { importedFiles } = ts.preProcessFile(code, true, true);
    expect(importedFiles).toEqual([]);
    const { dependencies = {} } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(dependencies).toEqual({});
  });
});
