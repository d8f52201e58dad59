/** Where the oracle works, and what it says on the way. */
export interface Places {
  /** Of the checkout. */
  readonly root: string;
  /** Git-ignored: the Python environments and what they write. */
  readonly cache: string;
  readonly say: (text: string) => void;
}

/** Those whose own code is run. */
export const FRAMEWORKS = ["transformers", "mlx-lm", "vllm", "sglang"] as const;
export type Framework = (typeof FRAMEWORKS)[number];

export interface Target {
  readonly framework: Framework;
  readonly release: string;
}

/** "transformers@4.57.6" */
export function nameOf({ framework, release }: Target): string {
  return `${framework}@${release}`;
}
