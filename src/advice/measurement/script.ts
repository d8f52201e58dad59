/** The Python script that measures a checkpoint. It needs torch and transformers, nothing else, and asks the network for nothing. */
import type { StrategyId } from "../../rope/spec.ts";

export interface Measurement {
  /** For the headline. */
  readonly title: string;
  /** Absolute folder of the checkpoint; null: not known. */
  readonly modelFolder: string | null;
  readonly pretrainedLength: number;
  readonly targetLength: number;
  /** In the order in which they are measured. */
  readonly configs: readonly MeasuredConfig[];
}

export interface MeasuredConfig {
  readonly id: StrategyId;
  /** The whole text of the config with the strategy in it. */
  readonly text: string;
  /** The frequencies follow the length of the input. */
  readonly inOnePass: boolean;
}

export function measurementScript({ title, modelFolder, configs, ...lengths }: Measurement): string {
  const onePass = configs.filter(({ inOnePass }) => inOnePass).map(({ id }) => id);
  const data = [
    `TITLE = ${literal(title)}`,
    `MODEL = ${modelFolder === null ? "None" : literal(modelFolder)}`,
    `PRETRAINED_LENGTH = ${lengths.pretrainedLength}`,
    `TARGET_LENGTH = ${lengths.targetLength}`,
    "# Their frequencies follow the length of the input, so they are measured in one pass, not in chunks.",
    `IN_ONE_PASS = [${onePass.map(literal).join(", ")}]`,
    "# The whole config.json with each strategy in it.",
    "CONFIGS = {",
    ...configs.flatMap(({ id, text }) => [`    ${literal(id)}: (`, ...textLines(text), "    ),"]),
    "}",
  ];
  return `${HEAD}\n\n${data.join("\n")}\n\n${BODY}`;
}

/** A Python string literal: JSON's escapes are Python's as well. */
function literal(text: string): string {
  return JSON.stringify(text);
}

/** Adjacent literals, one a line of the text, which Python joins. */
function textLines(text: string): string[] {
  return text.split(/(?<=\n)/).map((line) => `        ${literal(line)}`);
}

const HEAD = `#!/usr/bin/env python3
"""Measures a checkpoint with each RoPE scaling strategy: perplexity by position.

    python evaluate.py --text long-document.txt

Needs torch and transformers. Written by rope-lens; everything that it needs to know is in here.
"""
import argparse
import inspect
import math
import pathlib
import shutil
import sys
import tempfile
import time

import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer`;

const BODY = `
def parse_arguments():
    parser = argparse.ArgumentParser(description=f"Perplexity by position of {TITLE} at {TARGET_LENGTH} tokens.")
    parser.add_argument("--text", required=True, help="a UTF-8 text file of at least that many tokens")
    parser.add_argument("--model", default=MODEL, required=MODEL is None, help="folder of the checkpoint (%(default)s)")
    parser.add_argument("--strategies", default=",".join(CONFIGS), help="which to measure (%(default)s)")
    parser.add_argument("--length", type=int, default=TARGET_LENGTH, help="tokens of one window (%(default)s)")
    parser.add_argument("--windows", type=int, default=1, help="how many windows of the text, at most (%(default)s)")
    parser.add_argument("--chunk", type=int, default=1024, help="tokens computed at once: lower it to save memory (%(default)s)")
    parser.add_argument("--device", default=default_device(), help="cpu, cuda, mps (%(default)s)")
    parser.add_argument("--dtype", default=None, help="float32, bfloat16, float16 (bfloat16 on a GPU, else float32)")
    parser.add_argument("--trust-remote-code", action="store_true", help="run the code that the checkpoint brings")
    arguments = parser.parse_args()
    arguments.strategies = arguments.strategies.split(",")
    for name in arguments.strategies:
        if name not in CONFIGS:
            parser.error(f"no strategy {name}: this script has {', '.join(CONFIGS)}")
    if arguments.length < 2 or arguments.windows < 1 or arguments.chunk < 1:
        parser.error("--length must be at least 2, --windows and --chunk at least 1")
    return arguments


def default_device():
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def read_windows(arguments):
    """Token ids of each window, one tensor a window, each beginning as the tokenizer begins a text."""
    tokenizer = AutoTokenizer.from_pretrained(arguments.model, trust_remote_code=arguments.trust_remote_code)
    text = pathlib.Path(arguments.text).read_text(encoding="utf-8")
    ids = tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
    start = tokenizer("a")["input_ids"][:1]
    prefix = start if tokenizer.bos_token_id is not None and start == [tokenizer.bos_token_id] else []
    size = arguments.length - len(prefix)
    count = min(arguments.windows, len(ids) // size)
    if count == 0:
        sys.exit(f"{arguments.text} has {len(ids)} tokens, but a window needs {size}: take a longer text, or set --length")
    return [torch.tensor(prefix + ids[i * size : (i + 1) * size]) for i in range(count)]


def load(name, arguments):
    """The checkpoint as transformers reads it with this strategy's config.json in place of its own."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "config.json").write_text(CONFIGS[name], encoding="utf-8")
        for code in pathlib.Path(arguments.model).glob("*.py"):
            shutil.copy(code, folder)
        config = AutoConfig.from_pretrained(folder, trust_remote_code=arguments.trust_remote_code)
    dtype = arguments.dtype or ("float32" if arguments.device == "cpu" else "bfloat16")
    model = AutoModelForCausalLM.from_pretrained(
        arguments.model,
        config=config,
        torch_dtype=getattr(torch, dtype),
        trust_remote_code=arguments.trust_remote_code,
    )
    return model.to(arguments.device).eval()


@torch.inference_mode()
def losses(model, ids, chunk, report):
    """Negative log-likelihood in nats of every token but the first, given all tokens before it."""
    ids = ids.to(model.device)
    last = len(ids) - 1
    # Newer releases of transformers call the argument "cache".
    key = "cache" if "cache" in inspect.signature(model.forward).parameters else "past_key_values"
    cache = None
    parts = []
    for start in range(0, last, chunk):
        stop = min(start + chunk, last)
        output = model(input_ids=ids[None, start:stop], use_cache=chunk < last, **{key: cache})
        cache = output.get(key)
        scores = torch.log_softmax(output.logits[0].float(), dim=-1)
        parts.append(-scores.gather(1, ids[start + 1 : stop + 1, None])[:, 0].cpu())
        report(stop / last)
    return torch.cat(parts).double()


def measure(name, windows, arguments):
    """Mean loss of each position over the windows."""
    model = load(name, arguments)
    total = torch.zeros(arguments.length - 1, dtype=torch.float64)
    chunk = arguments.length if name in IN_ONE_PASS else arguments.chunk
    begun = time.monotonic()
    for index, ids in enumerate(windows):

        def report(share):
            done = (index + share) / len(windows)
            seconds = time.monotonic() - begun
            print(f"\\r{name}: {done:4.0%}, {seconds:.0f} s", end="", file=sys.stderr, flush=True)

        total += losses(model, ids, chunk, report)
    print(file=sys.stderr)
    return total / len(windows)


def bucket_edges(length):
    """Half the pretrained window, all of it, and from there doubling to the end."""
    edges = [0, PRETRAINED_LENGTH // 2, PRETRAINED_LENGTH]
    while edges[-1] < length:
        edges.append(edges[-1] * 2)
    return [edge for edge in edges if edge < length] + [length]


def print_table(results, length):
    edges = bucket_edges(length)
    spans = [(0, length)] + list(zip(edges, edges[1:]))
    heads = ["all"] + [f"{start}-{stop}" for start, stop in spans[1:]]
    width = max(18, *(len(head) + 2 for head in heads))
    print(f"\\n{TITLE}, {length} tokens, pretrained on {PRETRAINED_LENGTH}")
    print("mean negative log-likelihood in nats (perplexity), by position of the token; lower is better\\n")
    print("strategy".ljust(16) + "".join(head.rjust(width) for head in heads))
    # The entry at i is the loss of the token at position i + 1.
    rows = [(name, [loss[max(0, start - 1) : stop - 1].mean().item() for start, stop in spans]) for name, loss in results.items()]
    for name, means in sorted(rows, key=lambda row: row[1][0]):
        cells = [f"{mean:.4f} ({perplexity(mean)})" for mean in means]
        print(name.ljust(16) + "".join(cell.rjust(width) for cell in cells))


def perplexity(mean):
    return f"{math.exp(mean):.2f}" if mean < 100 else "inf"


def main():
    arguments = parse_arguments()
    windows = read_windows(arguments)
    results = {}
    failures = {}
    for name in arguments.strategies:
        try:
            results[name] = measure(name, windows, arguments)
        except (RuntimeError, ValueError, KeyError, TypeError, AttributeError) as error:
            print(f"\\r{name}: {error}", file=sys.stderr)
            failures[name] = error
        if arguments.device == "cuda":
            torch.cuda.empty_cache()
    if results:
        print_table(results, arguments.length)
    for name, error in failures.items():
        print(f"{name}: not measured: {type(error).__name__}: {error}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
`;
