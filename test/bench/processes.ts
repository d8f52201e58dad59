/** Runs programs to their end and takes what they print. */
import { spawn } from "node:child_process";

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  /** By the clock on the wall, milliseconds. */
  readonly wall: number;
}

export interface RunSettings {
  readonly input?: string | undefined;
  readonly cwd?: string | undefined;
}

/** @throws Error when the program cannot be started */
export function runProgram(command: string, args: readonly string[], { input, cwd }: RunSettings = {}): Promise<Ended> {
  return new Promise((done, fail) => {
    const start = performance.now();
    const child = spawn(command, args, { cwd, stdio: ["pipe", "pipe", "inherit"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => fail(new Error(`${command} could not be started: ${error.message}`)));
    child.on("close", (code) => {
      done({ code, output: Buffer.concat(chunks).toString(), wall: performance.now() - start });
    });
    child.stdin.end(input ?? "");
  });
}

/** The JSON that a program prints. @throws Error when it fails */
export async function jsonOf<T>(command: string, args: readonly string[], settings: RunSettings = {}): Promise<T> {
  const { code, output } = await runProgram(command, args, settings);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}`);
  const answer: T = JSON.parse(output);
  return answer;
}
