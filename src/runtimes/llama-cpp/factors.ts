/** The tensors of factors that the converter makes of a block. */

import { perPair } from "../per-pair.ts";
import { divide, log, multiply, subtract, truncate } from "../python/arithmetic.ts";
import { assertionError, keyError, Raised, typeError, valueError } from "../python/raised.ts";
import {
  float,
  int,
  isDict,
  isList,
  numeric,
  type PyDict,
  type PyValue,
  str,
  truthy,
  typeName,
} from "../python/value.ts";
import type { LlamaCppModel } from "./models.ts";
import { find, fullBlock, globalHead, required, rotaryDims, shapeDims, shapeHead } from "./parameters.ts";

type Tensors = ReadonlyMap<string, readonly number[]>;

export interface Factors {
  readonly tensors: Tensors;
  /** Phi-3's rope.scaling.attn_factor; null: none is written. */
  readonly attentionFactor: number | null;
}

/** The converter divides by it the frequencies of pairs that do not rotate. */
export const UNROTATED = 1e30;

const NONE: Factors = { tensors: new Map(), attentionFactor: null };

export function factorsOf(hparams: PyDict, parameters: PyDict, model: LlamaCppModel): Factors {
  if (model.makes === undefined) return NONE;
  if (model.makes === "proportional") return proportional(hparams);
  if (model.makes !== "llama3") return lists(hparams, parameters, model.makes);
  const block = fullBlock(parameters);
  if (str(block.get("rope_type") ?? "").toLowerCase() !== "llama3") return NONE;
  const factors = llama3Factors(hparams, block, model.llama3Factor ?? 8);
  if (model.llama3Raises !== undefined) throw valueError(model.llama3Raises);
  return { ...NONE, tensors: new Map([["rope_freqs.weight", factors]]) };
}

/** What each frequency is divided by. */
function llama3Factors(hparams: PyDict, block: PyDict, byDefault: number): number[] {
  const dim = numeric(shapeHead(hparams)) ?? 0;
  const base = numeric(block.get("rope_theta") ?? float(10000)) ?? Number.NaN;
  const factor = block.get("factor") ?? float(byDefault);
  const low = block.get("low_freq_factor") ?? float(1);
  const high = block.get("high_freq_factor") ?? float(4);
  const length = block.get("original_max_position_embeddings") ?? int(8192);
  const [lowWavelength, highWavelength] = [divide(length, low).value, divide(length, high).value];
  const span = subtract(high, low).value;
  const scale = multiply(factor, float(1)).value;
  return perPair(Math.ceil(dim / 2), (i) => {
    const wavelength = 2 * Math.PI * base ** ((2 * i) / dim);
    if (wavelength < highWavelength) return 1;
    if (wavelength > lowWavelength) return scale;
    const smooth = ((numeric(length) ?? Number.NaN) / wavelength - (numeric(low) ?? Number.NaN)) / span;
    return 1 / ((1 - smooth) / scale + smooth);
  });
}

/** Gemma 4: a factor that leaves no rotation for the pairs beyond the rotated share. */
function proportional(hparams: PyDict): Factors {
  const parameters = required(hparams, "rope_parameters");
  const block = isDict(parameters) ? required(parameters, "full_attention") : null;
  if (!isDict(block)) throw typeError(`'${typeName(parameters)}' object is not subscriptable`);
  if (required(block, "rope_type") !== "proportional") throw assertionError();
  const head = globalHead(hparams);
  const rotated = truncate(divide(multiply(head, required(block, "partial_rotary_factor")), int(2)).value);
  const pairs = truncate(divide(head, int(2)).value);
  const factors = perPair(pairs, (pair) => (pair < rotated ? 1 : UNROTATED));
  return { ...NONE, tensors: new Map([["rope_freqs.weight", factors]]) };
}

/** Phi-3's and MiniCPM's lists; Phi-3 gets an attention factor from the lengths. */
function lists(hparams: PyDict, parameters: PyDict, makes: "phi3" | "minicpm"): Factors {
  const [long, short] = [parameters.get("long_factor"), parameters.get("short_factor")];
  const original = makes === "phi3" ? required(parameters, "original_max_position_embeddings") : null;
  if (!truthy(long) && (makes === "phi3" || !truthy(short))) return NONE;
  const attentionFactor = original === null ? null : phi3Factor(hparams, parameters, original);
  if (!isList(long) || !isList(short)) {
    throw keyError("Missing the required key rope_scaling.long_factor or rope_scaling_short_factor");
  }
  const dims = makes === "phi3" ? rotaryDims(hparams, parameters) : shapeDims(hparams);
  if (long.length !== short.length || long.length !== dims / 2) {
    const half = str(float(dims / 2));
    const counts = makes === "phi3" ? `. long_factors = ${long.length}, short_factors = ${short.length}.` : "";
    throw valueError(`The length of rope long and short factors must be ${half}${counts}`);
  }
  const numbers = (list: readonly PyValue[]): number[] => list.map((value) => numeric(value) ?? Number.NaN);
  const tensors = new Map([
    ["rope_factors_long.weight", numbers(long)],
    ["rope_factors_short.weight", numbers(short)],
  ]);
  return { tensors, attentionFactor };
}

function phi3Factor(hparams: PyDict, parameters: PyDict, original: PyValue): number {
  const scale = divide(find(hparams, ["n_positions", "max_position_embeddings"]) ?? undefined, original).value;
  const type = str(parameters.get("rope_type") ?? "").toLowerCase();
  if (type === "") throw keyError("Missing the required key rope_scaling.type");
  if (type === "su" || type === "longrope") {
    return scale > 1 ? Math.sqrt(1 + Math.log(scale) / log(original)) : 1;
  }
  if (type === "yarn") return scale > 1 ? 0.1 * Math.log(scale) + 1 : 1;
  throw new Raised("NotImplementedError", `The rope scaling type ${type} is not supported yet`);
}
