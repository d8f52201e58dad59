/** lmdeploy: --hf-overrides, merged key by key into the config, for the PyTorch engine and TurboMind. */
import * as l10n from "@vscode/l10n";
import type { JsonObject } from "../../config/model.ts";
import type { Source } from "../runtime.ts";
import { writtenForm } from "../strategy-block.ts";
import { modelPath, modelPathNotes } from "./model-path.ts";
import { keysThatStay, overrideObstacle } from "./overrides.ts";
import { type FlagsOf, type LaunchAnswer, type LaunchRequest, launch, noLaunch } from "./request.ts";
import { shellWord } from "./shell-word.ts";

const SOURCES = {
  pytorch: { file: "lmdeploy/pytorch/config.py", lines: "300-349", release: "0.18.0", how: "ran" },
  turbomind: { file: "lmdeploy/turbomind/converter.py", lines: "84-87, 253-255", release: "0.18.0", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

/** Transformers 4 would take the default rope_theta for it. */
const SPELLING = "With transformers 4 write rope_scaling in place of rope_parameters.";

export const lmdeployFlags: FlagsOf = (request) => serve(request, "pytorch");
export const turbomindFlags: FlagsOf = (request) => serve(request, "turbomind");

function serve(request: LaunchRequest, engine: "pytorch" | "turbomind"): LaunchAnswer {
  const { block, strategy, model, targetLength } = request;
  const form = writtenForm(strategy);
  const obstacle = overrideObstacle(request);
  if (obstacle !== null) return noLaunch(obstacle);
  if (block === null) return noLaunch(l10n.t("another rope_theta was not tried as an override"));
  if (model.path !== "") return noLaunch(l10n.t("an override inside text_config was not tried"));
  const stay = keysThatStay(request, block);
  if (stay.length > 0) {
    return noLaunch(
      l10n.t("the override is merged with the file's block, whose {0} would stay", stay.join(l10n.t(", "))),
      SOURCES[engine],
    );
  }
  // yarn and longrope take their lengths from the file; --session-len is the window of the others.
  const window: JsonObject = form === "yarn" || form === "longrope" ? { max_position_embeddings: targetLength } : {};
  const overrides = shellWord(request.json({ ...window, rope_parameters: block }));
  const command = `lmdeploy serve api_server ${modelPath(request)} --backend ${engine} --session-len ${targetLength} --hf-overrides ${overrides}`;
  return launch(command, SOURCES[engine], [...(model.dialect === "v4" ? [SPELLING] : []), ...modelPathNotes(request)]);
}
