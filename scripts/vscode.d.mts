/** Types of vscode.mjs, for the tests. */
export const ROOT: string;
export const CACHE: string;

export function runToEnd(command: string, args: readonly string[], options?: object): Promise<void>;
export function ensureVsCode(say?: (text: string) => void): Promise<void>;
export function layExtension(extensionsFolder: string): Promise<string>;
export function installVsix(vsix: string, extensionsFolder: string, userDataFolder: string): Promise<void>;
export function freePort(): Promise<number>;

export interface RunningVsCode {
  readonly url: string;
  /** What the server wrote so far. */
  readonly output: () => string;
  readonly stopped: Promise<void>;
  readonly stop: () => Promise<void>;
}
export function startVsCode(options: {
  readonly workspace: string;
  readonly extensionsFolder: string;
  readonly userDataFolder: string;
  readonly port: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly trust?: boolean;
}): Promise<RunningVsCode>;
