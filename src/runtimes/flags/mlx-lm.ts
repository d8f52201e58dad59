/** mlx-lm: config keys can be replaced from Python, not from its commands. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type FlagsOf, noLaunch } from "./request.ts";

const SOURCE: Source = { file: "mlx_lm/utils.py", lines: "446, 651", release: "0.32.2", how: "read" };

export const mlxLmFlags: FlagsOf = () =>
  noLaunch(
    l10n.t(
      "its commands take no RoPE options; in Python, mlx_lm.load(path, model_config={...}) replaces keys of the file",
    ),
    SOURCE,
  );
