/** SGLang's model files, as `npm run oracle` has read them. */
import recorded from "../data/sglang-models.json" with { type: "json" };
import { servedModels } from "../serving/models.ts";

export const SGLANG_MODELS = servedModels(recorded);
