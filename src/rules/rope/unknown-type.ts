/**
 * A scaling type that the frameworks do not have.
 * Source: measured: "ntk", "dynamic-ntk", "mrope", "su", "", "longrope " raise KeyError in every model constructor of transformers 4.43.4
 * to 5.24.0. vLLM 0.33.0 rotary_embedding/__init__.py 167-350: ntk is another formula there, unknown ones raise ValueError; its config.py
 * 609-665 renames su and mrope. SGLang 0.5.23 factory.py 438: ValueError for all of them.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../../config/model.ts";
import { LONGEST_NAME } from "../../config/recognise.ts";
import type { Fix } from "../diagnostic.ts";
import { BLOCK_TYPES, type BlockType, blockKeysOf, isBlockType } from "../key-documentation.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { isReadBlock, memberPointer } from "../support/blocks.ts";
import { replaceValue } from "../support/edits.ts";
import type { RopeBlock } from "../support/facts.ts";
import type { LastingEffects } from "../support/in-force.ts";
import { nearMiss } from "../support/near-miss.ts";
import { listed, quoted } from "../support/wording.ts";

export const unknownType: Rule = {
  code: "rope/unknown-type",
  title: "A scaling type that the framework does not have",
  severity: "error",
  stage: "structure",
  check: (snapshot, context) =>
    context.facts.blocks
      .filter((block) => isReadBlock(context.facts, block))
      .flatMap((block) => blockFindings(snapshot, context, block)),
};

/** Names that papers and tools use, and what transformers calls the same or the nearest thing. */
const RENAMED: ReadonlyMap<string, BlockType> = new Map([
  ["su", "longrope"],
  ["dynamic-ntk", "dynamic"],
  ["dynamic_ntk", "dynamic"],
  ["dynamic ntk", "dynamic"],
  ["ntk_dynamic", "dynamic"],
  ["ntk-dynamic", "dynamic"],
  ["dynamicntk", "dynamic"],
  ["pi", "linear"],
  ["interpolation", "linear"],
  ["position_interpolation", "linear"],
  ["llama3.1", "llama3"],
  ["llama31", "llama3"],
  ["llama-3", "llama3"],
  ["llama_3", "llama3"],
  ["none", "default"],
]);

/** Types that one framework or model family has of its own, with what it does elsewhere. */
const OF_ONE_FRAMEWORK: ReadonlySet<string> = new Set([
  "deepseek_yarn",
  "telechat3-yarn",
  "mllama4",
  "bailing_mrope",
  "openpangu",
  "xdrope",
  "axial",
  "ernie_3d",
]);

/** Model types whose own config class turns mrope into default; they are multimodal. */
const MULTIMODAL = /vl|omni|vision|audio|video|paddleocr|glm.*(v|ocr)|ernie|keye|isaac|cosmos|image/i;

function blockFindings(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): Finding[] {
  const { type, typeKey } = block;
  if (!context.facts.language) return [];
  if (type === null || typeKey === null || isBlockType(type)) return [];
  if (OF_ONE_FRAMEWORK.has(type) && !context.facts.native) return [];
  const { facts } = context;
  const multimodal =
    facts.path !== "" || facts.modelType === null || MULTIMODAL.test(facts.modelType.slice(0, LONGEST_NAME));
  if (type === "mrope" && (facts.native && facts.rules !== null ? facts.rules.readsMrope : multimodal)) return [];
  // Phi-3's own code in transformers 4 and in the model's repository knows su; rope/refused-type says what transformers 5 does.
  if (type === "su" && facts.modelType === "phi3") return [];
  const verdict = context.inForce.judge(effectsOf(type));
  const fixes = fixesOf(snapshot, block, type, typeKey);
  return [
    {
      pointer: memberPointer(block, typeKey),
      // A class or code of the file's own may well know the type, but not a slip of the pen.
      severity: !facts.native && !context.inForce.chosen && fixes.length === 0 ? "info" : verdict.severity,
      runtimes: verdict.runtimes,
      message: (facts.native
        ? l10n.t(
            "{0} is no scaling type of transformers ({1}): the model's constructor raises KeyError {0}. {2}",
            quoted(type),
            listed(STOCK, "or"),
            elsewhere(type),
          )
        : l10n.t(
            "{0} is no scaling type of transformers' own classes ({1}), which raise KeyError {0}: only code that comes with the model can know it. {2}",
            quoted(type),
            listed(STOCK, "or"),
            elsewhere(type),
          )
      ).trim(),
      fixes,
    },
  ];
}

const STOCK = ["default", "linear", "dynamic", "yarn", "longrope", "llama3"];

/** Types that vLLM has, by that or another name. */
const KNOWN_TO_VLLM: ReadonlySet<string> = new Set(["su", "mrope", "deepseek_yarn", "ntk"]);

function effectsOf(type: string): LastingEffects {
  return [
    { runtime: "transformers", outcome: "raises" },
    ...(KNOWN_TO_VLLM.has(type) ? [] : ([{ runtime: "vllm", outcome: "raises" }] as const)),
    ...(type === "deepseek_yarn" ? [] : ([{ runtime: "sglang", outcome: "raises" }] as const)),
  ];
}

function elsewhere(type: string): string {
  if (type === "ntk") {
    return l10n.t(
      "vLLM has a type of that name, with another formula; NTK-aware scaling is written as a larger rope_theta without a block.",
    );
  }
  if (type === "su") return l10n.t('vLLM reads it as "longrope", SGLang raises ValueError.');
  if (type === "mrope") return l10n.t("Only the multimodal Qwen classes turn it into default.");
  return "";
}

function fixesOf(snapshot: ConfigSnapshot, block: RopeBlock, type: string, typeKey: string): Fix[] {
  const trimmed = type.trim().replace(/[-_ ]?(?:rope|scaling|scaled)$/i, "");
  const known = isBlockType(trimmed) ? trimmed : nearMiss(trimmed, BLOCK_TYPES);
  const meant = RENAMED.get(trimmed.toLowerCase()) ?? known;
  if (!isBlockType(meant)) return [];
  return [
    {
      title: l10n.t('Change to "{0}"', meant),
      edits: replaceValue(snapshot, memberPointer(block, typeKey), JSON.stringify(meant)),
      preferred: fits(block, meant),
    },
  ];
}

/** Under a type whose keys are not there, or that has not its keys, the block would be wrong all the same. */
function fits({ value }: RopeBlock, type: BlockType): boolean {
  const { keys, required } = blockKeysOf(type);
  return required.every((key) => key in value) && Object.keys(value).every((key) => keys.includes(key));
}
