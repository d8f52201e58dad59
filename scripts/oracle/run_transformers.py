"""Runs the installed transformers over cases and records what it does with each config.

Reads JSON lines {"id", "text" (the file's) or "config", "seqLen"} from the first argument, writes JSON lines
{"id", "outcome", "exception", "message", "warnings", "ropes", "maxPositionEmbeddings"} to the second.
The real classes run: the config loader, the model (few layers, on the meta device), its rotary modules (on the CPU),
one attention layer (on the meta device). No weights, no network.
"""

import inspect
import json
import logging
import math
import os
import sys
import tempfile
import traceback

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_VERBOSITY"] = "warning"

import torch  # noqa: E402
import transformers  # noqa: E402
from transformers import AutoConfig  # noqa: E402
from transformers_models import Unmeasured, build, model_class_of, shrink, text_config_of  # noqa: E402


class Collector(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def jsonable(number):
    if number is None:
        return None
    number = float(number)
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return float(f"{number:.8g}")


def rope_entries(module, positions):
    """(layerType, invFreq, attentionFactor) of one rotary module after a call with these positions."""
    forward = inspect.signature(type(module).forward).parameters
    entries = []
    layer_types = [None]
    if "layer_type" in forward:
        layer_types = [name[: -len("_inv_freq")] for name in dict(module.named_buffers(recurse=False)) if name.endswith("_inv_freq") and not name.endswith("original_inv_freq")]
        layer_types = sorted(set(layer_types))
    for layer_type in layer_types:
        attention = None
        x = torch.zeros(1, 1, len(positions[0]), 4)
        cos = None
        if "position_ids" in forward:
            args = {"layer_type": layer_type} if layer_type is not None else {}
            ids = positions
            try:
                out = module(x, ids, **args)
            except Exception as first:
                try:
                    out = module(x, ids[None].expand(3, *ids.shape), **args)
                except Exception:
                    raise first
            cos = out[0] if isinstance(out, (tuple, list)) else out
        elif "seq_len" in forward:
            seq = int(positions.max()) + 1
            out = module(torch.zeros(1, 1, min(seq, 8), 4), seq_len=seq)
            cos = out[0]
        name = "inv_freq" if layer_type is None else f"{layer_type}_inv_freq"
        inv = getattr(module, name, None)
        if inv is None or recomputes(module):
            inv = angles_at_one(out)
        if cos is not None:
            attention = cos.flatten()[0] if cos.numel() > 0 else torch.tensor(1.0)
            if torch.is_complex(attention):
                attention = attention.abs()
        entries.append({"layerType": layer_type, "invFreq": [jsonable(v) for v in inv.flatten()], "attentionFactor": jsonable(attention) if attention is not None else None})
    return entries


def recomputes(module):
    """Phi-3.5-MoE computes its frequencies in every call and leaves the buffer alone."""
    return type(module).__name__ == "PhimoeRotaryEmbedding"


def angles_at_one(out):
    """Frequencies from the angles at position 1, which must be below pi."""
    cos, sin = (part.reshape(-1, part.shape[-1]) for part in out)
    return torch.atan2(sin[1], cos[1])[: cos.shape[-1] // 2]


def rotary_modules(model):
    found = {}
    for name, module in model.named_modules():
        buffers = [n for n, _ in module.named_buffers(recurse=False)]
        if "Rotary" in type(module).__name__ and (recomputes(module) or any(n.endswith("inv_freq") for n in buffers)):
            found[name] = module
    return found


def describe(name):
    if "vision" in name or "visual" in name:
        return "vision"
    if "local" in name:
        return "sliding_attention"
    return None


PASSED = {"hidden_states", "position_embeddings", "position_ids", "attention_mask", "shared_kv_states", "past_key_values", "past_key_value", "layer_past", "head_mask"}
"""What an attention layer is given; one that needs more is left out."""


def attention_of(model, hidden_size):
    """The language model's first attention layer, or None where none can be called alone."""
    for name, module in model.named_modules():
        if any(part in name for part in ("vision", "visual", "audio", "speech", "encoder")) or not type(module).__name__.endswith("Attention"):
            continue
        parameters = inspect.signature(module.forward).parameters
        if "hidden_states" not in parameters:
            continue
        needed = {n for n, p in parameters.items() if p.default is inspect.Parameter.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)}
        widths = {layer.in_features for layer in module.children() if isinstance(layer, torch.nn.Linear)}
        if needed <= PASSED and (not widths or hidden_size in widths):
            return module
    return None


def run_attention(model, config, rotary, positions):
    """One attention layer on the meta device: shape errors only."""
    module = attention_of(model, config.hidden_size)
    if module is None or not rotary:
        return
    parameters = inspect.signature(module.forward).parameters
    length = positions.shape[1]
    with torch.device("meta"):
        hidden = torch.zeros(1, length, config.hidden_size)
    kwargs = {}
    first = next(iter(rotary.values()))
    if "position_embeddings" in parameters:
        forward = inspect.signature(type(first).forward).parameters
        args = {}
        if "layer_type" in forward:
            kinds = sorted({n[: -len("_inv_freq")] for n, _ in first.named_buffers(recurse=False) if n.endswith("_inv_freq") and not n.endswith("original_inv_freq")})
            args = {"layer_type": kinds[0]}
            layer_type = getattr(module, "layer_type", None)
            if layer_type in kinds:
                args = {"layer_type": layer_type}
        try:
            ids = {"seq_len": int(positions.max()) + 1} if "seq_len" in forward else {"position_ids": positions}
            out = first(torch.zeros(1, 1, length, 4), **ids, **args)
        except Exception:
            out = first(torch.zeros(1, 1, length, 4), positions[None].expand(3, *positions.shape), **args)
        kwargs["position_embeddings"] = tuple(o.to("meta") for o in out) if isinstance(out, (tuple, list)) else out.to("meta")
    for other in module.modules():
        if "Rotary" in type(other).__name__:
            other.to("meta")
    if "position_ids" in parameters:
        kwargs["position_ids"] = positions.to("meta")
    if "attention_mask" in parameters:
        kwargs["attention_mask"] = None
    if "shared_kv_states" in parameters:
        kwargs["shared_kv_states"] = {}
    for name in ("past_key_values", "past_key_value", "layer_past", "head_mask"):
        if name in parameters and parameters[name].default is inspect.Parameter.empty:
            kwargs[name] = None
    try:
        module(hidden, **kwargs)
    except RuntimeError as error:
        # Some attention reads numbers off its tensors, which the meta device has none of: no shape error up to there.
        if not any(text in str(error) for text in ("meta tensor", "unsupported scalarType", "Boolean value of Tensor")):
            raise
    except TypeError as error:
        line = traceback.extract_tb(error.__traceback__)[-1].line or ""
        lacks = "required positional argument" in str(error) or "attention_mask" in line or "past_key_value" in line
        if not lacks:  # what the layer cannot do without
            raise


def run(case, collector):
    result = {"id": case["id"], "outcome": "loads", "exception": None, "message": None, "ropes": [], "maxPositionEmbeddings": None, "stage": "config"}
    collector.lines.clear()
    seq_len = case.get("seqLen") or 8
    try:
        with tempfile.TemporaryDirectory() as folder:
            text = case["text"] if "text" in case else json.dumps(case["config"])
            with open(os.path.join(folder, "config.json"), "w", encoding="utf-8", newline="") as file:
                file.write(text)
            config = AutoConfig.from_pretrained(folder)
        length = getattr(text_config_of(config), "max_position_embeddings", None)
        result["maxPositionEmbeddings"] = length if not isinstance(length, float) or math.isfinite(length) else str(length)
        shrink(config)
        config._attn_implementation = "eager"
        try:
            config._attn_implementation_internal = "eager"
        except Exception:
            pass
        result["stage"] = "model"
        automatic = model_class_of(config)
        model = build(automatic, config)
        positions = torch.tensor([[0, 1, seq_len - 1]])
        result["stage"] = "forward"
        rotary = rotary_modules(model)
        seen = []
        for name, module in rotary.items():
            for entry in rope_entries(module, positions):
                if entry["layerType"] is None:
                    entry["layerType"] = describe(name)
                if entry not in seen:
                    seen.append(entry)
        result["ropes"] = seen
        result["stage"] = "attention"
        run_attention(model, text_config_of(config), {n: m for n, m in rotary.items() if describe(n) != "vision"}, positions)
        result["stage"] = None
    except (Unmeasured, ImportError, NotImplementedError) as error:
        result["outcome"] = "unmeasured"
        result["message"] = str(error)[:200]
    except Exception as error:  # noqa: BLE001
        result["outcome"] = "raises"
        result["exception"] = type(error).__name__
        result["message"] = str(error)[:1000]
    result["warnings"] = list(collector.lines)
    return result


def main():
    cases, output = sys.argv[1:3]
    torch.manual_seed(0)
    collector = Collector()
    logging.getLogger("transformers").addHandler(collector)
    with open(cases, encoding="utf-8") as source, open(output, "w", encoding="utf-8") as sink:
        for line in source:
            case = json.loads(line)
            sink.write(json.dumps(run(case, collector)) + "\n")
            sink.flush()
    print(transformers.__version__)


if __name__ == "__main__":
    main()
