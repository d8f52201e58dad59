/** Which model class a file asks for. */
import { isList, type PyDict } from "../python/value.ts";

/** The file names another architecture than the usual one of its model type: a reward model, a class of its own. */
export function namesOther(document: PyDict, usual: string): boolean {
  const architectures = document.get("architectures");
  return isList(architectures) && architectures.length > 0 && architectures[0] !== usual;
}
