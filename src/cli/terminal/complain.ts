import { oneLine } from "../../advice/printable.ts";
import type { Io } from "../io.ts";

/** One line on standard error. */
export function complain({ stderr }: Io, message: string): void {
  stderr.write(`rope-lens: ${oneLine(message)}\n`);
}
