/** llama.cpp: the options of llama-server, llama-cli and the others, for a GGUF made from the file as it is. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { writtenForm } from "../strategy-block.ts";
import { type FlagsOf, isScaled, type LaunchAnswer, type LaunchRequest, launch, noLaunch, scaleOf } from "./request.ts";

const RELEASE = "0c1e57098";

const SOURCES = {
  options: { file: "common/arg.cpp", lines: "2334-2398", release: RELEASE, how: "read" },
  llama3: { file: "conversion/llama.py", lines: "298-326", release: RELEASE, how: "read" },
  truncate: { file: "ggml/src/ggml.c", lines: "4486", release: RELEASE, how: "read" },
} as const satisfies Readonly<Record<string, Source>>;

/** The architecture as a GGUF's keys begin, by model type. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  llama: "llama",
  mistral: "llama",
  qwen2: "qwen2",
  qwen3: "qwen3",
  qwen3_moe: "qwen3moe",
  olmo2: "olmo2",
};

const NOTES = ["Put the GGUF made from this checkpoint in place of MODEL.gguf; llama-cli takes the same options."];

export const llamaCppFlags: FlagsOf = (request) => {
  const { strategy, model, rope, targetLength, theta } = request;
  const form = writtenForm(strategy);
  switch (form) {
    case "none":
      return noLaunch(l10n.t("there is no scaling to give; only the window would be longer"));
    case "llama3":
      return noLaunch(l10n.t("llama3 is the rope_freqs tensor, which conversion writes from the file"), SOURCES.llama3);
    case "dynamic":
    case "longrope":
      return noLaunch(l10n.t("--rope-scaling takes none, linear and yarn, not {0}", form), SOURCES.options);
  }
  const architecture = ARCHITECTURES[model.modelType ?? ""];
  if (architecture === undefined || rope.layerType !== null) {
    return noLaunch(l10n.t("the options were not read for {0}", model.modelType ?? l10n.t("this model")));
  }
  if (isScaled(request)) {
    return noLaunch(l10n.t("the file has scaling of its own, which conversion writes into the GGUF"));
  }
  // Else the server caps every slot at the GGUF's own length; yarn raises it by itself.
  const longer = `--override-kv ${architecture}.context_length=int:${targetLength}`;
  if (form === "linear") return server(request, `--rope-scaling linear --rope-scale ${scaleOf(request)} ${longer}`);
  if (form === "theta") return server(request, `--rope-freq-base ${theta} ${longer}`);
  return yarn(request);
};

function yarn(request: LaunchRequest): LaunchAnswer {
  const { block, rope } = request;
  if (block?.truncate === false)
    return noLaunch(l10n.t("its ramp is always rounded: truncate false is not read"), SOURCES.truncate);
  const betas = (["beta_fast", "beta_slow"] as const).flatMap((key) => {
    const value = block?.[key];
    return typeof value === "number" ? [` --yarn-${key.replace("_", "-")} ${value}`] : [];
  });
  const options = `--rope-scaling yarn --rope-scale ${scaleOf(request)} --yarn-orig-ctx ${rope.spec.pretrainedLength}`;
  return server(request, options + betas.join(""));
}

function server({ targetLength }: LaunchRequest, options: string): LaunchAnswer {
  return launch(`llama-server -m MODEL.gguf -c ${targetLength} ${options}`, SOURCES.options, NOTES);
}
