/** transformers 5 checks the types of its fields when a configuration object is made. */
import { Raised } from "../python/raised.ts";
import { isDict, isFloat, isList, isNumber, type PyDict, type PyValue, str, typeName } from "../python/value.ts";
import { type Family, refusalsOf } from "./families.ts";

/** Raises for the first key whose value the class refuses. */
export function checkFields(file: PyDict, family: Family): void {
  const refuses = refusalsOf(family);
  for (const [key, kinds] of Object.entries(refuses)) {
    if (key === "rope_parameters") continue;
    const value = file.get(key);
    if (value !== undefined && kinds?.split(" ").includes(kindOf(value)) === true) throw fieldError(key, value);
  }
  const range = file.get("initializer_range");
  if (
    refuses.initializer_range?.includes("nan") === true &&
    isNumber(range) &&
    !(range.value >= 0 && range.value <= 1)
  ) {
    throw new Raised(
      "StrictDataclassFieldValidationError",
      `Validation error for field 'initializer_range':\n    ValueError: Value must be greater or equal to 0.0 and smaller or equal to 1.0, got ${str(range)}`,
    );
  }
}

/** Raises for a block that is neither a dict nor null. */
export function checkBlockField(block: PyValue | undefined, family: Family): void {
  if (block === undefined || block === null || isDict(block)) return;
  const kinds = (refusalsOf(family).rope_parameters ?? "").split(" ");
  const kind = kindOf(block);
  if (kinds.includes(kind === "bool" || kind === "int" || kind === "nan" ? "float" : kind))
    throw fieldError("rope_parameters", block);
}

function kindOf(value: PyValue): string {
  if (value === null) return "null";
  if (isFloat(value)) return Number.isNaN(value.value) ? "nan" : "float";
  if (isNumber(value)) return "int";
  if (isList(value)) return "list";
  return isDict(value) ? "dict" : typeName(value);
}

function fieldError(key: string, value: PyValue): Raised {
  const words = `Field '${key}' expected another type, got ${typeName(value)} (value: ${str(value)})`;
  return new Raised(
    "StrictDataclassFieldValidationError",
    `Validation error for field '${key}':\n    TypeError: ${words}`,
  );
}

/** ValueError and TypeError of a class validator come wrapped, others as they are. */
export function inValidator<T>(validator: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Raised && (error.exception === "ValueError" || error.exception === "TypeError")) {
      throw new Raised(
        "StrictDataclassClassValidationError",
        `Class validation error for validator '${validator}':\n    ${error.exception}: ${error.message}`,
      );
    }
    throw error;
  }
}
