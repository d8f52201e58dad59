"""vLLM for run_serving.py: ModelConfig as the engine makes it, then the model file with inert layers."""

import contextlib
import copy
import importlib
import inspect
import sys
import types
from unittest import mock

import torch
from serving_inert import Alone, Everything, disarm, few_layers
from transformers import AutoModel
from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES
from vllm.config import ModelConfig
from vllm.distributed import parallel_state
from vllm.model_executor.models import registry
from vllm.platforms import current_platform


def inspect_here(self):
    """vLLM looks at a model class in a process of its own; here it is this one."""
    return registry._ModelInfo.from_model_cls(self.load_model_cls())


registry._LazyRegisteredModel.inspect_model_cls = inspect_here


current_platform.device_type = "cpu"
for group in ("_WORLD", "_PP", "_TP", "_EP", "_DP", "_PCP", "_DCP", "_EPLB"):
    setattr(parallel_state, group, Alone())


class Settings(Everything):
    """The engine's settings."""

    def with_hf_config(self, hf_config, architectures=None):
        """What a multimodal model gives to its language model."""
        inner = copy.copy(self.model_config)
        inner.hf_config = hf_config
        return settings_of(inner)


def settings_of(config):
    settings = Settings()
    settings.model_config = config
    settings.cache_config.sliding_window = config.get_sliding_window()
    for name in ("quant_config", "lora_config", "speculative_config", "kv_transfer_config"):
        setattr(settings, name, None)
    settings.compilation_config = compilation(config_package().CompilationConfig)
    return settings


def config_package():
    """The module of the engine's settings."""
    with contextlib.suppress(ImportError):
        return importlib.import_module("vllm.config.vllm")
    return importlib.import_module("vllm.config")


def compilation(cls):
    """Off, which every release spells in its own way."""
    for settings in ({"level": 0, "custom_ops": ["none"]}, {"custom_ops": ["none"]}, {}):
        with contextlib.suppress(Exception):
            return cls(**settings)
    return Everything()


def current(settings, stack):
    """Makes the settings those that rotary classes ask for."""
    package = config_package()
    if hasattr(package, "_current_vllm_config"):
        stack.enter_context(mock.patch.object(package, "_current_vllm_config", settings))


def rotations_of(module):
    """A rotary module of transformers holds one rotation, or one a layer type."""
    if hasattr(module, "inv_freq"):
        return [module]
    names = [name.removesuffix("_original_inv_freq") for name, _ in module.named_buffers() if name.endswith("_original_inv_freq")]
    return [
        types.SimpleNamespace(inv_freq=getattr(module, f"{name}_inv_freq"), attention_scaling=getattr(module, f"{name}_attention_scaling"))
        for name in names
    ]


class Engine:
    def parsed(self, arguments):
        """What vLLM's own parser makes of launch arguments."""
        arg_utils = importlib.import_module("vllm.engine.arg_utils")
        try:
            parser = importlib.import_module("vllm.utils.argparse_utils").FlexibleArgumentParser()
        except ImportError:
            parser = importlib.import_module("vllm.utils").FlexibleArgumentParser()
        given = arg_utils.EngineArgs.add_cli_args(parser).parse_args(arguments)
        return {"max_length": given.max_model_len, "overrides": given.hf_overrides}

    def load(self, folder, max_length, overrides=None):
        names = inspect.signature(ModelConfig.__init__).parameters
        wanted = {
            "model": folder, "tokenizer": folder, "tokenizer_mode": "auto", "trust_remote_code": False, "dtype": "float32",
            "seed": 0, "max_model_len": max_length, "enforce_eager": True, "skip_tokenizer_init": True,
        }
        if "task" in names and "runner" not in names:
            wanted["task"] = "auto"
        if overrides:
            wanted["hf_overrides"] = overrides
        config = ModelConfig(**wanted)
        return config, config.max_model_len

    def build(self, config, recorder):
        few_layers(config.hf_config)
        rotary = importlib.import_module("vllm.model_executor.layers.rotary_embedding")
        rotary._ROPE_DICT.clear()
        cls = self.model_class(config)
        if ".models.transformers" in cls.__module__:
            return self.wrapped(config, recorder)
        text = config.hf_text_config
        # Its module is imported before modules are prepared.
        inner = None if text is config.hf_config else self.text_class(config, text)
        modules = [module for name, module in sys.modules.items() if name.startswith(("vllm.model_executor.models.", "vllm.models.")) and module is not None]
        settings = settings_of(config)
        with contextlib.ExitStack() as stack:
            for module in modules:
                self.prepare(module, recorder, stack)
            current(settings, stack)
            try:
                self.construct(cls, settings)
            except Exception:
                if inner is None or recorder.made or recorder.error is not None:
                    raise
                self.construct(inner, settings.with_hf_config(text))

    def wrapped(self, config, recorder):
        """The model of transformers that vLLM wraps: built as its own code builds it, before layers are replaced."""
        utils = importlib.import_module("vllm.model_executor.models.transformers.utils")
        with utils.init_on_device_without_buffers("meta"):
            model = AutoModel.from_config(config.hf_config)
        for module in model.modules():
            if "Rotary" in type(module).__name__:
                if recorder.sequence_length is not None and hasattr(module, "inv_freq"):
                    module(torch.empty(1, 1, 1), torch.tensor([[0, recorder.sequence_length - 1]]))
                recorder.made.extend(rotations_of(module))

    def construct(self, cls, settings):
        if "vllm_config" in inspect.signature(cls.__init__).parameters:
            cls(vllm_config=settings, prefix="model")
        else:
            cls(settings.model_config.hf_config)

    def text_class(self, config, text):
        """The class of the language model inside, where the vision part does not stand on inert layers; None: vLLM has none."""
        names = text.architectures or [MODEL_FOR_CAUSAL_LM_MAPPING_NAMES.get(text.model_type)]
        if names == [None]:
            return None
        extra = [config] if "model_config" in inspect.signature(registry.ModelRegistry.resolve_model_cls).parameters else []
        return registry.ModelRegistry.resolve_model_cls(names, *extra)[0]

    def model_class(self, config):
        resolve = registry.ModelRegistry.resolve_model_cls
        extra = [config] if "model_config" in inspect.signature(resolve).parameters else []
        return resolve(config.hf_config.architectures, *extra)[0]

    def prepare(self, module, recorder, stack):
        saved = dict(vars(module))
        stack.callback(lambda: vars(module).update(saved))
        disarm(module, keep=("Rotary",))
        if hasattr(module, "get_rope"):
            module.get_rope = recorder.wrap(saved["get_rope"])

    def uses_long(self, rope, length, sequence_length):
        return bool(getattr(rope, "use_long_rope", False))
