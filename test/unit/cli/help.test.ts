import { describe, expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

const VERBS = ["check", "recommend", "extend", "inspect", "flags", "evaluate", "lsp", "completion"];

describe("--help", () => {
  test("names every verb and begins to teach", async () => {
    const { stdout, stderr, exitCode } = await runCli(["--help"]);
    for (const verb of VERBS) expect(stdout).toMatch(new RegExp(`^  ${verb} `, "m"));
    expect(stdout).toContain("rope-lens recommend config.json -t 16384");
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
  });

  test.each(VERBS)("of %s has examples, within the width of a terminal", async (verb) => {
    const { stdout, exitCode } = await runCli([verb, "--help"], { terminal: 120, env: { NO_COLOR: "1" } });
    expect(stdout).toContain(`Usage: rope-lens ${verb}`);
    expect(stdout).toContain("\nExamples:\n");
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
    expect((await runCli(["help", verb], { terminal: 120, env: { NO_COLOR: "1" } })).stdout).toBe(stdout);
    expect(exitCode).toBe(0);
  });

  test("has bold titles on a terminal only", async () => {
    expect((await runCli(["--help"])).stdout).not.toContain("\u001B");
    expect((await runCli(["--help"], { terminal: 80, env: { TERM: "xterm" } })).stdout).toContain("\u001B[1m");
  });
});

test("--version prints the version alone", async () => {
  expect(await runCli(["--version"])).toMatchObject({ stdout: "1.2.3\n", stderr: "", exitCode: 0 });
});

test("lsp --stdio becomes the server; without --stdio it is refused", async () => {
  expect(await runCli(["lsp", "--stdio"])).toMatchObject({ serverStarted: true, stdout: "", exitCode: 0 });
  const refused = await runCli(["lsp"]);
  expect(refused).toMatchObject({ serverStarted: false, exitCode: 2 });
  expect(refused.stderr).toBe("rope-lens: required option '--stdio' not specified\n");
});
