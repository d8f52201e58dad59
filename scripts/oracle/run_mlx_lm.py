"""Runs a release of mlx-lm over cases and records what it does with each config.

Reads JSON lines {"id", "text" (the file's) or "config", "seqLen"} from the first argument, writes JSON lines {"id", "outcome",
"exception", "message", "ropes"} to the second; the third is the folder that holds the package. The model file is loaded without
the package's own start, which needs tokenizers; the real model is built, and its rotations are applied to a vector of ones.
"""

import ast
import importlib
import json
import math
import os
import sys
import types

import mlx.core as mx

ATTRIBUTES = ("dims", "dim", "_dims")


def remapped(folder):
    with open(os.path.join(folder, "mlx_lm", "utils.py"), encoding="utf-8") as file:
        for node in ast.parse(file.read()).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MODEL_REMAPPING":
                return ast.literal_eval(node.value)
    return {}


def model_of(config, names):
    model_type = config["model_type"]
    try:
        module = importlib.import_module(f"mlx_lm.models.{names.get(model_type, model_type)}")
    except ImportError:
        raise ValueError(f"Model type {model_type} not supported.") from None
    return module.Model(module.ModelArgs.from_dict(config))


def measured(rope, length):
    """Frequencies and factor of a rotation that is called with `length` tokens, from the token at position 1."""
    dims = next(getattr(rope, name) for name in ATTRIBUTES if hasattr(rope, name))
    traditional = getattr(rope, "traditional", False)
    half = dims // 2
    first = [2 * i if traditional else i for i in range(half)]
    second = [i + 1 if traditional else i + half for i in first]
    unit = [0.0] * dims
    for i in first:
        unit[i] = 1.0
    x = mx.broadcast_to(mx.array(unit), (1, 1, max(length, 2), dims))
    out = rope(x + 0.0)[0, 0, 1].tolist()
    frequencies = [math.atan2(out[b], out[a]) for a, b in zip(first, second)]
    factors = [math.hypot(out[a], out[b]) for a, b in zip(first, second)]
    return {"layerType": None, "invFreq": [jsonable(value) for value in frequencies], "attentionFactor": jsonable(factors[0]) if factors else 1.0}


def settings(rope):
    """What its rotation is made of: layers whose modules hold the same rotate alike."""
    held = {**vars(rope), **rope}
    return repr([type(rope).__name__, *((name, value.tolist() if isinstance(value, mx.array) else value) for name, value in sorted(held.items()))])


def jsonable(number):
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return float(f"{number:.8g}")


def run(case, names):
    result = {"id": case["id"], "outcome": "loads", "exception": None, "message": None, "ropes": []}
    try:
        config = json.loads(case["text"]) if "text" in case else case["config"]
        model = model_of(config, names)
        ropes = [module for module in model.modules() if "RoPE" in type(module).__name__ and any(hasattr(module, name) for name in ATTRIBUTES)]
        distinct = {settings(rope): rope for rope in ropes}
        seen = []
        for rope in distinct.values():
            entry = measured(rope, case.get("seqLen") or 2)
            if entry not in seen:
                seen.append(entry)
        result["ropes"] = seen
    except SystemExit:
        # olmo's file ends the program where a package of its own is missing.
        result.update(outcome="unmeasured", ropes=[])
    except Exception as error:  # noqa: BLE001
        result.update(outcome="raises", exception=type(error).__name__, message=str(error)[:300], ropes=[])
    return result


def main():
    cases, output, folder = sys.argv[1:4]
    package = types.ModuleType("mlx_lm")
    package.__path__ = [os.path.join(folder, "mlx_lm")]
    sys.modules["mlx_lm"] = package
    mx.set_default_device(mx.cpu)
    names = remapped(folder)
    with open(cases, encoding="utf-8") as source, open(output, "w", encoding="utf-8") as sink:
        for line in source:
            sink.write(json.dumps(run(json.loads(line), names)) + "\n")
            sink.flush()


if __name__ == "__main__":
    main()
