/** The validators that scripts/compile-schemas.mjs compiles from schemas/ into validators.js. */
export interface SchemaError {
  /** JSON pointer of the value in the validated data. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

export const modelConfig: Validator;
export const defaultBlock: Validator;
export const linearBlock: Validator;
export const dynamicBlock: Validator;
export const yarnBlock: Validator;
export const longropeBlock: Validator;
export const llama3Block: Validator;
export const proportionalBlock: Validator;
