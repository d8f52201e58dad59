/** What the command touches of the process that runs it: tests give it another one. */

export interface Output {
  write(text: string): void;
  /** Once what was written may be followed by more: the reader keeps up. */
  drained(): Promise<void>;
  readonly isTTY: boolean;
  /** Width in columns; of no meaning where it is no terminal. */
  readonly columns: number;
}

export interface Io {
  /** Relative file names start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly version: string;
  /** The script that a thread runs to help with many files; null: there are no threads. */
  readonly workerScript: string | null;
  /** Standard input to its end. */
  readStdin(): Promise<Uint8Array>;
  /** From now on an interrupt waits until the work at hand gives way, then ends the process. */
  deferInterrupts(): void;
  /** Becomes the language server, which then owns standard input and output. */
  startServer(): Promise<void>;
}
