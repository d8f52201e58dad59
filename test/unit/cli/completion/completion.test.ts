import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { runCli } from "../support/run-cli.ts";

const hasBash = spawnSync("bash", ["--version"]).status === 0;

async function script(shell: string): Promise<string> {
  const { stdout, exitCode } = await runCli(["completion", shell]);
  expect(exitCode).toBe(0);
  return stdout;
}

/** What bash offers for the last word of a command line. */
async function bashOffers(...words: string[]): Promise<string[]> {
  const line = words.map((word) => `'${word}'`).join(" ");
  const program = `${await script("bash")}
compopt() { :; }
COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}
_rope_lens
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", program], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

describe.skipIf(!hasBash)("bash completes", () => {
  test("verbs", async () => {
    expect(await bashOffers("rope-lens", "e")).toEqual(["extend", "evaluate"]);
    expect(await bashOffers("rope-lens", "help", "ch")).toEqual(["check"]);
  });

  test("options of the verb", async () => {
    expect(await bashOffers("rope-lens", "check", "--f")).toEqual(["--format", "--fix"]);
    expect(await bashOffers("rope-lens", "inspect", "--fix")).toEqual([]);
  });

  test("values of options", async () => {
    expect(await bashOffers("rope-lens", "check", "--format", "j")).toEqual(["json", "junit"]);
    expect(await bashOffers("rope-lens", "recommend", "x.json", "-u", "")).toEqual(["as-is", "fine-tuned"]);
    expect(await bashOffers("rope-lens", "extend", "--runtime", "exl")).toEqual(["exllamav2", "exllamav3"]);
    expect(await bashOffers("rope-lens", "extend", "--strategy", "res")).toEqual(["resonant"]);
    expect(await bashOffers("rope-lens", "extend", "--target-length", "")).toEqual([]);
    expect(await bashOffers("rope-lens", "completion", "")).toEqual(["bash", "zsh", "fish"]);
  });

  test("files elsewhere", async () => {
    expect(await bashOffers("rope-lens", "check", "package.j")).toEqual(["package.json"]);
  });
});

describe("the scripts of zsh and fish", () => {
  test("know every verb and its options", async () => {
    const zsh = await script("zsh");
    expect(zsh).toMatch(/^#compdef rope-lens\n/);
    expect(zsh).toContain("'recommend:rank the RoPE scaling strategies for a longer window'");
    expect(zsh).toContain("'--format[how to answer]:value:(pretty json ndjson csv)'");
    const fish = await script("fish");
    expect(fish).toContain("complete -c rope-lens -n '__fish_seen_subcommand_from lsp' -l stdio");
    expect(fish).toContain("-s f -l format -x -a 'pretty json ndjson sarif github junit' -d 'how to report'");
  });
});

test("another shell is refused", async () => {
  const { exitCode, stderr } = await runCli(["completion", "tcsh"]);
  expect(stderr).toContain("Allowed choices are bash, zsh, fish");
  expect(exitCode).toBe(2);
});
