"""Builds the model that a loaded config describes: few layers, on the meta device, its rotary modules on the CPU."""

import contextlib
import importlib
import inspect
import sys

import torch
import transformers

FEW_LAYERS = 2
FEW_EXPERTS = 16
TEXT_KEYS = ("text_config", "llm_config", "language_config", "thinker_config", "decoder")
SCANNED = set()
"""Modules whose rotary classes are wrapped already."""
ON_CPU = [False]


def wrap(cls):
    init = cls.__init__

    def on_cpu(self, *args, **kwargs):
        with torch.device("cpu") if ON_CPU[0] else contextlib.nullcontext():
            init(self, *args, **kwargs)

    cls.__init__ = on_cpu


def wrap_new():
    """Wraps the rotary classes of modules imported since; whether there were any."""
    found = False
    for name, module in list(sys.modules.items()):
        if not name.startswith("transformers.models.") or ".modeling_" not in name or name in SCANNED or module is None:
            continue
        SCANNED.add(name)
        for cls in list(vars(module).values()):
            if inspect.isclass(cls) and cls.__module__ == name and issubclass(cls, torch.nn.Module) and "Rotary" in cls.__name__ and "__init__" in vars(cls):
                wrap(cls)
                found = True
    return found


def build(automatic, config):
    """The model on the meta device, its rotary modules on the CPU. Built again when building imported further ones."""
    while True:
        wrap_new()
        ON_CPU[0] = True
        try:
            with torch.device("meta"):
                model = automatic.from_config(config, attn_implementation="eager")
        finally:
            ON_CPU[0] = False
        if not wrap_new():
            return model


def model_class_of(config):
    """The automatic class that knows the config; a bare model where there is one."""
    for name in ("AutoModel", "AutoModelForImageTextToText", "AutoModelForVision2Seq", "AutoModelForCausalLM"):
        automatic = getattr(transformers, name, None)
        if automatic is not None and type(config) in automatic._model_mapping:
            automatic._model_mapping[type(config)]  # imports the model's file, so that its rotary classes are there
            return automatic
    return own_model_class(config)


def own_model_class(config):
    """The model of a part that no automatic class knows (the text model of a composite), built from the config alone."""
    path = type(config).__module__.replace(".configuration_", ".modeling_")
    module = importlib.import_module(path)
    for cls in vars(module).values():
        if inspect.isclass(cls) and issubclass(cls, transformers.PreTrainedModel) and getattr(cls, "config_class", None) is type(config):
            if cls.__name__.endswith(("Model", "Decoder", "Encoder")) and "PreTrained" not in cls.__name__:
                return DirectBuild(cls)
    raise Unmeasured(f"no model class for {type(config).__name__}")


class Unmeasured(Exception):
    """The release may well load this; the oracle cannot build it here."""


class DirectBuild:
    def __init__(self, cls):
        self.cls = cls

    def from_config(self, config, attn_implementation):
        return self.cls._from_config(config, attn_implementation=attn_implementation)


def text_config_of(config):
    for key in TEXT_KEYS:
        inner = getattr(config, key, None)
        if inner is not None and not isinstance(inner, dict):
            return text_config_of(inner)
    return config


def shrink(config):
    """Few layers and experts, so that building is quick; the layer kinds that exist are all kept."""
    for part in {id(c): c for c in [config, text_config_of(config)]}.values():
        for name in ("num_local_experts", "num_experts", "n_routed_experts"):
            if isinstance(getattr(part, name, None), int) and getattr(part, name) > FEW_EXPERTS:
                setattr(part, name, FEW_EXPERTS)
        if getattr(part, "num_kv_shared_layers", None):
            part.num_kv_shared_layers = 0  # they are the last ones, which go
        types = getattr(part, "layer_types", None)
        layers = getattr(part, "num_hidden_layers", None)
        if not isinstance(layers, int):
            continue
        few = min(layers, FEW_LAYERS)
        if isinstance(types, list) and types:
            while few < len(types) and set(types[:few]) != set(types):
                few += 1
            part.layer_types = types[:few]
        try:
            part.num_hidden_layers = few
        except Exception:
            pass
