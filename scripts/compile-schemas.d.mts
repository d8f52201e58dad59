/** Compiles schemas/ to standalone validators in src/rules/generated. */
export function compileSchemas(): Promise<void>;
