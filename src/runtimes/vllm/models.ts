/** vLLM's model files, as `npm run oracle` has read them. */
import recorded from "../data/vllm-models.json" with { type: "json" };
import { servedModels } from "../serving/models.ts";

export const VLLM_MODELS = servedModels(recorded);
