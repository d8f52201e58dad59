import { execFileSync } from "node:child_process";
import { EXTENSIONS } from "./global-setup.ts";

/** How many processes of the installed language server run. */
export function serverProcesses(): number {
  return serverIds().length;
}

/** Ends them as a crash would. */
export function killServers(): void {
  for (const id of serverIds()) process.kill(id, "SIGKILL");
}

function serverIds(): number[] {
  const list = execFileSync("ps", ["-A", "-o", "pid=,args="], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const lines = list.split("\n").filter((line) => line.includes(EXTENSIONS) && line.includes("dist/server.js"));
  return lines.map((line) => Number.parseInt(line, 10));
}
