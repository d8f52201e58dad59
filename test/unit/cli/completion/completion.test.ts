/** What the shells themselves offer, where they are installed, with the scripts that the command prints for them. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, ROOT, runCli } from "../support/run-cli.ts";

async function script(shell: string): Promise<string> {
  const { stdout, exitCode } = await runCli(["completion", shell]);
  expect(exitCode).toBe(0);
  return stdout;
}

/** Command lines that end where Tab is pressed, and the words that every shell offers there. */
const OFFERED: Readonly<Record<string, readonly string[]>> = {
  "rope-lens c": ["check", "completion"],
  "rope-lens help rec": ["recommend"],
  "rope-lens check --f": ["--fix", "--format"],
  "rope-lens inspect --fi": [],
  "rope-lens check --format j": ["json", "junit"],
  "rope-lens recommend x.json -u ": ["as-is", "fine-tuned"],
  "rope-lens extend --runtime exl": ["exllamav2", "exllamav3"],
  "rope-lens extend --strategy res": ["resonant"],
  "rope-lens extend --target-length ": [],
  "rope-lens completion ": ["bash", "fish", "zsh"],
  "rope-lens check package.j": ["package.json"],
  "rope-lens check --baseline package.j": ["package.json"],
};

/** Sorted, without the descriptions that fish prints after a tab. */
function printed(command: string, argv: readonly string[]): string[] {
  const { stdout, stderr } = spawnSync(command, argv, { encoding: "utf8", cwd: ROOT });
  expect(stderr).toBe("");
  const lines = stdout.split("\n").map((line) => line.split("\t")[0] ?? "");
  return lines.filter((line) => line !== "").sort();
}

async function bash(line: string): Promise<string[]> {
  const typed = line.split(" ").map((word) => `'${word}'`);
  const program = `${await script("bash")}
compopt() { :; }
COMP_WORDS=(${typed.join(" ")}); COMP_CWORD=${typed.length - 1}
_rope_lens
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return printed("bash", ["--norc", "-c", program]);
}

async function fish(line: string): Promise<string[]> {
  const folder = folderWith({ "rope-lens.fish": await script("fish") });
  const program = 'source $argv[1]; complete -C "$argv[2]"';
  return printed("fish", ["--no-config", "-c", program, join(folder, "rope-lens.fish"), line]);
}

/** One shell for all lines: it takes a second to start. */
async function zsh(lines: readonly string[]): Promise<string[][]> {
  const folder = folderWith({ "_rope-lens": await script("zsh") });
  const program = join(ROOT, "test/unit/cli/support/zsh-offers.zsh");
  const { stdout } = spawnSync("zsh", ["-f", program, folder, ...lines], { encoding: "utf8", cwd: ROOT });
  const parts = stdout.split(/^--\n/m).slice(0, -1);
  return parts.map((part) => part.split("\n").filter((word) => word !== ""));
}

const SHELLS = {
  bash: (lines: readonly string[]) => Promise.all(lines.map(bash)),
  fish: (lines: readonly string[]) => Promise.all(lines.map(fish)),
  zsh,
} as const;

describe.each(Object.entries(SHELLS))("%s, where it is installed,", (name, offers) => {
  test.skipIf(spawnSync(name, ["--version"]).status !== 0)(
    "completes verbs, options, their values, and files",
    async () => {
      const lines = Object.keys(OFFERED);
      const words = await offers(lines);
      expect(Object.fromEntries(lines.map((line, i) => [line, words[i]]))).toEqual(OFFERED);
    },
  );
});

test("another shell is refused", async () => {
  const { exitCode, stderr } = await runCli(["completion", "tcsh"]);
  expect(stderr).toContain("Allowed choices are bash, zsh, fish");
  expect(exitCode).toBe(2);
});
