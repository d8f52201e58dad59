/** Text Generation Inference: its launcher scales by dynamic NTK alone. */
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
  if (form === "none") return noLaunch("there is no scaling to give; only the window would be longer");
  if (form !== "dynamic") {
    const what = form === "theta" ? "no rope_theta" : `not ${form}`;
    return noLaunch(`--rope-scaling takes linear, which changes nothing, and dynamic; ${what}`, SOURCES.options);
  }
  const window = file.windows.max_position_embeddings ?? null;
  const { pretrainedLength } = rope.spec;
  if (window !== pretrainedLength) {
    return noLaunch(
      `scaling begins above the file's max_position_embeddings, which is ${window ?? "missing"} and not the pretrained ${pretrainedLength}`,
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
