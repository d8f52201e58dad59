/** Readers of option values. They throw commander's own error, which becomes one line on standard error. */
import { InvalidArgumentError, Option } from "commander";
import { oneLine } from "../../advice/printable.ts";
import { STRATEGY_IDS, type StrategyId } from "../../rope/index.ts";
import { parseRuntime, RUNTIMES } from "../../runtimes/index.ts";

/** Above this, L' positions of a pair are no longer told apart by a double. */
const LONGEST = Number.MAX_SAFE_INTEGER;

export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= LONGEST)) {
      throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
    }
    return value;
  };
}

export function positiveNumber(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!(Number.isFinite(value) && value > 0)) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}

function strategyId(text: string): StrategyId {
  const id = STRATEGY_IDS.find((candidate) => candidate === text);
  if (id === undefined) throw new InvalidArgumentError(`The strategies are ${STRATEGY_IDS.join(", ")}.`);
  return id;
}

export function strategyIds(text: string): StrategyId[] {
  return text.split(",").map((part) => strategyId(part.trim()));
}

/** "vllm" or "vllm@0.30.0", as it was typed. */
export function runtimeName(text: string): string {
  if (parseRuntime(text) === null) {
    throw new InvalidArgumentError(`The runtimes are ${RUNTIMES.map(({ name }) => name).join(", ")}.`);
  }
  return oneLine(text).toLowerCase();
}

function runtimeNames(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, runtimeName(text)];
}

export const targetLengthOption = () =>
  new Option("-t, --target-length <tokens>", "the window that is wanted")
    .argParser(wholeNumber(1))
    .makeOptionMandatory();

export const pretrainedLengthOption = () =>
  new Option("--pretrained-length <tokens>", "the window that the model was trained on")
    .argParser(wholeNumber(1))
    .default(null, "that of rope-lens.config.json, the file, or its known checkpoint");

/** @param otherwise what holds where none is named */
export const runtimeOption = (description: string, otherwise: string) =>
  new Option("-r, --runtime <name[@release]>", `${description}; may be repeated`)
    .argParser(runtimeNames)
    .default([], otherwise);

/** An option of a few words, the first of which is the default. */
export function oneOf(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description).choices(words).default(words[0]);
}

export const strategyOption = () =>
  new Option("-s, --strategy <id>", "how to extend").choices(STRATEGY_IDS).makeOptionMandatory();
