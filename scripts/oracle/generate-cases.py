"""Writes many cases for the oracle: JSON lines {"id", "text", "seqLen"}, always the same ones.

Arguments: the output, the framework, then its data file (src/runtimes/data/transformers-families.json or mlx-models.json). For
mlx-lm: scaling blocks on a llama, and every model file with a handful of blocks. The groups for transformers: a llama config whose
scaling block, lengths, sizes and spellings are varied one at a time; keys of the block drawn at random; every model type with
its class defaults and a handful of blocks; multimodal files with blocks at either level; texts that are not quite JSON.
"""

import json
import sys

from case_blocks import block, llama
from cases_llama import drawn, one_key, shapes, spelled
from cases_mlx import mlx_cases
from cases_types import families, multimodal


def texts(cases):
    plain = json.dumps(llama(rope_scaling=block("linear")))
    inner = plain[1:-1]
    odd = {
        "trailing comma": "{" + inner + ",}", "comment": "{// a\n" + inner + "}", "block comment": "{/* a */" + inner + "}", "BOM": "\ufeff" + plain, "empty": "", "spaces": "  \n ", "array": "[" + plain + "]", "string": '"llama"', "number": "4", "null": "null",
        "crlf": plain.replace(", ", ",\r\n"), "tabs": plain.replace(", ", ",\t"), "single quotes": plain.replace('"', "'"), "two objects": plain + plain, "text after": plain + " x", "newline after": plain + "\n\n", "unclosed": plain[:-1], "NaN factor": plain.replace('"factor": 4.0', '"factor": NaN'),
        "Infinity theta": plain.replace("10000.0", "Infinity"), "-Infinity theta": plain.replace("10000.0", "-Infinity"), "1e400 theta": plain.replace("10000.0", "1e400"), "1e5 max": plain.replace("4096", "1e5"), "1E4 theta": plain.replace("10000.0", "1E4"), "-0 factor": plain.replace('"factor": 4.0', '"factor": -0'),
        "leading zero": plain.replace("4096", "04096"), "plus": plain.replace("4096", "+4096"), "hex": plain.replace("4096", "0x1000"), "dot": plain.replace("4.0", ".5"), "4.": plain.replace("4.0", "4."), "True": plain.replace("4.0", "True"), "None": plain.replace("4.0", "None"), "nan lower": plain.replace("4.0", "nan"),
        "duplicate block": "{" + inner + ', "rope_scaling": {"rope_type": "linear", "factor": 2.0}}', "duplicate factor": plain.replace('"factor": 4.0', '"factor": 4.0, "factor": 8.0'), "duplicate max": "{" + inner + ', "max_position_embeddings": 8192}', "duplicate type": "{" + inner + ', "model_type": "qwen2"}',
        "control character": plain.replace("llama", "lla\tma"), "escape": plain.replace("llama", "ll\\u0061ma"), "escaped key": plain.replace("rope_scaling", "rope\\u005fscaling"), "bad escape": plain.replace("llama", "\\llama"), "lone surrogate": plain.replace('"vocab_size"', '"\\ud800"'), "emoji key": plain.replace('"vocab_size"', '"🦙"'),
        "deep": "{" + inner + ', "a": ' + "[" * 60 + "]" * 60 + "}", "large integer": plain.replace("4096", "9" * 25), "tagged theta": plain.replace("10000.0", '{"__float__": "Infinity"}'), "tagged nan factor": plain.replace('"factor": 4.0', '"factor": {"__float__": "NaN"}'), "tagged number": plain.replace("10000.0", '{"__float__": "7"}'),
        "tagged with more": plain.replace("10000.0", '{"__float__": "Infinity", "a": 1}'), "empty object": "{}", "only type": '{"model_type": "llama"}', "only type qwen2": '{"model_type": "qwen2"}', "form feed": plain.replace(", ", ",\f"), "nbsp": plain.replace(", ", ",\u00a0"), "missing colon": plain.replace('"factor": 4.0', '"factor" 4.0'),
        "missing comma": plain.replace(", ", " ", 1), "unquoted key": plain.replace('"factor"', "factor"), "number key": "{" + inner + ", 7: 1}", "trailing comma inner": plain.replace("4.0}", "4.0,}"), "comment after": plain + "\n// end", "nul": plain + "\u0000", "line separator": plain.replace("llama", "lla\u2028ma", 1),
    }
    for name, text in odd.items():
        cases.append((f"text {name}", text, None))


def main():
    output, framework, path = sys.argv[1:4]
    cases = []
    if framework == "mlx-lm":
        mlx_cases(cases, path)
    else:
        spelled(cases)
        one_key(cases)
        shapes(cases)
        drawn(cases)
        families(cases, path)
        multimodal(cases)
        texts(cases)
    seen = set()
    with open(output, "w", encoding="utf-8") as file:
        for name, config, length in cases:
            text = config if isinstance(config, str) else json.dumps(config)
            if name in seen:
                raise ValueError(f"two cases are called {name}")
            seen.add(name)
            file.write(json.dumps({"id": name, "text": text, "seqLen": length}) + "\n")
    print(len(cases), "cases")


if __name__ == "__main__":
    main()
