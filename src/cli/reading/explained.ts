import { RopeParameterError } from "../../rope/index.ts";
import { CannotRun } from "../exit.ts";

/** Turns a parameter of the file that makes no sense into the one line that says so. @param name the file's */
export function explained<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RopeParameterError) throw new CannotRun(`${name}: ${error.message}`);
    throw error;
  }
}
