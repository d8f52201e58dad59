/** Multimodal rotation that splits its pairs into time, height and width, and fails where they do not add up. */
import { keyError, Raised, typeError } from "../python/raised.ts";
import { isDict, isList, numeric, type PyDict, type PyValue } from "../python/value.ts";

/** transformers 4: the attention layer looks the sections up in the block. */
const SPLITS_V4 = new Set([
  "glm4v_text",
  "glm4v_moe_text",
  "qwen2_vl",
  "qwen2_vl_text",
  "qwen2_5_vl",
  "qwen2_5_vl_text",
  "qwen2_5_omni_text",
]);

/** transformers 5: the rotary module does, with these by default. */
const SPLITS_V5: Readonly<Record<string, readonly number[]>> = {
  glm4v_text: [8, 12, 12],
  glm4v_moe_text: [8, 12, 12],
  glm_image_text: [8, 12, 12],
  glm_ocr_text: [8, 12, 12],
  paddleocr_vl_text: [16, 24, 24],
  qwen2_vl_text: [16, 24, 24],
  qwen2_5_vl_text: [16, 24, 24],
  qwen2_5_omni_text: [16, 24, 24],
  ernie4_5_vl_moe_text: [22, 22, 20],
};

export function checkSectionsV4(modelType: string, block: PyValue | undefined, pairs: number): void {
  if (!SPLITS_V4.has(modelType)) return;
  if (!isDict(block)) throw typeError("'NoneType' object is not subscriptable");
  const sections = block.get("mrope_section");
  if (sections === undefined) throw keyError("mrope_section");
  const sizes = sizesOf(sections);
  check([...sizes, ...sizes], 2 * pairs);
}

export function checkSectionsV5(modelType: string, block: PyDict, pairs: number): void {
  const byDefault = Object.hasOwn(SPLITS_V5, modelType) ? SPLITS_V5[modelType] : undefined;
  if (byDefault === undefined) return;
  const given = block.get("mrope_section");
  check(given === undefined ? byDefault : sizesOf(given), pairs);
}

function sizesOf(sections: PyValue): number[] {
  if (!isList(sections)) throw typeError("split(): argument 'split_size' must be a list of ints");
  return sections.map((section) => numeric(section) ?? Number.NaN);
}

function check(sizes: readonly number[], width: number): void {
  if (sizes.reduce((sum, size) => sum + size, 0) === width) return;
  throw new Raised(
    "RuntimeError",
    `split_with_sizes expects split_sizes to sum exactly to ${width} (input tensor's size at dimension -1), but got split_sizes=[${sizes.join(", ")}]`,
  );
}
