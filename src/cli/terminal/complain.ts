import type { Io } from "../io.ts";
import { oneLine } from "./printable.ts";

/** One line on standard error. */
export function complain({ stderr }: Io, message: string): void {
  stderr.write(`rope-lens: ${oneLine(message)}\n`);
}
