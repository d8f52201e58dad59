/** From a RopeSpec to what is computed: inverse frequencies and the factor on cos and sin. */
import { requireFinite } from "./parameter-error.ts";
import { llama3Frequency } from "./scaling/llama3.ts";
import { longropeAttentionFactor } from "./scaling/longrope.ts";
import { dynamicScale, ntkTheta } from "./scaling/ntk.ts";
import { plainFrequencies } from "./scaling/plain.ts";
import { proportionalFrequencies } from "./scaling/proportional.ts";
import { qwenTheta } from "./scaling/qwen.ts";
import { yarnAttentionFactor, yarnFrequency, yarnShares } from "./scaling/yarn.ts";
import type { Frequencies, RopeSpec } from "./spec.ts";
import { validateSpec } from "./validate.ts";

/**
 * What transformers computes for the spec.
 * @param sequenceLength tokens; without it a short call: longrope's short list, dynamic unscaled
 * @throws RopeParameterError when a parameter is outside its domain, or a value beyond all numbers
 */
export function frequencies(spec: RopeSpec, sequenceLength = 1): Frequencies {
  validateSpec(spec);
  const result = scaled(spec, sequenceLength);
  for (const value of result.invFreq) requireFinite("inverse frequency", value);
  requireFinite("attentionFactor", result.attentionFactor);
  return result;
}

function scaled(spec: RopeSpec, sequenceLength: number): Frequencies {
  const { theta, rotaryDim, scaling, maxPositionEmbeddings } = spec;
  switch (scaling.type) {
    case "default":
      return unscaled(plainFrequencies(theta, rotaryDim));
    case "linear":
      return unscaled(plainFrequencies(theta, rotaryDim).map((frequency) => frequency / scaling.factor));
    case "dynamic": {
      const scale = dynamicScale(scaling.factor, sequenceLength, scaling.originalLength);
      return unscaled(plainFrequencies(ntkTheta(theta, scale, rotaryDim), rotaryDim));
    }
    case "yarn": {
      const { originalLength, attentionFactor, mscale, mscaleAllDim } = scaling;
      const factor = scaling.factor ?? maxPositionEmbeddings / originalLength;
      const shares = yarnShares(theta, rotaryDim, originalLength, scaling);
      const plain = plainFrequencies(theta, rotaryDim);
      return {
        invFreq: plain.map((frequency, i) => yarnFrequency(frequency, factor, shares[i] ?? 0)),
        attentionFactor: yarnAttentionFactor(factor, attentionFactor, mscale, mscaleAllDim),
      };
    }
    case "llama3": {
      const { factor, originalLength } = scaling;
      const plain = plainFrequencies(theta, rotaryDim);
      return unscaled(plain.map((frequency) => llama3Frequency(frequency, factor, originalLength, scaling)));
    }
    case "longrope": {
      const { shortFactor, longFactor, originalLength, factor } = scaling;
      const divisors = sequenceLength > originalLength ? longFactor : shortFactor;
      const plain = plainFrequencies(theta, rotaryDim);
      const scale = factor ?? maxPositionEmbeddings / originalLength;
      return {
        invFreq: plain.map((frequency, i) => frequency / (divisors[i] ?? 1)),
        attentionFactor: scaling.attentionFactor ?? longropeAttentionFactor(scale, originalLength),
      };
    }
    case "proportional":
      return unscaled(proportionalFrequencies(theta, spec.headDim, scaling.partialRotaryFactor, scaling.factor));
    case "qwen-dynamic-ntk":
      return unscaled(plainFrequencies(qwenTheta(theta, rotaryDim, sequenceLength, scaling.seqLength), rotaryDim));
  }
}

/** theta_i that the model was pretrained with: plain, but for what all pairs were divided by in pretraining. */
export function pretrainedFrequencies(spec: RopeSpec): Float64Array {
  if (spec.scaling.type === "proportional") return frequencies(spec).invFreq;
  validateSpec(spec);
  return plainFrequencies(spec.theta, spec.rotaryDim).map((frequency) => frequency / spec.trainedFactor);
}

/** Number of frequency pairs of a spec. */
export function pairCount(spec: RopeSpec): number {
  return spec.scaling.type === "proportional" ? spec.headDim / 2 : spec.rotaryDim / 2;
}

/** Wavelength in tokens of an inverse frequency; Infinity for a pair that does not rotate. */
export function wavelength(invFreq: number): number {
  return (2 * Math.PI) / invFreq;
}

function unscaled(invFreq: Float64Array): Frequencies {
  return { invFreq, attentionFactor: 1 };
}
