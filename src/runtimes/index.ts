/** What each serving framework does with a config: the facade of this layer. */
export { chooseRelease, parseRuntime, RUNTIMES } from "./registry.ts";
export type { Runtime, RuntimeChoice, RuntimeName, Source, Support, SupportState } from "./runtime.ts";
export { isRuntimeName, RUNTIME_NAMES } from "./runtime.ts";
export { supportOf } from "./support.ts";
