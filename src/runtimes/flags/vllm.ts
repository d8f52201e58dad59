/** vLLM: --hf-overrides, which replaces config keys before the model is built. */
import * as l10n from "@vscode/l10n";
import type { JsonObject } from "../../config/model.ts";
import { atLeast, below } from "../release.ts";
import type { Source } from "../runtime.ts";
import { type WrittenForm, writtenForm } from "../strategy-block.ts";
import { modelPath, modelPathNotes } from "./model-path.ts";
import { atPath, keysThatStay, multipliedWindowTooShort, overrideObstacle, shorterWindow } from "./overrides.ts";
import { type FlagsOf, isScaled, type LaunchAnswer, type LaunchRequest, launch, noLaunch } from "./request.ts";
import { shellWord } from "./shell-word.ts";

const CONFIG = "vllm/config/model.py";

const SOURCES = {
  /** A block among the overrides replaces the file's whole block, its rope_theta included. */
  replaced: { file: CONFIG, lines: "555-570, 690-692", release: "0.33.0", how: "ran" },
  older: { file: "vllm/transformers_utils/config.py", lines: "get_config", release: "0.11.0", how: "ran" },
  derived: { file: CONFIG, lines: "2545-2684", release: "0.33.0", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Run as an override; the others were run from a file alone. */
const TRIED: readonly WrittenForm[] = ["linear", "yarn", "longrope"];

export const vllmFlags: FlagsOf = (request) => {
  const obstacle = overrideObstacle(request);
  if (obstacle !== null) return noLaunch(obstacle);
  const { release } = request.runtime;
  if (atLeast(release, "0.13.0")) return current(request);
  if (below(release, "0.11.1")) return older(request);
  return noLaunch(l10n.t("overrides were not tried on {0}", release));
};

function current(request: LaunchRequest): LaunchAnswer {
  const { block, theta, targetLength, model } = request;
  const form = writtenForm(request.strategy);
  const whole: JsonObject = { ...(block ?? { rope_type: "default" }), rope_theta: theta };
  const keys: JsonObject = { rope_parameters: whole };
  // vLLM multiplies the window by linear's factor, so that an extended one would be counted twice.
  if (form !== "linear") keys.max_position_embeddings = targetLength;
  const window = form === "linear" ? multipliedWindowTooShort(request) : shorterWindow(request);
  if (window !== null) return noLaunch(window, SOURCES.derived);
  return serve(request, atPath(model.path, keys), {
    ...SOURCES.replaced,
    how: TRIED.includes(form) ? "ran" : "read",
  });
}

/** Up to 0.11.0 with transformers 4: the block is rope_scaling, and rope_theta stands beside it. */
function older(request: LaunchRequest): LaunchAnswer {
  const { block, theta, targetLength, model, strategy, runtime } = request;
  const form = writtenForm(strategy);
  if (model.path !== "") {
    return noLaunch(l10n.t("an override inside text_config raises AssertionError up to 0.11.0"), SOURCES.older);
  }
  if (form === "yarn" && block !== null) {
    const stay = keysThatStay(request, block);
    if (stay.length > 0) {
      return noLaunch(
        l10n.t("an override was not tried beside the file's {0} on {1}", stay.join(l10n.t(", ")), runtime.release),
      );
    }
    return serve(request, { rope_scaling: block }, SOURCES.older);
  }
  if (form === "theta" && !isScaled(request)) {
    const shorter = shorterWindow(request);
    if (shorter !== null) return noLaunch(shorter, SOURCES.derived);
    return serve(request, { rope_theta: theta, max_position_embeddings: targetLength }, SOURCES.older);
  }
  return noLaunch(l10n.t("{0} was not tried as an override on {1}", strategy, runtime.release));
}

function serve(request: LaunchRequest, keys: JsonObject, source: Source): LaunchAnswer {
  const overrides = shellWord(request.json(keys));
  const command = `vllm serve ${modelPath(request)} --max-model-len ${request.targetLength} --hf-overrides ${overrides}`;
  return launch(command, source, modelPathNotes(request));
}
