import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findFiles } from "../../../../src/cli/reading/find-files.ts";
import { folderWith } from "../support/run-cli.ts";

function names(patterns: readonly string[], cwd: string): string[] {
  return findFiles(patterns, cwd).files.map(({ name }) => name);
}

describe("a folder", () => {
  test("is searched for config.json and params.json, in the order of the names", () => {
    const cwd = folderWith({
      "models/b/config.json": "{}",
      "models/a/params.json": "{}",
      "models/a/config.json": "{}",
      "models/tokenizer.json": "{}",
      "other.json": "{}",
    });
    expect(names(["models"], cwd)).toEqual(["models/a/config.json", "models/a/params.json", "models/b/config.json"]);
    expect(names(["./models/"], cwd)).toEqual([
      "./models/a/config.json",
      "./models/a/params.json",
      "./models/b/config.json",
    ]);
    expect(names(["."], join(cwd, "models/a"))).toEqual(["config.json", "params.json"]);
  });

  test("leaves out what git ignores, hidden folders and node_modules", () => {
    const cwd = folderWith({
      ".git/config.json": "{}",
      ".gitignore": "checkpoints/\n*.tmp/\n!keep.tmp/\n",
      ".hidden/config.json": "{}",
      "node_modules/x/config.json": "{}",
      "checkpoints/config.json": "{}",
      "run.tmp/config.json": "{}",
      "keep.tmp/config.json": "{}",
      "src/.gitignore": "/old\n",
      "src/old/config.json": "{}",
      "src/new/old/config.json": "{}",
      "config.json": "{}",
    });
    expect(names(["."], cwd)).toEqual(["config.json", "keep.tmp/config.json", "src/new/old/config.json"]);
    expect(names(["src"], cwd)).toEqual(["src/new/old/config.json"]);
  });

  test("that git ignores is searched when it is named", () => {
    const cwd = folderWith({
      ".git/HEAD": "",
      ".gitignore": "checkpoints/\n",
      "checkpoints/a/config.json": "{}",
      "checkpoints/.gitignore": "b\n",
      "checkpoints/b/config.json": "{}",
    });
    expect(names(["checkpoints"], cwd)).toEqual(["checkpoints/a/config.json"]);
  });

  test("without a config is said, and is no failure", () => {
    const cwd = folderWith({ "empty/readme.md": "" });
    expect(findFiles(["empty"], cwd)).toEqual({
      files: [],
      problems: [],
      notes: ["empty: no config.json or params.json in this folder"],
    });
  });

  test("has links to files followed, as in a Hugging Face cache, and links to folders not", () => {
    const cwd = folderWith({ "blobs/0f1e": "{}" });
    mkdirSync(join(cwd, "snapshots/main"), { recursive: true });
    symlinkSync("../../blobs/0f1e", join(cwd, "snapshots/main/config.json"));
    symlinkSync("..", join(cwd, "snapshots/circle"));
    expect(names(["."], cwd)).toEqual(["snapshots/main/config.json"]);
  });
});

describe("a glob", () => {
  const files = { "a/config.json": "{}", "a/b/config.json": "{}", "a/b/x.json": "{}", "c/config.json": "{}" };

  test("finds what it matches", () => {
    const cwd = folderWith(files);
    expect(names(["**/config.json"], cwd)).toEqual(["a/b/config.json", "a/config.json", "c/config.json"]);
    expect(names(["a/*/*.json"], cwd)).toEqual(["a/b/config.json", "a/b/x.json"]);
    expect(names(["{a,c}/config.json"], cwd)).toEqual(["a/config.json", "c/config.json"]);
    expect(names(["./a/**"], cwd)).toEqual(["a/b/config.json", "a/b/x.json", "a/config.json"]);
    expect(names([`${cwd}/c/*.json`], "/")).toEqual([`${cwd}/c/config.json`]);
  });

  test("that matches nothing is a problem", () => {
    expect(findFiles(["x/**/config.json"], folderWith(files)).problems).toEqual([
      "x/**/config.json: no file matches this pattern",
    ]);
  });

  test("gives way to a file of that very name", () => {
    const cwd = folderWith({ "model[1]/config.json": "{}", "model1/config.json": "{}" });
    expect(names(["model[1]/config.json"], cwd)).toEqual(["model[1]/config.json"]);
  });
});

test("files come in the order of the arguments, each once", () => {
  const cwd = folderWith({ "b.json": "{}", "a/config.json": "{}" });
  expect(names(["b.json", "-", "a", "a/config.json", "./b.json", "-"], cwd)).toEqual(["b.json", "-", "a/config.json"]);
});

test("a named file is taken even where git ignores it", () => {
  const cwd = folderWith({ ".git/HEAD": "", ".gitignore": "*.json\n", "config.json": "{}" });
  expect(names(["config.json"], cwd)).toEqual(["config.json"]);
  expect(names(["."], cwd)).toEqual([]);
});
