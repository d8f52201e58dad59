/** Mutations that know JSON and the field's keys, and damage that knows nothing. */
import { type Node, parseTree } from "jsonc-parser";
import { knownKeys } from "../../src/rules/index.ts";
import type { Random } from "./random.ts";

const VALUES = [
  ..."0 1 -1 2 3 64 128 127 4096 131072 1048576 2147483647 4294967296 9007199254740993 1e308 1e309 -0.0 0.5 1e-320 1e400".split(
    " ",
  ),
  ..."null true false {} [] NaN Infinity -Infinity 10_000 0x10 1. .5 +1".split(" "),
  ...["[1]", "[1, 2, 3]", "[[]]", '[null, "a"]', '{"a": 1}', '{"factor": 8.0}', '{"rope_type": "yarn"}'],
  ...["", "1", "4.0", "yarn", "linear", "dynamic", "llama3", "longrope", "su", "mrope", "default", "proportional"].map(
    quoted,
  ),
  ...["sliding_attention", "full_attention", "none", "\u0000", "\u2028", "<img src=x>", "\u202e", "a".repeat(500)].map(
    quoted,
  ),
  '"\\ud800"',
  '"\\x"',
  '"open',
];

const KEYS = [
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "", "length", "text_config", "llm_config"],
  ...["thinker_config", "full_attention", "sliding_attention", "0", "a/b", "a~b", "/", "~1"],
];

const SNIPPETS = [
  "{",
  "}",
  "[",
  "]",
  '"',
  ",",
  ":",
  "\\",
  "/*",
  "//",
  "\n",
  "\r\n",
  "\t",
  "\uFEFF",
  "\u0000",
  "é",
  "😀",
  "\ud800",
];

const TYPES =
  "llama mistral qwen2 qwen3 qwen2_5_vl gemma2 gemma3_text gemma3n_text phi3 deepseek_v3 deepseek_v4 gpt_neox gptj chatglm baichuan modernbert falcon falcon_h1 gpt_oss llama4 cohere2 olmo3 glm4_moe nemotron_h mamba bert t5 smollm3 exaone4".split(
    " ",
  );

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Every member and item of a tree, with the root last. */
function nodesOf(text: string): Node[] {
  const nodes: Node[] = [];
  const walk = (node: Node): void => {
    for (const child of node.children ?? []) walk(child);
    nodes.push(node);
  };
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root !== undefined) walk(root);
  return nodes;
}

type Mutation = (text: string, random: Random, other: string) => string;

/** Replaces the text of a node. */
function splice(text: string, { offset, length }: { offset: number; length: number }, by: string): string {
  return text.slice(0, offset) + by + text.slice(offset + length);
}

function onNode(
  wanted: (node: Node) => boolean,
  change: (text: string, node: Node, random: Random, other: string) => string,
): Mutation {
  return (text, random, other) => {
    const nodes = nodesOf(text).filter(wanted);
    return nodes.length === 0 ? text : change(text, random.pick(nodes), random, other);
  };
}

const isProperty = (node: Node): boolean => node.type === "property" && node.children?.length === 2;
const isValue = (node: Node): boolean => node.type !== "property" && node.parent !== undefined && !isKey(node);
const isKey = (node: Node): boolean => node.parent?.type === "property" && node.parent.children?.[0] === node;

const MUTATIONS: readonly Mutation[] = [
  onNode(isValue, (text, node, random) => splice(text, node, random.pick(VALUES))),
  onNode(isValue, (text, node, random, other) => {
    const given = random.pick(nodesOf(other));
    return splice(text, node, other.slice(given.offset, given.offset + given.length));
  }),
  onNode(isKey, (text, node, random) => {
    const { config, block } = knownKeys();
    return splice(text, node, quoted(random.pick(random.pick([config, block, KEYS]))));
  }),
  // A slip of the finger in a key.
  onNode(isKey, (text, node, random) => {
    const at = node.offset + 1 + random.below(node.length - 1);
    return splice(text, { offset: at, length: random.below(2) }, random.pick(["", "_", "s", "x"]));
  }),
  onNode(isProperty, (text, node, random) => {
    const member = text.slice(node.offset, node.offset + node.length);
    return splice(text, node, random.oneIn(2) ? `${member}, ${member}` : "");
  }),
  // One more member in some object.
  onNode(
    (node) => node.type === "object",
    (text, node, random) => {
      const { config, block } = knownKeys();
      const member = `${quoted(random.pick(random.pick([config, block, KEYS])))}: ${random.pick(VALUES)}`;
      return splice(
        text,
        { offset: node.offset + 1, length: 0 },
        (node.children ?? []).length > 0 ? `${member}, ` : member,
      );
    },
  ),
  // A block of another config, under either name.
  onNode(isProperty, (text, node, random, other) => {
    const blocks = nodesOf(other).filter(
      (candidate) => /^"(?:rope_scaling|rope_parameters)"/.test(other.slice(candidate.offset)) && isProperty(candidate),
    );
    if (blocks.length === 0) return text;
    const { offset, length } = random.pick(blocks);
    return splice(text, { offset: node.offset, length: 0 }, `${other.slice(offset, offset + length)}, `);
  }),
  (text, random) => text.replace(/"model_type":\s*"[^"]*"/, `"model_type": "${random.pick(TYPES)}"`),
  (text, random) =>
    `{"model_type": "${random.pick(["llava", "internvl_chat", "qwen2_5_omni", "gemma3"])}", "${random.pick(["text_config", "llm_config", "language_config", "thinker_config"])}": ${text}}`,
  // Damage.
  (text, random) => splice(text, { offset: random.below(text.length), length: random.below(30) }, ""),
  (text, random) => splice(text, { offset: random.below(text.length), length: 0 }, random.pick(SNIPPETS)),
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => {
    const [a, b] = [random.below(text.length), random.below(text.length)].sort((x, y) => x - y);
    return a === undefined || b === undefined
      ? text
      : splice(text, { offset: random.below(text.length), length: 0 }, text.slice(a, Math.min(b, a + 300)));
  },
  // Layout.
  (text, random) => text.replaceAll("\n", random.pick(["\r\n", "\r", " ", "\n// remark\n", ""])),
  (text) => text.replaceAll("  ", "\t"),
  (text) => `\uFEFF${text}`,
  (text) => `${text}\n\n`,
];

/** A text after one to five mutations. */
export function mutate(seeds: readonly string[], random: Random): string {
  let text = random.pick(seeds);
  for (let left = 1 + random.below(5); left > 0; left--) {
    text = random.pick(MUTATIONS)(text, random, random.pick(seeds));
  }
  return text;
}
