/** What each serving framework does with a config: the facade of this layer. */

export { launchFlags } from "./flags/launch-flags.ts";
export { type LaunchAnswer, type LaunchRequest, noLaunch } from "./flags/request.ts";
export { shellWord } from "./flags/shell-word.ts";
export { predict } from "./predict.ts";
export type { Outcome, Prediction } from "./prediction.ts";
export { chooseRelease, parseRuntime, RUNTIMES, titleOf } from "./registry.ts";
export type { RuntimeChoice, RuntimeName, Source } from "./runtime.ts";
export { isRuntimeName, RUNTIME_NAMES } from "./runtime.ts";
export { type WrittenForm, writtenForm } from "./strategy-block.ts";
export { supportOf } from "./support.ts";
export type { TrainingEffect } from "./training/training.ts";
export { trainingEffects } from "./training/training.ts";
