/** Verdicts on strategies from trials, with words for what is known of a framework. */

import * as l10n from "@vscode/l10n";
import { languageTypeOf } from "../config/language-type.ts";
import type { ModelConfig } from "../config/model.ts";
import { care, type RuntimeName, refuses, runs, type Source, type SupportOf, unknown } from "./runtime.ts";
import { type WrittenForm, writtenForm } from "./strategy-block.ts";
import { type Trial, tryForm } from "./trial.ts";

/** A form on a model and a release. */
export interface Case {
  readonly form: WrittenForm;
  readonly model: ModelConfig;
  /** Type of the language model; empty when the file names none. */
  readonly type: string;
  readonly release: string;
}

export interface Remark {
  readonly note: string;
  readonly source: Source;
}

/** What is said of one framework beyond the outcome of a trial. */
export interface Remarks {
  readonly name: RuntimeName;
  readonly title: string;
  /** The option that sets the window when the engine is started; null where no window is derived. */
  readonly windowOption: string | null;
  /** Where the formulas of a form are. */
  readonly formula: (form: WrittenForm, release: string) => Source;
  /** Why it does not run, where more is known than what the trial shows. */
  readonly refusal: (the: Case) => Remark | null;
  /** What to mind although it runs. */
  readonly caution: (the: Case) => Remark | null;
  /** Whether it computes the attention factor of a longrope block by itself. */
  readonly ownFactor: boolean;
}

export function triedSupport(remarks: Remarks): SupportOf {
  return (strategy, model, release) => {
    const form = writtenForm(strategy);
    const type = languageTypeOf(model);
    if (type === "") return unknown(l10n.t("the file has no model_type"));
    const the: Case = { form, model, type, release };
    const trial = tryForm(strategy === "longrope" ? "kept" : form, model, remarks.name, release);
    const formula = remarks.formula(form, release);
    switch (trial.outcome) {
      case "untried":
        return unknown(l10n.t("{0} {1} was not tried with {2}", remarks.title, release, type));
      case "same": {
        const caution = cautionOf(the, trial, remarks);
        return caution === null ? runs(praise(form, remarks), formula) : care(caution.note, caution.source);
      }
      case "sometimes":
        return care(
          l10n.t("raises {0} without head_dim, which is written with the block", trial.exception ?? ""),
          formula,
        );
      default: {
        const remark = remarks.refusal(the);
        return refuses(remark?.note ?? reasonOf(form, type, trial, remarks), remark?.source ?? trial.source ?? formula);
      }
    }
  };
}

function praise(form: WrittenForm, { ownFactor }: Remarks): string {
  if (form === "none") return l10n.t("runs as it is");
  if (form === "theta") return l10n.t("reads the changed theta");
  if (form === "longrope" && ownFactor)
    return l10n.t("reads the per-pair factors and sets the attention factor itself");
  return l10n.t("runs {0} as written", form);
}

function cautionOf(the: Case, { windowRatio, warning, topLevelOriginal }: Trial, remarks: Remarks): Remark | null {
  const source = remarks.formula(the.form, the.release);
  if (topLevelOriginal) return { note: l10n.t("needs original_max_position_embeddings at top level too"), source };
  const { windowOption } = remarks;
  if (windowOption !== null && windowRatio !== null && windowRatio > 1) {
    return { note: l10n.t("derives a window that is factor times too long; start it with {0}", windowOption), source };
  }
  if (windowOption !== null && windowRatio !== null && windowRatio < 1) {
    return { note: l10n.t("derives the window without the factor; start it with {0}", windowOption), source };
  }
  const caution = remarks.caution(the);
  if (caution !== null) return caution;
  return warning === null ? null : { note: l10n.t("warns about the block when it is loaded"), source };
}

function reasonOf(form: WrittenForm, type: string, { outcome, exception }: Trial, { title }: Remarks): string {
  const where = l10n.t("{0} in {1}", type, title);
  const unscaled = form === "none" || form === "theta";
  switch (outcome) {
    case "dialect":
      return l10n.t("{0} does not read rope_parameters", where);
    case "drops":
      return form === "theta"
        ? l10n.t("{0} does not read this theta", where)
        : l10n.t("{0} ignores the block in silence", where);
    case "raises":
      return unscaled
        ? l10n.t("{0} raises {1} without a block", where, exception ?? "")
        : l10n.t("{0} raises {1} for {2}", where, exception ?? "", form);
    default:
      return unscaled
        ? l10n.t("{0} has a scaling of its own when there is no block", where)
        : l10n.t("{0} computes other frequencies than the block states", where);
  }
}
