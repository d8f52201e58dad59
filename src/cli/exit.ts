/** Exit codes, and the errors that lead to them. Part of the interface. */

export const EXIT = { ok: 0, findings: 1, cannotDo: 1, cannotRun: 2 } as const;

/** The command could not run: bad arguments, an unreadable file. One line for standard error. */
export class CannotRun extends Error {
  override readonly name = "CannotRun";
  readonly exitCode = EXIT.cannotRun;
}

/** It ran, and the answer is that a strategy or a framework cannot do what is asked. */
export class CannotDo extends Error {
  override readonly name = "CannotDo";
  readonly exitCode = EXIT.cannotDo;
}
