/** What a rule is. A rule finds and words; where it stands in the text and how loud it is, the engine completes. */
import type { ConfigSnapshot } from "../config/model.ts";
import type { Span } from "../config/spans.ts";
import type { Fix, Severity } from "./diagnostic.ts";
import type { Siblings } from "./siblings.ts";
import type { Facts } from "./support/facts.ts";
import type { InForce } from "./support/in-force.ts";
import type { Subject } from "./support/subjects.ts";

export interface RuleContext {
  readonly facts: Facts;
  readonly inForce: InForce;
  readonly siblings: Siblings;
  /**
   * Pointers that a structural finding stands at or concerns. What a value means is not discussed while it is misspelt, missing or of a
   * wrong type: one cause, one finding.
   */
  readonly unsound: ReadonlySet<string>;
  /** Frameworks that an error or a warning names already, as "name@release"; "*" for an error that concerns every framework. */
  readonly accused: ReadonlySet<string>;
  /** Whether an error or a warning was found so far. */
  readonly anyLoud: () => boolean;
  /** true when no structural finding stands at the pointer or below it. */
  sound(pointer: string): boolean;
}

export interface Finding {
  readonly pointer: string;
  /** Which part of the member is marked; a span where the pointer alone does not say it. Default: the value. */
  readonly at?: "value" | "key" | Span;
  readonly message: string;
  /** Default: the rule's own. */
  readonly severity?: Severity;
  /** Default: none, the finding concerns the file itself. */
  readonly runtimes?: readonly string[];
  readonly fixes?: readonly Fix[];
  /** Further pointers that this finding unsettles: of the key that was meant, for example. */
  readonly concerns?: readonly string[];
}

export const STAGES = ["text", "structure", "meaning", "last"] as const;
export type Stage = (typeof STAGES)[number];

export interface Rule {
  /** `group/kebab-name`: the name of its file, its page in docs/rules and its test. */
  readonly code: string;
  /** One line for the index of the pages. */
  readonly title: string;
  /** The severity where a finding names none. */
  readonly severity: Severity;
  /**
   * "text": about the JSON; "structure": both unsettle the value that they find fault with; "meaning": knows what is unsettled; "last": knows which frameworks
   * the findings so far concern.
   */
  readonly stage: Stage;
  /**
   * What its findings stand on: it keeps silent while an earlier finding unsettles one of them, and what it has to say for information yields
   * to warnings and errors there. Default: nothing.
   */
  readonly needs?: readonly Subject[];
  /** An editor's own JSON support says the same. */
  readonly saidByEditors?: boolean;
  check(snapshot: ConfigSnapshot, context: RuleContext): readonly Finding[];
}
