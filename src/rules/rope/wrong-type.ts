/**
 * A RoPE key holds a value of the wrong JSON type.
 * Source: measured on transformers 4.43.4 to 5.24.0: factor, beta_fast, beta_slow, low_freq_factor, high_freq_factor, attention_factor,
 * original_max_position_embeddings and rope_theta as strings raise TypeError; factor null raises but for yarn; rope_scaling as a string,
 * list or number raises AttributeError or StrictDataclassFieldValidationError. vLLM 0.33.0 and SGLang 0.5.23: TypeError as well.
 */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot, JsonValue } from "../../config/model.ts";
import { isObject } from "../../config/plain-value.ts";
import type { Fix, Severity } from "../diagnostic.ts";
import type { Finding, Rule, RuleContext } from "../rule.ts";
import { blockType, memberPointer } from "../support/blocks.ts";
import { replaceValue, splitPointer } from "../support/edits.ts";
import { type RopeBlock, valueAt } from "../support/facts.ts";
import type { Effect } from "../support/in-force.ts";
import { blockErrors, configErrors, type SchemaFinding } from "../support/schema-errors.ts";
import { described, named } from "../support/wording.ts";

export const wrongType: Rule = {
  code: "rope/wrong-type",
  title: "A RoPE key holds a value of the wrong type",
  severity: "error",
  stage: "structure",
  check(snapshot, context) {
    const { facts } = context;
    const beside = configErrors(facts)
      .filter((error) => error.keyword === "type" && isRopeKey(splitPointer(error.pointer).key))
      .map((error) => describe(snapshot, context, error, null));
    const inside = facts.blocks.flatMap((block) => blockFindings(snapshot, context, block));
    return [...beside, ...inside, ...layerFindings(context)].filter((finding) => finding !== null);
  },
};

/** What stands under a layer type and is no block: transformers 5 takes it apart as one. */
function layerFindings({ facts, inForce }: RuleContext): Finding[] {
  const { rope_parameters: blocks } = facts.object;
  const layers = facts.rules?.layers ?? null;
  if (layers === null || !facts.native || !isObject(blocks)) return [];
  return Object.entries(blocks).flatMap(([name, value]) => {
    const verdict = inForce.judge([{ runtime: "transformers", from: "5.0.0", outcome: "raises" }]);
    if (!(name in layers) || value === null || isObject(value)) return [];
    return [
      {
        pointer: `${facts.pointer("rope_parameters")}/${name}`,
        severity: verdict.severity,
        runtimes: verdict.runtimes,
        message: l10n.t(
          '"{0}" is {1}: the block of these layers is expected, an object. transformers 5 raises AttributeError when it loads the file.',
          name,
          described(value),
        ),
      },
    ];
  });
}

const ROPE_KEYS: ReadonlySet<string> = new Set([
  "rope_theta",
  "rope_scaling",
  "rope_parameters",
  "rope_local_base_freq",
  "global_rope_theta",
  "local_rope_theta",
  "rotary_emb_base",
  "rotary_pct",
  "rotary_dim",
  "partial_rotary_factor",
  "original_max_position_embeddings",
  "rope_ratio",
  "qk_rope_head_dim",
]);

function isRopeKey(key: string): boolean {
  return ROPE_KEYS.has(key);
}

function blockFindings(snapshot: ConfigSnapshot, context: RuleContext, block: RopeBlock): (Finding | null)[] {
  const findings = new Map<string, Finding | null>();
  const named = typeof block.value.rope_type === "string";
  // A type that is no string has no schema. Beside one that is, it is for rope/type-conflict.
  for (const key of named ? [] : ["rope_type", "type"]) {
    const value = block.value[key];
    const pointer = memberPointer(block, key);
    if (value === undefined || typeof value === "string") continue;
    findings.set(pointer, describe(snapshot, context, { pointer, keyword: "type", params: {} }, block));
  }
  for (const error of blockErrors(block)) {
    if (error.keyword !== "type" || (named && error.pointer === memberPointer(block, "type"))) continue;
    // A list with a hundred bad entries is one finding, at the first of them.
    const inList = /^(.*\/(?:short_factor|long_factor|mrope_section))\/\d+$/.exec(error.pointer)?.[1];
    if (!findings.has(inList ?? error.pointer)) {
      findings.set(inList ?? error.pointer, describe(snapshot, context, error, block));
    }
  }
  return [...findings.values()];
}

function describe(
  snapshot: ConfigSnapshot,
  context: RuleContext,
  { pointer }: SchemaFinding,
  block: RopeBlock | null,
): Finding | null {
  const value = valueAt(context.facts.root, pointer);
  const { parent, key } = splitPointer(pointer);
  if (value === undefined || (isTolerated(value) && key !== "rope_type" && key !== "type")) return null;
  // A fraction where an integer belongs: shape/float-where-integer.
  if (typeof value === "number" && (key === "qk_rope_head_dim" || key === "rotary_dim")) return null;
  const list = /\/(short_factor|long_factor|mrope_section)$/.exec(parent)?.[1];
  const name = list ?? key;
  const { severity: usual, words } = consequence(name, value, list !== undefined, block);
  const severity = usual === "error" ? severityHere(context, name) : usual;
  const number = typeof value === "string" ? numberIn(value) : null;
  return {
    pointer,
    severity,
    message:
      list === undefined
        ? l10n.t('"{0}" is {1}: {2}', named(name), described(value), words)
        : l10n.t('"{0}" has an entry that is {1}: {2}', named(name), described(value), words),
    fixes: fixesOf(snapshot, context, list === undefined ? null : parent, pointer, number),
  };
}

/** Of a list all entries in quotes, since one of them seldom stands alone. */
function fixesOf(
  snapshot: ConfigSnapshot,
  { facts }: RuleContext,
  list: string | null,
  pointer: string,
  number: string | null,
): Fix[] {
  if (number === null) return [];
  const entries = list === null ? undefined : valueAt(facts.root, list);
  const quotedOnes = Array.isArray(entries)
    ? entries.flatMap((entry, i) => {
        const own = typeof entry === "string" ? numberIn(entry) : null;
        return own === null ? [] : [{ pointer: `${list}/${i}`, text: own }];
      })
    : [];
  if (quotedOnes.length > 1) {
    return [
      {
        title: l10n.t("Write the {0} numbers without quotes", quotedOnes.length),
        edits: quotedOnes.flatMap((entry) => replaceValue(snapshot, entry.pointer, entry.text)),
        preferred: true,
      },
    ];
  }
  return [
    {
      title: l10n.t("Write {0} without quotes", number),
      edits: replaceValue(snapshot, pointer, number),
      preferred: true,
    },
  ];
}

/** Every framework computes with these values, so an error everywhere but in the releases of transformers that were seen to take them. */
function severityHere({ facts, inForce }: RuleContext, name: string): Severity {
  const taken = TAKEN.find(({ keys, type }) => keys.includes(name) && (type === undefined || type === facts.modelType));
  if (taken === undefined || !inForce.choices.every(({ name: runtime }) => runtime === "transformers")) return "error";
  const raising: Effect = { runtime: "transformers", outcome: "raises" };
  const effects = [
    ...(taken.from === undefined ? [] : [{ ...raising, before: taken.from }]),
    { ...raising, from: taken.before },
  ];
  return inForce.judge(effects)?.severity === "info" ? "info" : "error";
}

/** Releases of transformers that take strings under these keys, measured: deepseek_v3 made floats of them from 4.52 to 5.0. */
const TAKEN: readonly { keys: readonly string[]; type?: string; from?: string; before: string }[] = [
  { keys: ["original_max_position_embeddings"], before: "4.51.3" },
  { keys: ["rope_parameters"], before: "5.0.0" },
  { keys: ["factor", "beta_fast", "beta_slow"], type: "deepseek_v3", from: "4.52.4", before: "5.24.0" },
];

/** NaN and Infinity have a rule of their own; false in place of a block counts as none; {"__float__": ...} is how transformers 5 writes Infinity. */
function isTolerated(value: JsonValue): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  if (isObject(value)) return "__float__" in value;
  return false;
}

function consequence(
  key: string,
  value: JsonValue,
  inList: boolean,
  block: RopeBlock | null,
): { severity: Severity; words: string } {
  if (key === "rope_scaling" || key === "rope_parameters") {
    return isEmptyish(value)
      ? {
          severity: "warning",
          words: l10n.t("transformers 4 raises; transformers 5 takes it as absent, so nothing is scaled."),
        }
      : {
          severity: "error",
          words: l10n.t("an object or null is expected. transformers raises when it loads the file."),
        };
  }
  if (key === "rope_type" || key === "type") {
    return {
      severity: "error",
      words: l10n.t(
        "the name of a scaling type is expected. transformers raises when it loads the file or builds the model.",
      ),
    };
  }
  if (key === "truncate" || key === "mrope_interleaved" || key === "finetuned") {
    return {
      severity: "warning",
      words: l10n.t("true or false is expected. Python takes this value as {0}.", truth(value)),
    };
  }
  if ((key === "short_factor" || key === "long_factor") && !inList) {
    return {
      severity: "error",
      words: l10n.t("a list with one number per frequency pair is expected. transformers raises TypeError at len()."),
    };
  }
  if (key === "mrope_section") {
    return {
      severity: "error",
      words: l10n.t("a list of three integers is expected. The first forward pass of transformers raises."),
    };
  }
  if (typeof value === "boolean") {
    return {
      severity: "warning",
      words: l10n.t("a number is expected. Python computes with it as {0}.", value ? 1 : 0),
    };
  }
  if (inList)
    return {
      severity: "error",
      words: l10n.t("numbers are expected. torch raises when it makes a tensor of the list."),
    };
  if (key === "factor" && value === null && block !== null && blockType(block) === "yarn") {
    return {
      severity: "warning",
      words: l10n.t(
        "a number is expected. transformers 5.24 takes the ratio of max_position_embeddings to the original length instead, 4.56 and 4.57 raise TypeError.",
      ),
    };
  }
  return {
    severity: "error",
    words: l10n.t(
      "a number is expected. transformers raises TypeError when it computes the frequencies with it, and so do vLLM and SGLang.",
    ),
  };
}

function isEmptyish(value: JsonValue): boolean {
  return value === false || value === 0 || value === "" || (Array.isArray(value) && value.length === 0);
}

function truth(value: JsonValue): string {
  const isTrue = !isEmptyish(value) && value !== null && !(isObject(value) && Object.keys(value).length === 0);
  return isTrue ? "true" : "false";
}

/** The number that a string holds, as JSON text: "4.0" is 4.0. null when it holds anything else. */
function numberIn(text: string): string | null {
  const trimmed = text.trim().replaceAll("_", "").replace(/^\+/, "");
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(trimmed) ? trimmed : null;
}
