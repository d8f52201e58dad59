/** What vLLM's Qwen2 and Qwen3 files say to sliding windows in some of the layers (qwen2.py, Qwen2Model). */
import { assertionError, valueError } from "../python/raised.ts";
import { int, numeric, str, truthy } from "../python/value.ts";
import { atLeast } from "../release.ts";
import type { ServedModel } from "../serving/models.ts";
import { type Attributes, names } from "../transformers/attributes.ts";

const FILES = new Set(["qwen2", "qwen3"]);

/** Defaults of the configuration classes. */
const WINDOW = 4096;
const MAX_WINDOW_LAYERS = 28;

/** Raises where some layers slide and others do not, unless max_window_layers counts all of them; before 0.11 where any slides. */
export function refuseMixedWindows(attributes: Attributes, { file }: ServedModel, release: string): void {
  if (!FILES.has(file ?? "")) return;
  const most = attributes.get("max_window_layers") ?? int(MAX_WINDOW_LAYERS);
  const layers = attributes.get("num_hidden_layers");
  const window = attributes.get("sliding_window");
  const slides = truthy(attributes.get("use_sliding_window")) && window !== null;
  const words = `Sliding window for some but all layers is not supported. This model uses sliding window but \`max_window_layers\` = ${str(most)} is less than \`num_hidden_layers\` = ${str(layers)}. Please open an issue to discuss this feature.`;
  if (!atLeast(release, "0.11.0")) {
    if (slides && numeric(window ?? int(WINDOW)) !== null) throw valueError(words);
    return;
  }
  const given = names(attributes.file.get("layer_types"));
  const [from, count] = [numeric(most) ?? 0, numeric(layers) ?? 0];
  const mixed = given === null ? slides && 0 < from && from < count : new Set(given).size > 1;
  if (mixed && from !== count) throw assertionError(words);
}
