"""Runs the installed vLLM or SGLang over cases and records what it does with each config.

Arguments: "vllm" or "sglang", the input, the output. Reads JSON lines {"id", "text", "maxLength"}, writes JSON lines
{"id", "outcome", "exception", "message", "ropes", "derivedMaxLength"}.
The real code runs on the CPU: the config loader, the derived window, the model file with its calls of get_rope, the
rotary classes. Linear layers, norms, experts and attention kernels are inert; there are no weights and no network.
Only the Python files of the package are needed: compiled modules are stubbed.
"""

import importlib
import json
import logging
import math
import os
import shlex
import sys
import tempfile

os.environ.update(HF_HUB_OFFLINE="1", VLLM_LOGGING_LEVEL="CRITICAL", VLLM_CONFIGURE_LOGGING="0")

import torch  # noqa: E402
from serving_inert import FEW_ROWS, few_rows, without_weights  # noqa: E402
from serving_stubs import stand_in  # noqa: E402

if not hasattr(torch._C._cpu, "_is_amx_tile_supported"):
    torch._C._cpu._is_amx_tile_supported = lambda: False

# torchvision's compiled part goes with another build of torch; these operators are looked up when it is imported.
torchvision = torch.library.Library("torchvision", "DEF")
for operator in ("nms", "qnms"):
    torchvision.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

logging.disable(logging.CRITICAL)
TABLES = ("cos_sin_cache", "cos_sin_q_cache")


def jsonable(number):
    number = float(number)
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return float(f"{number:.8g}")


def rotation(rope, use_long):
    """The frequencies (radians a token, one a pair) and the factor on cos and sin, from the table's rows 0 and 1."""
    first = 0
    table = getattr(rope, "long_short_cos_sin_cache", None)
    if isinstance(table, torch.Tensor):
        first = min(rope.original_max_position_embeddings, FEW_ROWS) if use_long else 0
    else:
        table = next((value for name in TABLES if isinstance(value := getattr(rope, name, None), torch.Tensor)), None)
    if table is None:
        return own_frequencies(rope)
    rows = table[first : first + 2].to(torch.float64)
    half = rows.shape[-1] // 2
    if half == 0:
        return {"invFreq": [], "attentionFactor": 1.0}
    cos, sin = rows[:, :half], rows[:, half:]
    factor = cos[0, 0]
    angles = torch.atan2(sin[1] / factor, cos[1] / factor)
    return {"invFreq": [jsonable(angle) for angle in angles], "attentionFactor": jsonable(factor)}


def own_frequencies(rope):
    """A class after transformers' own keeps its frequencies, no table."""
    frequencies = getattr(rope, "inv_freq", None)
    if not isinstance(frequencies, torch.Tensor):
        return None
    return {
        "invFreq": [jsonable(f) for f in frequencies],
        "attentionFactor": jsonable(getattr(rope, "attention_scaling", 1.0)),
    }


def stopped(error, stage):
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return {"outcome": "raises", "stage": stage, "exception": type(error).__name__, "message": words}


class Recorder:
    """Stands before get_rope and keeps what it made, and the first error that it raised."""

    def __init__(self, sequence_length):
        self.sequence_length = sequence_length
        self.made = []
        self.error = None

    def wrap(self, function):
        def get_rope(*args, **kwargs):
            try:
                rope = function(*args, **kwargs)
            except Exception as error:
                self.error = self.error or error
                raise
            if not any(rope is other for other in self.made):
                self.made.append(rope)
            return rope

        return get_rope


def launch_arguments(command, folder):
    """The arguments of a launch command as a shell splits it, for the model in `folder`; without the words that start the server."""
    words = shlex.split(command)
    if words[:2] == ["vllm", "serve"]:
        return ["--model", folder, *words[3:]]
    return ["--model-path", folder, *words[words.index("--model-path") + 2 :]]


def run_case(engine, case, root):
    folder = tempfile.mkdtemp(dir=root)  # SGLang keeps what it read of a folder.
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        file.write(case["text"])
    result = {"id": case["id"], "outcome": "loads", "exception": None, "message": None, "ropes": [], "derivedMaxLength": None}
    try:
        options = engine.parsed(launch_arguments(case["command"], folder)) if "command" in case else {"max_length": case.get("maxLength")}
        loaded, length = engine.load(folder, **options)
    except (Exception, SystemExit) as error:
        return {**result, **stopped(error, "load")}
    result["derivedMaxLength"] = length
    recorder = Recorder(case.get("seqLen"))
    failure = None
    try:
        with few_rows():
            engine.build(loaded, recorder)
    except Exception as error:
        failure = error
    if recorder.error is not None:
        return {**result, **stopped(recorder.error, "rope")}
    ropes = [rotation(rope, engine.uses_long(rope, length, case.get("seqLen"))) for rope in recorder.made]
    result["ropes"] = [rope for rope in ropes if rope is not None]
    if failure is not None:
        words = f"{type(failure).__name__}: {failure}"
        if not recorder.made:
            return {**result, **stopped(failure, "model")}
        result["after"] = words[:300]
    return result


def main():
    _, framework, source, output = sys.argv
    stand_in(framework)
    engine = importlib.import_module(f"serving_{framework}").Engine()
    without_weights()
    with open(source, encoding="utf-8") as file, open(output, "w", encoding="utf-8") as results, tempfile.TemporaryDirectory() as folder:
        for line in file:
            results.write(json.dumps(run_case(engine, json.loads(line), folder)) + "\n")
            results.flush()


if __name__ == "__main__":
    main()
