/** TensorRT-LLM, PyTorch backend: which strategies it runs as RoPE Lens writes them. */
import * as l10n from "@vscode/l10n";
import type { Source } from "../runtime.ts";
import { type Remark, triedSupport } from "../tried-support.ts";

const TYPES: Source = {
  file: "tensorrt_llm/_torch/attention_backend/interface.py",
  lines: "RopeParams.from_config",
  release: "1.2.0rc2",
  how: "read",
};

const QWEN: Source = {
  file: "tensorrt_llm/_torch/models/modeling_qwen.py",
  lines: "24-60",
  release: "1.2.0rc2",
  how: "read",
};

export const tensorrtLlmSupport = triedSupport({
  name: "tensorrt-llm",
  title: "TensorRT-LLM",
  windowOption: "--max_seq_len",
  ownFactor: true,
  formula: () => TYPES,
  caution: () => null,
  refusal: ({ form, type }): Remark | null => {
    if (type === "qwen2" && form !== "yarn") {
      return { note: l10n.t("raises {0}", `ValueError: Unsupported position embedding type: ${form}`), source: QWEN };
    }
    return form === "dynamic"
      ? { note: l10n.t("dynamic by factor changes nothing: only alpha is read"), source: TYPES }
      : null;
  },
});
