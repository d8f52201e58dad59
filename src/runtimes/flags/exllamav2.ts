/** ExLlamaV2: the options that its own scripts share. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { writtenForm } from "../strategy-block.ts";
import { modelPath, modelPathNotes } from "./model-path.ts";
import { type FlagsOf, isScaled, launch, noLaunch, scaleOf } from "./request.ts";

const SOURCES = {
  options: { file: "exllamav2/model_init.py", lines: "17-19, 102-110", release: "0.3.2", how: "ran" },
  yarn: { file: "exllamav2/rope.py", lines: "90, 132", release: "0.3.2", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

const NOTE = "Every ExLlamaV2 script that loads a model takes these options.";

export const exllamaV2Flags: FlagsOf = (request) => {
  const form = writtenForm(request.strategy);
  switch (form) {
    case "none":
      return noLaunch(l10n.t("there is no scaling to give; only the window would be longer"));
    case "yarn":
      return noLaunch(l10n.t("-ry computes yarn's ramp from the extended length"), SOURCES.yarn);
    case "llama3":
    case "dynamic":
    case "longrope":
      return noLaunch(l10n.t("there is no option for {0}", form), SOURCES.options);
  }
  if (isScaled(request)) return noLaunch(l10n.t("the options come on top of the file's own scaling"), SOURCES.options);
  if (form === "theta" && request.rope.spec.rotaryDim !== request.rope.spec.headDim) {
    return noLaunch(l10n.t("-ra reckons with a whole head that rotates"), SOURCES.options);
  }
  // alpha is the scale: the base becomes base * alpha^(d/(d-2)), as ntk's does.
  const option = form === "linear" ? "-rs" : "-ra";
  const command = `python test_inference.py -m ${modelPath(request)} -l ${request.targetLength} ${option} ${scaleOf(request)}`;
  return launch(command, SOURCES.options, [NOTE, ...modelPathNotes(request)]);
};
