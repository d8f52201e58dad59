import { execFileSync } from "node:child_process";
import { EXTENSIONS } from "./global-setup.ts";

/** How many processes of the installed language server run. */
export function serverProcesses(): number {
  const lines = execFileSync("ps", ["-A", "-o", "args"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }).split("\n");
  return lines.filter((line) => line.includes(EXTENSIONS) && line.includes("dist/server.js")).length;
}
