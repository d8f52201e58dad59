/** Before the unit tests: the validators that the rules import. */
import { compileSchemas } from "../../scripts/compile-schemas.mjs";

export default async function setup(): Promise<void> {
  await compileSchemas();
}
