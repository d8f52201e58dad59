/** Model files of mlx-lm that rotate a part of each head by nn.RoPE, and look at no block. */
import { floorDivide, multiply, truncatedProduct } from "../python/arithmetic.ts";
import { valueError } from "../python/raised.ts";
import { float, int, type PyDict, type PyValue, str } from "../python/value.ts";

interface PartRule {
  /** Key of the size of a head; null: hidden size by heads. */
  readonly head: "head_dim" | null;
  /** Key of the rotated share, and what it is where the file does not say. */
  readonly share: readonly [key: string, byDefault: number | null];
  readonly theta: readonly [key: string, byDefault: number | null];
  /** Hidden size and heads where the file does not say. */
  readonly shape?: readonly [hidden: number, heads: number];
  /** The heads must divide the hidden size. */
  readonly divides?: boolean;
  /** In the file that was read. */
  readonly lines: string;
}

const RULES: Readonly<Record<string, PartRule>> = {
  glm4: { head: "head_dim", share: ["partial_rotary_factor", null], theta: ["rope_theta", null], lines: "74-78" },
  glm4_moe: { head: "head_dim", share: ["partial_rotary_factor", null], theta: ["rope_theta", null], lines: "68-72" },
  gpt_neox: { head: null, share: ["rotary_pct", null], theta: ["rotary_emb_base", null], lines: "46-50" },
  phi: {
    head: null,
    share: ["partial_rotary_factor", 0.4],
    theta: ["rope_theta", 10000],
    shape: [2560, 32],
    divides: true,
    lines: "37-66",
  },
  solar_open: { head: "head_dim", share: ["partial_rotary_factor", null], theta: ["rope_theta", null], lines: "20-32" },
  stablelm: {
    head: null,
    share: ["partial_rotary_factor", null],
    theta: ["rope_theta", null],
    divides: true,
    lines: "78-82",
  },
};

export interface RotatedPart {
  /** Of the head, dimensions. */
  readonly dims: number;
  readonly base: PyValue | undefined;
  readonly lines: string;
}

/** null: the file has no such rule. Raises what Python does for values that are no numbers. */
export function rotatedPart(document: PyDict, file: string): RotatedPart | null {
  const rule = Object.hasOwn(RULES, file) ? RULES[file] : undefined;
  if (rule === undefined) return null;
  const read = (key: string, byDefault: PyValue | undefined) =>
    document.has(key) ? (document.get(key) ?? null) : byDefault;
  const number = ([key, byDefault]: readonly [string, number | null]) =>
    read(key, byDefault === null ? undefined : float(byDefault));
  const [hidden, heads] = (["hidden_size", "num_attention_heads"] as const).map((key, k) => {
    const byDefault = rule.shape?.[k];
    return read(key, byDefault === undefined ? undefined : int(byDefault));
  });
  const head = rule.head === null ? floorDivide(hidden, heads) : read(rule.head, undefined);
  if (rule.divides === true && multiply(head, heads).value !== multiply(hidden, int(1)).value) {
    throw valueError(
      `hidden_size must be divisible by num_heads (got \`hidden_size\`: ${str(hidden ?? null)} and \`num_heads\`: ${str(heads ?? null)}).`,
    );
  }
  return { dims: truncatedProduct(number(rule.share), head), base: number(rule.theta), lines: rule.lines };
}
