/** From one parse of a file to its findings. */
import type { ConfigSnapshot } from "../config/model.ts";
import { keySpanOf, type Span, spanOf } from "../config/spans.ts";
import type { TextEdit } from "../config/text-edit.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { levelOf, type RuleLevel, type RuleLevels } from "./levels.ts";
import { RULES } from "./registry.ts";
import { type Finding, type Rule, type RuleContext, STAGES } from "./rule.ts";
import type { Siblings } from "./siblings.ts";
import { type Facts, factsOf } from "./support/facts.ts";
import { EVERY_FRAMEWORK } from "./support/foretold.ts";
import { inForceOf } from "./support/in-force.ts";
import { type Subject, subjectsOf } from "./support/subjects.ts";
import { unreadable } from "./unreadable.ts";

export interface DiagnoseOptions {
  /** What the user serves with: "vllm", "transformers@4.48.3". Empty: the newest transformers decides what is an error. */
  readonly runtimes?: readonly string[];
  /** By code or group: another severity, or "off". */
  readonly rules?: RuleLevels;
  /** false: leave out what an editor's own JSON support reports already. Default: true. */
  readonly syntax?: boolean;
  /** Text of the files beside the config, by file name. */
  readonly siblings?: Siblings;
}

/** Findings in the order of the text; none for a file that neither is a model config nor was meant to be one. Never throws. */
export function diagnose(snapshot: ConfigSnapshot, options: DiagnoseOptions = {}): Diagnostic[] {
  const broken = snapshot.syntaxProblems.some(({ fatal, breaksTree }) => fatal && breaksTree);
  if (snapshot.model === null) {
    const meant = withLevels(unreadable(snapshot, options.siblings ?? {}), options.rules ?? {});
    if (meant.length > 0 || !(broken && looksLikeConfig(snapshot))) return meant;
  }
  const facts = factsOf(snapshot);
  const unsound = new Set<string>();
  const accused = new Set<string>();
  const unsettled = new Set<Subject>();
  const found: Found[] = [];
  const context: RuleContext = {
    facts,
    inForce: inForceOf(options.runtimes ?? [], facts.native),
    siblings: options.siblings ?? {},
    unsound,
    accused,
    anyLoud: () => found.some(isLoud),
    sound: (pointer) => !unsound.has(pointer) && ![...unsound].some((other) => other.startsWith(`${pointer}/`)),
  };
  // Of a text that breaks off, what stands where is a guess.
  for (const rules of broken ? IN_STAGES.slice(0, 1) : IN_STAGES) {
    for (const rule of rules) {
      if (rule.saidByEditors === true && options.syntax === false) continue;
      if (rule.needs?.some((subject) => unsettled.has(subject)) === true) continue;
      for (const finding of rule.check(snapshot, context)) {
        // What later rules know does not depend on the levels that the user set.
        for (const pointer of unsettledBy(rule, finding)) {
          unsound.add(pointer);
          for (const subject of subjectsOf(facts, pointer)) unsettled.add(subject);
        }
        for (const name of accusedBy(rule, finding)) accused.add(name);
        found.push({ rule, finding });
      }
    }
  }
  return withoutAsides(facts, found)
    .map(({ rule, finding }) => complete(snapshot, rule, finding, levelOf(rule.code, options.rules ?? {})))
    .filter((diagnostic) => diagnostic !== null)
    .sort((a, b) => a.offset - b.offset || a.code.localeCompare(b.code));
}

/** The rules of each stage, in the order in which they run. */
const IN_STAGES = STAGES.map((stage) => RULES.filter((rule) => rule.stage === stage));

interface Found {
  readonly rule: Rule;
  readonly finding: Finding;
}

/** Names that only model configs have, as keys of a text that is no JSON any more. */
const CONFIG_KEYS = /["'](?:model_type|architectures|num_attention_heads|rope_scaling|rope_parameters|rope_theta)["']/;

function looksLikeConfig({ text, root }: ConfigSnapshot): boolean {
  return root !== undefined && CONFIG_KEYS.test(text);
}

/** What is said for information waits until what it stands on is right. */
function withoutAsides(facts: Facts, found: readonly Found[]): readonly Found[] {
  const wrong = new Set(found.filter(isLoud).flatMap(({ finding }) => subjectsOf(facts, finding.pointer)));
  return found.filter((entry) => isLoud(entry) || entry.rule.needs?.some((subject) => wrong.has(subject)) !== true);
}

function isLoud({ rule, finding }: Found): boolean {
  const severity = finding.severity ?? rule.severity;
  return severity === "error" || severity === "warning";
}

function withLevels(diagnostics: readonly Diagnostic[], levels: RuleLevels): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const level = levelOf(diagnostic.code, levels);
    return level === "off" ? [] : [{ ...diagnostic, severity: level ?? diagnostic.severity }];
  });
}

function unsettledBy(rule: Rule, finding: Finding): readonly string[] {
  const { pointer, concerns = [] } = finding;
  if (rule.stage === "structure") return [pointer, ...concerns];
  return rule.stage === "text" && pointer !== "" && isLoud({ rule, finding }) ? [pointer] : [];
}

function accusedBy(rule: Rule, { severity = rule.severity, runtimes = [] }: Finding): readonly string[] {
  if (severity !== "error" && severity !== "warning") return [];
  return runtimes.length === 0 && severity === "error" ? [EVERY_FRAMEWORK] : runtimes;
}

function complete(
  snapshot: ConfigSnapshot,
  rule: Rule,
  finding: Finding,
  level: RuleLevel | undefined,
): Diagnostic | null {
  if (level === "off") return null;
  const severity: Severity = level ?? finding.severity ?? rule.severity;
  const placed = place(snapshot, finding);
  const offset = Math.min(placed.offset, snapshot.text.length);
  // A comment that is not closed is told as one character longer than the text.
  const length = Math.min(placed.length, snapshot.text.length - offset);
  return {
    code: rule.code,
    severity,
    message: finding.message,
    offset,
    length,
    jsonPointer: finding.pointer,
    runtimes: finding.runtimes ?? [],
    fixes: (finding.fixes ?? []).filter(({ edits }) => edits.length > 0 && liesWithin(snapshot, edits)),
  };
}

/** Of an object that a comment without an end runs through, the parser does not know where it ends. */
function liesWithin({ text }: ConfigSnapshot, edits: readonly TextEdit[]): boolean {
  return edits.every(({ offset, length }) => offset + length <= text.length);
}

function place(snapshot: ConfigSnapshot, { pointer, at }: Finding): Span {
  if (typeof at === "object") return at;
  const own = at === "key" ? keySpanOf(snapshot, pointer) : spanOf(snapshot, pointer);
  return own ?? keySpanOf(snapshot, pointer) ?? { offset: 0, length: Math.min(1, snapshot.text.length) };
}
