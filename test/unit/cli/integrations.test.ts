/** What others run the command through: the GitHub Action and the pre-commit hooks, and what docs/ci.md says of them. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { LLAMA_4K, LLAMA_16K } from "./support/configs.ts";
import { folderWith, ROOT } from "./support/run-cli.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const ACTION = parse(read("action.yml"));
const HOOKS: { id: string; entry: string; files: string }[] = parse(read(".pre-commit-hooks.yaml"));
const PACKAGE = JSON.parse(read("package.json"));
const [STEP] = ACTION.runs.steps;
/** The YAML blocks of the page. */
const EXAMPLES = [...read("docs/ci.md").matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => parse(text));

const CLI = join(ROOT, "dist/cli.js");
const RUNS = existsSync(CLI) && spawnSync("bash", ["--version"]).status === 0;
const WRONG = LLAMA_4K.replace('"rope_scaling": null', '"rope_scaling": {"rope_type": "yarn", "factor": "x"}');

/** Stands for the npx of the runner: says what package is wanted, and runs the built command. */
const NPX = `#!/usr/bin/env bash
[ "$1 $2 $4 $5" = "--yes --package -- rope-lens" ] || exit 99
echo "$3" > npx-package
shift 5
exec "${process.execPath}" "${CLI}" "$@"
`;

/** Runs the step of the action as a runner does: inputs in the environment as the action says, outputs in a file. */
function runAction(inputs: Readonly<Record<string, string>>) {
  const cwd = folderWith({
    "good/config.json": LLAMA_4K,
    "long/config.json": LLAMA_16K,
    "wrong/config.json": WRONG,
    "with space/config.json": LLAMA_4K,
    "bin/npx": NPX,
    outputs: "",
  });
  chmodSync(join(cwd, "bin/npx"), 0o755);
  const value = (name: string): string => inputs[name] ?? ACTION.inputs[name].default;
  const inputOf = (expression: string) => value(/^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)?.[1] ?? "");
  const env = Object.fromEntries(Object.entries<string>(STEP.env).map(([name, from]) => [name, inputOf(from)]));
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", STEP.run], {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      ...env,
      PATH: `${join(cwd, "bin")}${delimiter}${process.env.PATH}`,
      GITHUB_OUTPUT: join(cwd, "outputs"),
    },
  });
  const outputs = readFileSync(join(cwd, "outputs"), "utf8");
  return { cwd, status, stdout, stderr, outputs };
}

describe("action.yml", () => {
  test("runs the release that it belongs to", () => {
    expect(ACTION.inputs.package.default).toBe(`${PACKAGE.name}@${PACKAGE.version}`);
  });

  test("hands every input to its step", () => {
    const handed = Object.values<string>(STEP.env).join(" ");
    for (const name of Object.keys(ACTION.inputs)) expect(handed).toContain(`inputs.${name} `);
  });

  test.skipIf(!RUNS)("annotates the pull request, and fails when there is an error", () => {
    const { cwd, status, stdout, outputs } = runAction({});
    expect(stdout).toMatch(/^::warning file=long\/config\.json,line=\d+/m);
    expect(stdout).toMatch(/^::error file=wrong\/config\.json,line=\d+/m);
    expect(outputs).toBe("exit-code=1\n");
    expect(status).toBe(1);
    expect(readFileSync(join(cwd, "npx-package"), "utf8")).toBe(`rope-lens@${PACKAGE.version}\n`);
  });

  test.skipIf(!RUNS)("checks the paths that are named, one a line, and fails from the level that is named", () => {
    const paths = "with space/config.json\n\n  l*/config.json";
    expect(runAction({ paths }).status).toBe(0);
    expect(runAction({ paths, "fail-level": "warning" }).status).toBe(1);
    expect(runAction({ paths: "wrong", "fail-level": "never" })).toMatchObject({ status: 0, outputs: "exit-code=1\n" });
  });

  test.skipIf(!RUNS)("writes a report for code scanning", () => {
    const { cwd, status, stdout, outputs } = runAction({ format: "sarif", "sarif-file": "out.sarif", paths: "wrong" });
    expect(stdout).toBe("");
    expect(outputs).toBe("sarif-file=out.sarif\nexit-code=1\n");
    expect(JSON.parse(readFileSync(join(cwd, "out.sarif"), "utf8")).runs[0].results).not.toEqual([]);
    expect(status).toBe(1);
  });

  test.skipIf(!RUNS)("takes frameworks and a baseline", () => {
    const { status, stderr } = runAction({ runtime: "vllm\nsglang@0", baseline: "none.json" });
    expect(stderr).toContain("none.json");
    expect(status).toBe(2);
    expect(runAction({ runtime: "no-such-framework" })).toMatchObject({ status: 2 });
  });

  test.skipIf(!RUNS)("says what is wrong with an input, whatever the level", () => {
    expect(runAction({ format: "xml" })).toMatchObject({
      status: 2,
      stdout: expect.stringContaining("::error::format"),
    });
    expect(runAction({ "fail-level": "info" }).status).toBe(2);
    expect(runAction({ paths: "missing.json", "fail-level": "never" }).status).toBe(2);
  });
});

describe(".pre-commit-hooks.yaml", () => {
  test("takes the files that a folder is searched for", () => {
    for (const { files } of HOOKS) {
      const taken = new RegExp(files);
      for (const name of ["config.json", "a/b/config.json", "params.json"]) expect(name).toMatch(taken);
      for (const name of ["tokenizer_config.json", "a/config.json.bak"]) expect(name).not.toMatch(taken);
    }
  });

  test.skipIf(!RUNS)("has entries that run, with the names of the files after them", () => {
    for (const { entry } of HOOKS) {
      const [command, ...argv] = entry.split(" ");
      expect(Object.keys(PACKAGE.bin)).toContain(command);
      const cwd = folderWith({ "config.json": WRONG });
      expect(spawnSync(process.execPath, [CLI, ...argv, "config.json"], { cwd }).status).toBe(1);
    }
  });
});

describe("docs/ci.md", () => {
  test("uses the action and the hooks as they are", () => {
    const steps = EXAMPLES.flatMap(({ jobs = {} }) =>
      Object.values<{ steps: Step[] }>(jobs).flatMap((job) => job.steps),
    );
    const own = steps.filter(({ uses }) => uses.includes("/rope-lens@"));
    expect(own).toHaveLength(2);
    for (const { uses, with: inputs = {} } of own) {
      expect(uses).toBe(`OWNER/rope-lens@v${PACKAGE.version}`);
      expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    }
    const repos = EXAMPLES.flatMap(({ repos: listed = [] }) => listed);
    expect(repos).toHaveLength(1);
    for (const { rev, hooks } of repos) {
      expect(rev).toBe(`v${PACKAGE.version}`);
      for (const { id } of hooks) expect(HOOKS.map((hook) => hook.id)).toContain(id);
    }
  });

  test("names every input", () => {
    for (const name of Object.keys(ACTION.inputs)) expect(read("docs/ci.md")).toContain(`| \`${name}\` |`);
  });
});

interface Step {
  readonly uses: string;
  readonly with?: Readonly<Record<string, string>>;
}
