/** Why a strategy is not in the running. */
import type { LeftOut } from "../rope/analysis.ts";
import { neighboursText } from "./headline.ts";

/** A few words for a table. */
export function leftOutTag(leftOut: LeftOut): string {
  switch (leftOut.why) {
    case "needs-fine-tuning":
      return "needs fine-tuning";
    case "running-length":
      return "not ranked";
    case "not-writable":
      return "cannot be written";
    case "runtime":
      return `not in ${leftOut.runtime}`;
  }
}

/** The reason, to follow the strategy's name. */
export function leftOutText(leftOut: LeftOut, localShift: number): string {
  switch (leftOut.why) {
    case "needs-fine-tuning":
      return `needs fine-tuning: ${neighboursText(localShift)}`;
    case "running-length":
      return "has factors that follow the running length";
    case "not-writable":
      return `cannot be written here: ${leftOut.detail}`;
    case "runtime":
      return `does not run in ${leftOut.runtime}: ${leftOut.detail}`;
  }
}
