/** What every framework does with the file as it stands, in words: hover, comparison, command line. */
import * as l10n from "@vscode/l10n";
import type { ConfigSnapshot } from "../config/model.ts";
import { type Outcome, type Prediction, predict, RUNTIMES, type RuntimeChoice } from "../runtimes/index.ts";

export interface FrameworkOutcome {
  /** "vLLM" */
  readonly title: string;
  readonly release: string;
  readonly outcome: Outcome;
  /** A few words on what differs or is raised; "" where there is nothing to add. */
  readonly reason: string;
  /** The window when started without a length option, tokens; null where none is derived. */
  readonly window: number | null;
}

/** In the order in which they are told. */
export const OUTCOMES: readonly Outcome[] = ["raises", "differs", "runs", "unknown"];

export function outcomeText(outcome: Outcome): string {
  switch (outcome) {
    case "runs":
      return l10n.t("runs as the file says");
    case "differs":
      return l10n.t("runs something else");
    case "raises":
      return l10n.t("does not start");
    case "unknown":
      return l10n.t("unknown");
  }
}

/** @param chosen runtimes with a release of their own; the others stand at their newest known one */
export function frameworkOutcomes(snapshot: ConfigSnapshot, chosen: readonly RuntimeChoice[]): FrameworkOutcome[] {
  return RUNTIMES.map(({ name, title }) => {
    const choice = chosen.find((candidate) => candidate.name === name);
    const prediction = predict(snapshot, { runtime: name, release: choice?.requestedRelease ?? choice?.release });
    const { outcome, derivedMaxLength: window } = prediction;
    return { title, release: prediction.release, outcome, reason: reasonOf(prediction), window };
  });
}

function reasonOf({ outcome, exception, message, ignoredKeys }: Prediction): string {
  if (outcome === "raises") {
    const first = (message ?? "").split("\n")[0] ?? "";
    return first === "" ? (exception ?? "") : `${exception ?? ""}: ${shortened(first)}`;
  }
  if (outcome !== "differs") return "";
  return ignoredKeys.length === 0
    ? l10n.t("computes other frequencies or another attention factor")
    : l10n.t("ignores {0}", ignoredKeys.join(l10n.t(", ")));
}

/** A framework's message can hold whole lists. */
const MOST_CHARACTERS = 120;

function shortened(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}
