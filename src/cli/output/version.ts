/** `version` in every JSON output: counts up when a shape changes so that programs must notice. */
export const VERSION_OF_SHAPES = 1;
