/** Runs the command inside the test, with a process of its own making. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import type { Io } from "../../../../src/cli/io.ts";
import { run } from "../../../../src/cli/run.ts";

export const ROOT = resolve(import.meta.dirname, "../../../..");

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Columns of a terminal; absent: no terminal. */
  readonly terminal?: number;
}

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly serverStarted: boolean;
}

export async function runCli(argv: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  const { cwd = ROOT, env = {}, stdin = "", terminal } = surroundings;
  let stdout = "";
  let stderr = "";
  let serverStarted = false;
  const shape = { isTTY: terminal !== undefined, columns: terminal ?? 80 };
  const io: Io = {
    cwd,
    env,
    version: "1.2.3",
    workerScript: null,
    stdout: {
      ...shape,
      write: (text) => {
        stdout += text;
      },
      drained: async () => undefined,
    },
    stderr: {
      ...shape,
      write: (text) => {
        stderr += text;
      },
      drained: async () => undefined,
    },
    readStdin: async () => (typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin),
    deferInterrupts: () => undefined,
    startServer: async () => {
      serverStarted = true;
    },
  };
  const exitCode = await run(argv, io);
  return { exitCode, stdout, stderr, serverStarted };
}

/** A folder with these files, gone when the test is over. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "rope-lens-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}
