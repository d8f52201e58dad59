/** lmdeploy's two engines: which strategies they run as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type Remark, triedSupport } from "../tried-support.ts";

const SOURCES = {
  pytorch: { file: "lmdeploy/pytorch/nn/rotary_embedding.py", lines: "147-177", release: "0.18.0", how: "ran" },
  turbomind: { file: "lmdeploy/turbomind/models/utils.py", lines: "77-168", release: "0.18.0", how: "ran" },
  turbomindRamp: { file: "lmdeploy/turbomind/models/utils.py", lines: "171-177", release: "0.18.0", how: "ran" },
} as const satisfies Readonly<Record<string, Source>>;

function growing(source: Source): Remark {
  return { note: l10n.t("frequencies follow the running length"), source };
}

export const lmdeploySupport = triedSupport({
  name: "lmdeploy",
  title: "lmdeploy",
  windowOption: "--session-len",
  ownFactor: true,
  formula: () => SOURCES.pytorch,
  caution: ({ form }) => (form === "dynamic" ? growing(SOURCES.pytorch) : null),
  refusal: () => null,
});

export const turbomindSupport = triedSupport({
  name: "lmdeploy-turbomind",
  title: "lmdeploy TurboMind",
  windowOption: "--session-len",
  ownFactor: false,
  formula: () => SOURCES.turbomind,
  caution: ({ form }) => (form === "dynamic" ? growing(SOURCES.turbomind) : null),
  refusal: ({ form }): Remark | null => {
    if (form === "yarn") {
      return { note: l10n.t("computes yarn's ramp from the extended length"), source: SOURCES.turbomindRamp };
    }
    return form === "longrope"
      ? { note: l10n.t("raises {0}", "RuntimeError: Unsupported rope type: longrope"), source: SOURCES.turbomind }
      : null;
  },
});
