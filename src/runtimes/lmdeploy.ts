/** lmdeploy: the PyTorch engine and TurboMind. */
import { refuses, runs, type Source, type SupportOf, unknown } from "./runtime.ts";
import { writtenForm } from "./strategy-block.ts";

const SOURCES = {
  pytorch: { file: "lmdeploy/pytorch/nn/rotary_embedding.py", lines: "147-177", release: "0.18.0", how: "ran" },
  turbomind: { file: "lmdeploy/turbomind/models/utils.py", lines: "53-187", release: "0.18.0", how: "ran" },
  turbomindRamp: { file: "lmdeploy/turbomind/models/utils.py", lines: "176", release: "0.18.0", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Model types whose handling of the block was read or run. */
const READ_TYPES = new Set(["llama", "mistral", "qwen2"]);

export const lmdeploySupport: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (!READ_TYPES.has(type)) return unknown(`lmdeploy's ${type || "model"} was not read`);
  switch (form) {
    case "none":
      return runs("runs as it is", SOURCES.pytorch);
    case "theta":
      return runs("reads the changed theta", SOURCES.pytorch);
    case "linear":
    case "yarn":
    case "llama3":
      return runs(`runs ${form} as written`, SOURCES.pytorch);
    case "longrope":
      return runs("reads the per-pair factors and sets the attention factor itself", SOURCES.pytorch);
    case "dynamic":
      return unknown("its formula for dynamic was not read");
  }
};

export const turbomindSupport: SupportOf = (strategy, model) => {
  const form = writtenForm(strategy);
  const type = model.modelType ?? "";
  if (!READ_TYPES.has(type)) return unknown(`lmdeploy's ${type || "model"} was not read`);
  switch (form) {
    case "none":
      return runs("runs as it is", SOURCES.turbomind);
    case "theta":
      return runs("reads the changed theta", SOURCES.turbomind);
    case "linear":
    case "llama3":
      return runs(`runs ${form} as written`, SOURCES.turbomind);
    case "yarn":
      return refuses("computes yarn's ramp from the extended length", SOURCES.turbomindRamp);
    case "longrope":
      return refuses("raises RuntimeError: Unsupported rope type: longrope", SOURCES.turbomind);
    case "dynamic":
      return unknown("its formula for dynamic was not read");
  }
};
