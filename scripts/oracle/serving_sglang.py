"""SGLang for run_serving.py: ModelConfig as the server makes it, then the model file with inert layers."""

import argparse
import contextlib
import importlib
import sys

from serving_inert import Alone, Everything, disarm, few_layers

from sglang.srt.configs.model_config import ModelConfig
from sglang.srt.models import registry
from torch import nn

ROTARY = "sglang.srt.layers.rotary_embedding"
# Model files with a rotary class of their own; what their layers get from get_rope stays unused.
OWN_ROTARY = {"sglang.srt.models.gemma3_causal": "Gemma3RotaryEmbedding"}


def parallel():
    """One process."""
    settings = Everything()
    for name in ("tp_size", "attn_tp_size", "pp_size", "dp_size", "attn_dp_size", "moe_tp_size", "moe_ep_size"):
        setattr(settings, name, 1)
    settings.pp_group = Alone()
    return settings


def make_layers(count, layer_fn, *args, prefix="", return_tuple=False, **kwargs):
    layers = nn.ModuleList([layer_fn(idx=index, prefix=f"{prefix}.{index}") for index in range(count)])
    return layers if "pp_rank" not in kwargs and not return_tuple else (layers, 0, count)


def make_pp_layers(count, layer_fn, *args, prefix="", **kwargs):
    return make_layers(count, layer_fn, prefix=prefix), 0, count


STANDINS = {
    "get_server_args": Everything,
    "get_global_server_args": Everything,
    "get_exec_context": Everything,
    "get_attention_tp_size": lambda: 1,
    "get_attention_tp_rank": lambda: 0,
    "get_tensor_model_parallel_world_size": lambda: 1,
    "get_tensor_model_parallel_rank": lambda: 0,
    "get_moe_expert_parallel_world_size": lambda: 1,
    "get_pp_group": Alone,
    "get_tp_group": Alone,
    "get_pp_indices": lambda count, rank, size: (0, count),
    "resolve_linear_parallel_group": lambda *args: (0, 1),
    "is_dp_attention_enabled": lambda: False,
    "append_stages": lambda *args: [Everything() for _ in args],
    "make_layers": make_layers,
    "make_pp_layers": make_pp_layers,
}


def unset():
    settings = Everything()
    settings.speculative_algorithm = None
    return settings


def publish():
    """Gives every part of the server's context an empty configuration."""
    with contextlib.suppress(ImportError):
        context = importlib.import_module("sglang.srt.runtime_context")
        context.ParallelContext._read = lambda self, name: getattr(parallel(), name)
        context.RuntimeContext.config_bag = lambda self, name: unset()
        context.RuntimeContext.config_leaf = lambda self, name: unset()
    with contextlib.suppress(ImportError):
        # DeepSeek's rotary class asks for an accelerator.
        importlib.import_module(f"{ROTARY}.rope_variant").get_device = lambda *args: "cpu"


publish()


def forget():
    """The rotary classes made so far."""
    for name in (ROTARY, f"{ROTARY}.factory"):
        with contextlib.suppress(ImportError):
            getattr(importlib.import_module(name), "_ROPE_DICT", {}).clear()


class Engine:
    def parsed(self, arguments):
        """What SGLang's own parser makes of launch arguments."""
        parser = argparse.ArgumentParser()
        importlib.import_module("sglang.srt.server_args").ServerArgs.add_cli_args(parser)
        given = parser.parse_args(arguments)
        return {"max_length": given.context_length, "overrides": given.json_model_override_args}

    def load(self, folder, max_length, overrides="{}"):
        config = ModelConfig(
            model_path=folder, context_length=max_length, dtype="float32", trust_remote_code=False, model_override_args=overrides
        )
        return config, config.context_len

    def build(self, config, recorder):
        few_layers(config.hf_config)
        forget()
        names = config.hf_config.architectures
        cls, _ = registry.ModelRegistry.resolve_model_cls(names)
        with contextlib.ExitStack() as stack:
            for name, module in list(sys.modules.items()):
                if name.startswith("sglang.srt.models.") and module is not None:
                    self.prepare(module, recorder, stack)
            try:
                cls(config=config.hf_config, quant_config=None)
            except Exception:
                text = config.hf_text_config
                if text is config.hf_config or recorder.made or recorder.error is not None:
                    raise
                self.text_class(text)(config=text, quant_config=None)

    def text_class(self, text):
        """The class of the language model inside, where the vision part does not stand on inert layers."""
        from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

        return registry.ModelRegistry.resolve_model_cls(text.architectures or [MODEL_FOR_CAUSAL_LM_MAPPING_NAMES[text.model_type]])[0]

    def prepare(self, module, recorder, stack):
        saved = dict(vars(module))
        stack.callback(lambda: vars(module).update(saved))
        disarm(module, keep=("Rotary",))
        get_rope = recorder.wrap(importlib.import_module(ROTARY).get_rope)
        own = OWN_ROTARY.get(module.__name__)
        if own is not None:
            setattr(module, own, recorder.wrap(saved[own]))
        elif "get_rope" in saved:
            module.get_rope = get_rope
        if "get_rope_wrapper" in saved:  # Its branch for a GPU.
            module.get_rope_wrapper = lambda *args, device=None, **kwargs: get_rope(*args, **kwargs)
        for name, standin in STANDINS.items():
            if name in saved:
                setattr(module, name, standin)

    def uses_long(self, rope, length, sequence_length):
        """The list is chosen a batch by its longest position."""
        original = getattr(rope, "original_max_position_embeddings", None)
        return original is not None and (sequence_length or 1) > original
