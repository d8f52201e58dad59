/** The `.gitignore` files that apply to a folder and what lies below it. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { isRegularFile } from "./text-file.ts";

export const IGNORE_NAME = ".gitignore";

/** The rules of one `.gitignore`, which hold for the folder that it lies in. */
interface Layer {
  readonly folder: string;
  readonly rules: Ignore;
}

export class IgnoreRules {
  private readonly layers: readonly Layer[];

  private constructor(layers: readonly Layer[]) {
    this.layers = layers;
  }

  /**
   * The rules in force in a folder that the user named: those of the repository around it. Where they ignore the folder itself, they
   * are left aside: it was asked for by name.
   */
  static around(folder: string): IgnoreRules {
    const outer = foldersUpToRepository(folder).reduce((rules, each) => rules.enter(each), new IgnoreRules([]));
    return outer.ignores(folder, true) ? new IgnoreRules([]) : outer;
  }

  /** The rules with those of one more folder, which lies inside the others. */
  enter(folder: string): IgnoreRules {
    let text: string;
    try {
      const path = join(folder, IGNORE_NAME);
      if (!isRegularFile(path)) return this;
      text = readFileSync(path, "utf8");
    } catch {
      return this;
    }
    return new IgnoreRules([...this.layers, { folder, rules: ignore().add(text) }]);
  }

  /** Whether a file or folder is left out of a search. Inner rules go before outer ones. */
  ignores(path: string, isFolder: boolean): boolean {
    for (const { folder, rules } of [...this.layers].reverse()) {
      const local = relative(folder, path).split(sep).join("/");
      if (local === "" || local.startsWith("../")) continue;
      const { ignored, unignored } = rules.test(isFolder ? `${local}/` : local);
      if (ignored) return true;
      if (unignored) return false;
    }
    return false;
  }
}

/** From the root of the repository down to the folder's parent; empty outside of a repository. */
function foldersUpToRepository(folder: string): string[] {
  const above: string[] = [];
  for (let current = folder; ; current = dirname(current)) {
    if (current !== folder) above.unshift(current);
    if (existsSync(join(current, ".git"))) return above;
    if (dirname(current) === current) return [];
  }
}
