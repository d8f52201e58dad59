/** SGLang: --json-model-override-args. */
import * as l10n from "@vscode/l10n";
import type { JsonObject } from "../../config/model.ts";
import { atLeast, below } from "../release.ts";
import type { Source } from "../runtime.ts";
import { type WrittenForm, writtenForm } from "../strategy-block.ts";
import { modelPath, modelPathNotes } from "./model-path.ts";
import { atPath, keysThatStay, multipliedWindowTooShort, overrideObstacle, shorterWindow } from "./overrides.ts";
import { type FlagsOf, type LaunchAnswer, type LaunchRequest, launch, noLaunch } from "./request.ts";
import { shellWord } from "./shell-word.ts";

const CONFIG = "python/sglang/srt/utils/hf_transformers/config.py";

const SOURCES = {
  /** Since 0.5.23 the block is merged with the file's. */
  merged: { file: CONFIG, lines: "405-424", release: "0.5.23", how: "ran" },
  /** Before, it replaced the file's whole, rope_theta included. */
  replaced: { file: CONFIG, lines: "get_config", release: "0.5.22", how: "ran" },
  original: { file: "python/sglang/srt/models/llama.py", lines: "329-334", release: "0.5.23", how: "ran" },
  window: {
    file: "python/sglang/srt/utils/hf_transformers/common.py",
    lines: "668-694",
    release: "0.5.23",
    how: "ran",
  },
  older: {
    file: "python/sglang/srt/hf_transformers_utils.py",
    lines: "get_config",
    release: "0.4.10.post2",
    how: "ran",
  },
} as const satisfies Readonly<Record<string, Source>>;

/** Run as an override; the others were run from a file alone. */
const TRIED: readonly WrittenForm[] = ["linear", "yarn", "longrope"];

export const sglangFlags: FlagsOf = (request) => {
  const obstacle = overrideObstacle(request);
  if (obstacle !== null) return noLaunch(obstacle);
  const { release } = request.runtime;
  if (atLeast(release, "0.5.10")) return current(request);
  return below(release, "0.5.0") ? older(request) : noLaunch(l10n.t("overrides were not tried on {0}", release));
};

function current(request: LaunchRequest): LaunchAnswer {
  const { block, theta, targetLength, model, rope, file, runtime } = request;
  const form = writtenForm(request.strategy);
  const whole: JsonObject = { ...(block ?? { rope_type: "default" }), rope_theta: theta };
  if (model.path !== "" && below(runtime.release, "0.5.18")) {
    return noLaunch(l10n.t("an override inside text_config was not tried before 0.5.18"));
  }
  // Within text_config the block is replaced in every release.
  const stay = model.path === "" && atLeast(runtime.release, "0.5.23") ? keysThatStay(request, whole) : [];
  if (stay.length > 0) {
    return noLaunch(
      l10n.t("the override is merged with the file's block, whose {0} would stay", stay.join(l10n.t(", "))),
      SOURCES.merged,
    );
  }
  if (file.originalLength !== null && file.originalLength !== rope.spec.pretrainedLength) {
    return noLaunch(
      l10n.t("the file's top-level original_max_position_embeddings {0} goes before the block's", file.originalLength),
      SOURCES.original,
    );
  }
  const keys: JsonObject = { rope_scaling: whole };
  // The window is multiplied by linear's factor, so that an extended one would be counted twice.
  if (form !== "linear") keys.max_position_embeddings = targetLength;
  const window = form === "linear" ? multipliedWindowTooShort(request) : shorterWindow(request);
  if (window !== null) return noLaunch(window, SOURCES.window);
  const tried = below(runtime.release, "0.5.23") ? SOURCES.replaced : SOURCES.merged;
  return serve(request, atPath(model.path, keys), { ...tried, how: TRIED.includes(form) ? "ran" : "read" });
}

/** 0.4.10 with transformers 4: rope_theta stands beside the block and is kept. */
function older(request: LaunchRequest): LaunchAnswer {
  const { block, model, strategy, runtime, targetLength } = request;
  if (model.path !== "") {
    return noLaunch(l10n.t("an override inside text_config raises AssertionError there"), SOURCES.older);
  }
  if (writtenForm(strategy) !== "yarn" || block === null) {
    return noLaunch(l10n.t("{0} was not tried as an override on {1}", strategy, runtime.release));
  }
  const stay = keysThatStay(request, block);
  if (stay.length > 0) {
    return noLaunch(
      l10n.t("an override was not tried beside the file's {0} on {1}", stay.join(l10n.t(", ")), runtime.release),
    );
  }
  const shorter = shorterWindow(request);
  if (shorter !== null) return noLaunch(shorter, SOURCES.window);
  return serve(request, { rope_scaling: block, max_position_embeddings: targetLength }, SOURCES.older);
}

function serve(request: LaunchRequest, keys: JsonObject, source: Source): LaunchAnswer {
  const overrides = shellWord(request.json(keys));
  const command = `python -m sglang.launch_server --model-path ${modelPath(request)} --context-length ${request.targetLength} --json-model-override-args ${overrides}`;
  return launch(command, source, modelPathNotes(request));
}
