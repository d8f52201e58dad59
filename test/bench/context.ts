/** Where a bench run finds things. */
import { join } from "node:path";

export interface BenchContext {
  /** The repository. */
  readonly root: string;
  /** Holds what the bench makes for itself. */
  readonly cache: string;
  /** The Node that VS Code runs language servers with, where one is at hand. */
  readonly editorsNode: string;
  /** Says what is being done. */
  readonly say: (text: string) => void;
}

export const built = ({ root }: BenchContext, ...path: string[]): string => join(root, "dist", ...path);

/** How often both sides of a ratio are measured, one after the other. */
export const ROUNDS = 5;
