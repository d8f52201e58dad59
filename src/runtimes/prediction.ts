/** What a framework does with one config: the entry of `inspect`. */

import type { LayerRotation } from "./report.ts";
import type { RuntimeName, Source } from "./runtime.ts";

export type Outcome = "runs" | "differs" | "raises" | "unknown";

export interface Prediction {
  readonly name: RuntimeName;
  /** The release that was used. */
  readonly release: string;
  /** What was asked, when that release is not known. */
  readonly requestedRelease?: string | undefined;
  /** "differs": it loads, but its frequencies or factor are not what the file states. */
  readonly outcome: Outcome;
  /** Name of the exception's class, and its message in the framework's words. */
  readonly exception: string | null;
  readonly message: string | null;
  readonly warnings: readonly string[];
  /** Keys of the scaling block that nothing reads. */
  readonly ignoredKeys: readonly string[];
  /** Empty unless it loads. NaN and Infinity stand where the framework gets them. */
  readonly ropes: readonly LayerRotation[];
  /** The window when started without a length option, tokens; null for frameworks that derive none. */
  readonly derivedMaxLength: number | null;
  readonly sources: readonly Source[];
}
