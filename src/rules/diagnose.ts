/** From one parse of a file to its findings. */
import type { ConfigSnapshot } from "../config/model.ts";
import { keySpanOf, type Span, spanOf } from "../config/spans.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { levelOf, type RuleLevel, type RuleLevels } from "./levels.ts";
import { RULES } from "./registry.ts";
import { type Finding, type Rule, type RuleContext, type Siblings, STAGES } from "./rule.ts";
import { factsOf } from "./support/facts.ts";
import { EVERY_FRAMEWORK } from "./support/foretold.ts";
import { inForceOf } from "./support/in-force.ts";
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
  if (snapshot.model === null) return withLevels(unreadable(snapshot, options.siblings ?? {}), options.rules ?? {});
  const facts = factsOf(snapshot);
  const unsound = new Set<string>();
  const accused = new Set<string>();
  const context: RuleContext = {
    facts,
    inForce: inForceOf(options.runtimes ?? [], facts.native),
    siblings: options.siblings ?? {},
    unsound,
    accused,
    sound: (pointer) => !unsound.has(pointer) && ![...unsound].some((other) => other.startsWith(`${pointer}/`)),
  };
  const diagnostics: Diagnostic[] = [];
  for (const stage of STAGES) {
    for (const rule of RULES.filter((candidate) => candidate.stage === stage)) {
      if (rule.saidByEditors === true && options.syntax === false) continue;
      for (const finding of rule.check(snapshot, context)) {
        // What later rules know does not depend on the levels that the user set.
        if (stage === "structure") for (const pointer of unsettledBy(finding)) unsound.add(pointer);
        for (const name of accusedBy(rule, finding)) accused.add(name);
        const diagnostic = complete(snapshot, rule, finding, levelOf(rule.code, options.rules ?? {}));
        if (diagnostic !== null) diagnostics.push(diagnostic);
      }
    }
  }
  return diagnostics.sort((a, b) => a.offset - b.offset || a.code.localeCompare(b.code));
}

function withLevels(diagnostics: readonly Diagnostic[], levels: RuleLevels): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const level = levelOf(diagnostic.code, levels);
    return level === "off" ? [] : [{ ...diagnostic, severity: level ?? diagnostic.severity }];
  });
}

function unsettledBy({ pointer, concerns = [] }: Finding): readonly string[] {
  return [pointer, ...concerns];
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
  const { offset, length } = place(snapshot, finding);
  return {
    code: rule.code,
    severity,
    message: finding.message,
    offset,
    length,
    jsonPointer: finding.pointer,
    runtimes: finding.runtimes ?? [],
    fixes: (finding.fixes ?? []).filter((fix) => fix.edits.length > 0),
  };
}

function place(snapshot: ConfigSnapshot, { pointer, at }: Finding): Span {
  if (typeof at === "object") return at;
  const own = at === "key" ? keySpanOf(snapshot, pointer) : spanOf(snapshot, pointer);
  return own ?? keySpanOf(snapshot, pointer) ?? { offset: 0, length: Math.min(1, snapshot.text.length) };
}
