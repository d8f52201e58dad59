/** From the arguments of `check` to files: names, folders, globs, `-`. Deterministic order, no file twice. */
import { type Dirent, readdirSync, statSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import picomatch from "picomatch";
import { SETTINGS_NAME } from "../../project/index.ts";
import { SIBLING_NAMES } from "../../rules/index.ts";
import { IGNORE_NAME, IgnoreRules } from "./ignore-rules.ts";
import { reasonOf } from "./text-file.ts";

export interface FoundFile {
  /** Absolute; null for standard input. */
  readonly path: string | null;
  /** As the user knows it: what was typed, and what lies below it. `/` between folders. */
  readonly name: string;
  /**
   * Which files that matter to it lie in its folder, where that is known from a search: most configs stand alone, and asking the system for
   * each of them takes longer than reading the config.
   */
  readonly beside?: readonly string[];
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** What could not be found or read: one sentence each. */
  readonly problems: readonly string[];
  /** Folders in which nothing was found: one sentence each. */
  readonly notes: readonly string[];
}

/** What a folder is searched for: Hugging Face's and MLX's name, and Meta's. */
const CONFIG_NAMES = new Set(["config.json", "params.json"]);

/** What is said of a config depends on these, by name, in its folder. */
const BESIDE: ReadonlySet<string> = new Set([...SIBLING_NAMES, SETTINGS_NAME, ".git"]);

/** What lies there is not the user's own. */
const NEVER_SEARCHED = new Set(["node_modules"]);

/** Files that are named are taken as they are; those that a folder or a glob leads to, unless git ignores them. */
export function findFiles(patterns: readonly string[], cwd: string): Found {
  const files = new Map<string, FoundFile>();
  const problems: string[] = [];
  const notes: string[] = [];
  const add = (file: FoundFile) => {
    const key = file.path ?? "-";
    if (!files.has(key)) files.set(key, file);
  };
  for (const pattern of patterns) {
    if (pattern === "-") {
      add({ path: null, name: "-" });
      continue;
    }
    const path = resolve(cwd, pattern);
    const kind = kindOf(path);
    if (kind === "folder") {
      const before = files.size;
      const known = problems.length;
      const found = search(path, (file) => CONFIG_NAMES.has(basename(file)), problems);
      for (const file of found) add({ ...file, name: nameBelow(pattern, path, file.path) });
      if (found.length === 0 && files.size === before && problems.length === known) {
        notes.push(`${pattern}: no config.json or params.json in this folder`);
      }
    } else if (kind === "file") {
      add({ path, name: pattern });
    } else {
      const matches = isGlob(pattern) ? glob(pattern, cwd, problems) : null;
      if (matches === null) add({ path, name: pattern });
      else if (matches.length === 0) problems.push(`${pattern}: no file matches this pattern`);
      else for (const match of matches) add(match);
    }
  }
  return { files: [...files.values()], problems, notes };
}

export function isGlob(pattern: string): boolean {
  return picomatch.scan(slashes(pattern)).isGlob === true;
}

function glob(pattern: string, cwd: string, problems: string[]): FoundFile[] {
  const written = slashes(pattern);
  const { base } = picomatch.scan(written);
  const folder = resolve(cwd, base);
  if (kindOf(folder) !== "folder") return [];
  const matches = picomatch(written.replace(/^\.\//, ""));
  const nameOf = (file: string) => nameBelow(base === "" ? "." : base, folder, file).replace(/^\.\//, "");
  const found = search(folder, (file) => matches(nameOf(file)), problems);
  return found.map((file) => ({ ...file, name: nameOf(file.path) }));
}

/** Files below a folder in the order of their names, folder by folder. Links to folders are not followed: they may lead in circles. */
function search(
  top: string,
  wanted: (path: string) => boolean,
  problems: string[],
): { readonly path: string; readonly beside: readonly string[] }[] {
  const found: { path: string; beside: readonly string[] }[] = [];
  const visit = (folder: string, outer: IgnoreRules) => {
    const entries = listing(folder, problems);
    const rules = entries.some(({ name }) => name === IGNORE_NAME) ? outer.enter(folder) : outer;
    const beside = entries.map(({ name }) => name).filter((name) => BESIDE.has(name));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        const skipped = entry.name.startsWith(".") || NEVER_SEARCHED.has(entry.name);
        if (!skipped && !rules.ignores(path, true)) visit(path, rules);
      } else if (wanted(path) && !rules.ignores(path, false) && isSearched(entry, path)) {
        found.push({ path, beside });
      }
    }
  };
  visit(top, IgnoreRules.around(top));
  return found;
}

/**
 * Files, and links to files; links to nothing as well, which are told of when they are read. A pipe is read only where it is
 * named: one that nobody writes to would be waited for without end.
 */
function isSearched(entry: Dirent, path: string): boolean {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return false;
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}

function listing(folder: string, problems: string[]): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    problems.push(`${folder}: ${reasonOf(error)}`);
    return [];
  }
}

/** What a path leads to, links followed; "none" also for what cannot be looked at. */
export function kindOf(path: string): "file" | "folder" | "none" {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return "none";
  }
}

/** The name of a file below a folder, beginning as the user typed the folder. */
function nameBelow(typed: string, folder: string, file: string): string {
  const below = slashes(relative(folder, file));
  const start = slashes(typed).replace(/\/+$/, "");
  if (start === "." || start === "") return typed.startsWith("/") ? `/${below}` : below;
  return `${start}/${below}`;
}

function slashes(path: string): string {
  return sep === "\\" ? path.replaceAll("\\", "/") : path;
}
