"""Runs the installed vLLM or SGLang over cases and records what it does with each config.

Arguments: "vllm" or "sglang", the input, the output. Reads JSON lines {"id", "text", "maxLength"}, writes JSON lines
{"id", "outcome", "exception", "message", "ropes", "derivedMaxLength"}.
The real code runs on the CPU: the config loader, the derived window, the model file with its calls of get_rope, the
rotary classes. Linear layers, norms, experts and attention kernels are inert; there are no weights and no network.
Only the Python files of the package are needed: compiled modules are stubbed.
"""

import importlib
import importlib.abc
import importlib.machinery
import json
import logging
import math
import os
import shlex
import sys
import tempfile
import types
from unittest import mock

FRAMEWORK = sys.argv[1] if __name__ == "__main__" else ""
os.environ.update(HF_HUB_OFFLINE="1", VLLM_LOGGING_LEVEL="CRITICAL", VLLM_CONFIGURE_LOGGING="0")

# Compiled packages that neither framework needs for its rotary embedding.
ABSENT = {"flashinfer", "sgl_kernel", "deep_gemm", "outlines", "torchao", "decord", "torch_memory_saver"}
if FRAMEWORK == "sglang":
    ABSENT.add("vllm")


class Nothing(type):
    """A class that stands for anything of a missing package: a decorator, a type, a value."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(name, (object,), {})

    def __call__(cls, *args, **kwargs):
        if len(args) == 1 and not kwargs and callable(args[0]) and not isinstance(args[0], Nothing):
            return args[0]
        return Nothing("nothing", (object,), {})

    def __getitem__(cls, key):
        return cls

    def __or__(cls, other):
        return other

    __ror__ = __or__

    def __iter__(cls):
        return iter(())


class Stub(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(name, (object,), {})


class Stubs(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ABSENT:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        module = Stub(spec.name)
        module.__path__ = []
        module.__version__ = "99.0"
        return module

    def exec_module(self, module):
        pass


sys.meta_path.append(Stubs())

import torch  # noqa: E402
from torch import nn  # noqa: E402

if not hasattr(torch._C._cpu, "_is_amx_tile_supported"):
    torch._C._cpu._is_amx_tile_supported = lambda: False

# torchvision's compiled part goes with another build of torch; these operators are looked up when it is imported.
torchvision = torch.library.Library("torchvision", "DEF")
for operator in ("nms", "qnms"):
    torchvision.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

logging.disable(logging.CRITICAL)
FEW_LAYERS = 6
TABLES = ("cos_sin_cache", "cos_sin_q_cache")
FEW_EXPERTS = 8
# A table is made for every position of the window, and millions of them do not fit; two are read.
FEW_ROWS = 4096


class Inert(nn.Module):
    """Any layer that has no part in the rotation."""

    def __init__(self, *args, **kwargs):
        super().__init__()
        self._buffers["weight"] = torch.empty(0)

    def __getattr__(self, name):
        try:
            return super().__getattr__(name)
        except AttributeError:
            if name.startswith("_") or "_parameters" not in self.__dict__:
                raise
            return Inert()

    def forward(self, *args, **kwargs):
        return args[0] if args else None


class Everything:
    """Settings that play no part: every flag is off, every number 0, every list empty."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = Everything()
        setattr(self, name, value)
        return value

    def __call__(self, *args, **kwargs):
        return Everything()

    def __bool__(self):
        return False

    def __iter__(self):
        return iter(())

    def __int__(self):
        return 0

    __index__ = __len__ = __int__

    def __gt__(self, other):
        return False

    __lt__ = __ge__ = __le__ = __contains__ = __gt__

    def __mul__(self, other):
        return 0

    __rmul__ = __add__ = __radd__ = __sub__ = __rsub__ = __floordiv__ = __mul__


class Alone:
    """A group of one process."""

    is_first_rank = is_last_rank = True
    rank = rank_in_group = local_rank = 0
    world_size = 1
    device_group = types.SimpleNamespace(size=lambda: 1, rank=lambda: 0)
    cpu_group = device_group


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


def disarm(module, keep):
    """Replaces the layers that the module imported, other than rotary ones, by inert ones."""
    for name, value in list(vars(module).items()):
        if isinstance(value, type) and issubclass(value, nn.Module) and value is not nn.Module:
            home = value.__module__
            if home == module.__name__ or ".models." in home or "rotary_embedding" in home or home.startswith("torch."):
                continue
            if not any(part in value.__name__ for part in keep):
                setattr(module, name, Inert)


def few_layers(config):
    """Fewer layers and experts: they are all alike, but for their kind."""
    # Nothing below is read by get_rope.
    for part in {id(c): c for c in (config, getattr(config, "text_config", None)) if c is not None}.values():
        if part.model_type in ("cohere", "gemma3_text"):
            part.tie_word_embeddings = True  # Older files refuse anything else, before the first layer.
        layers = getattr(part, "num_hidden_layers", None)
        if layers is not None and getattr(part, "max_window_layers", None) == layers:
            part.max_window_layers = min(FEW_LAYERS, layers)  # Counts all of them still.
        for key, most in (("num_hidden_layers", FEW_LAYERS), ("n_routed_experts", FEW_EXPERTS), ("num_local_experts", FEW_EXPERTS), ("num_experts", FEW_EXPERTS)):
            value = getattr(part, key, None)
            if isinstance(value, int) and value > most:
                try:
                    setattr(part, key, most)
                except Exception:
                    pass


def without_weights():
    """Layers of torch itself keep whatever memory they get: nothing reads their weights, and drawing them takes minutes."""
    for layer in (nn.Linear, nn.Embedding, nn.modules.conv._ConvNd):
        layer.reset_parameters = lambda self: None


def few_rows():
    """Cuts tables of positions short while a model is built."""
    arange = torch.arange

    def few(*bounds, **options):
        if len(bounds) < 3:
            start, stop = (0, *bounds)[-2:]
            bounds = (start, min(stop, start + FEW_ROWS))
        return arange(*bounds, **options)

    return mock.patch.object(torch, "arange", few)


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
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    engine = importlib.import_module(f"serving_{framework}").Engine()
    without_weights()
    with open(source, encoding="utf-8") as file, open(output, "w", encoding="utf-8") as results, tempfile.TemporaryDirectory() as folder:
        for line in file:
            results.write(json.dumps(run_case(engine, json.loads(line), folder)) + "\n")
            results.flush()


if __name__ == "__main__":
    sys.modules["run_serving"] = sys.modules["__main__"]
    main()
