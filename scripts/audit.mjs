// Asks the registry whether a package in the lock file has a known vulnerability, of grade high or critical.
import { spawnSync } from "node:child_process";

const ARGUMENTS = ["audit", "--json", "--fetch-retries=0", "--fetch-timeout=20000"];

/** @returns what is wrong, one line a package; null where the registry does not answer such questions */
export function vulnerabilities(root) {
  const { stdout } = spawnSync("npm", ARGUMENTS, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  return vulnerabilitiesIn(stdout ?? "");
}

/** @param report what `npm audit --json` writes */
export function vulnerabilitiesIn(report) {
  let found;
  try {
    found = JSON.parse(report).vulnerabilities;
  } catch {
    return null;
  }
  if (typeof found !== "object" || found === null) return null;
  return Object.values(found)
    .filter(({ severity }) => severity === "high" || severity === "critical")
    .map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
}
