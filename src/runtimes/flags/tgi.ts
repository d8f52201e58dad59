/** Text Generation Inference: its launcher scales by dynamic NTK alone. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { writtenForm } from "../strategy-block.ts";
import { modelPath, modelPathNotes } from "./model-path.ts";
import { type FlagsOf, launch, noLaunch, scaleOf } from "./request.ts";

const SOURCES = {
  options: { file: "launcher/src/main.rs", lines: "533", release: "3.3.7", how: "read" },
  dynamic: { file: "server/text_generation_server/layers/rotary.py", lines: "82-203", release: "3.3.7", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

export const tgiFlags: FlagsOf = (request) => {
  const { targetLength, rope, file } = request;
  const form = writtenForm(request.strategy);
  if (form === "none") return noLaunch(l10n.t("there is no scaling to give; only the window would be longer"));
  if (form !== "dynamic") {
    const what = form === "theta" ? l10n.t("no rope_theta") : l10n.t("not {0}", form);
    return noLaunch(
      l10n.t("--rope-scaling takes linear, which changes nothing, and dynamic; {0}", what),
      SOURCES.options,
    );
  }
  const window = file.windows.max_position_embeddings ?? null;
  const { pretrainedLength } = rope.spec;
  if (window !== pretrainedLength) {
    return noLaunch(
      l10n.t(
        "scaling begins above the file's max_position_embeddings, which is {0} and not the pretrained {1}",
        window ?? l10n.t("missing"),
        pretrainedLength,
      ),
      SOURCES.dynamic,
    );
  }
  const command = [
    `text-generation-launcher --model-id ${modelPath(request)}`,
    `--rope-scaling dynamic --rope-factor ${scaleOf(request)}`,
    `--max-input-tokens ${targetLength - 1} --max-total-tokens ${targetLength}`,
  ].join(" ");
  return launch(command, SOURCES.dynamic, modelPathNotes(request));
};
