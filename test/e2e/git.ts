import { execFileSync, spawnSync } from "node:child_process";

export const HAS_GIT = spawnSync("git", ["--version"]).status === 0;

/** Makes a repository of the folder, with all that lies in it in one commit. */
export function commitAll(folder: string): void {
  const who = ["-c", "user.name=Tester", "-c", "user.email=tester@localhost"];
  for (const args of [
    ["init", "-q"],
    ["add", "."],
    [...who, "commit", "-q", "-m", "As pretrained"],
  ]) {
    execFileSync("git", args, { cwd: folder });
  }
}
