/** onnxruntime-genai: the rotation is part of the graph. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type FlagsOf, noLaunch } from "./request.ts";

const SOURCE: Source = {
  file: "onnxruntime_genai/models/builders/base.py",
  lines: "665-701",
  release: "0.18.0",
  how: "ran",
};

export const onnxruntimeGenaiFlags: FlagsOf = () =>
  noLaunch(l10n.t("the RoPE is built into the graph; nothing at run time changes it"), SOURCE);
