"""vLLM for run_serving.py: ModelConfig as the engine makes it, then the model file with inert layers."""

import contextlib
import importlib
import inspect
import sys
import types
from unittest import mock

from run_serving import disarm, few_layers
from vllm.config import ModelConfig
from vllm.distributed import parallel_state
from vllm.model_executor.models import registry


def inspect_here(self):
    """vLLM looks at a model class in a process of its own; here it is this one."""
    return registry._ModelInfo.from_model_cls(self.load_model_cls())


registry._LazyRegisteredModel.inspect_model_cls = inspect_here


class Alone:
    """A group of one process."""

    is_first_rank = is_last_rank = True
    rank = rank_in_group = local_rank = 0
    world_size = 1
    device_group = types.SimpleNamespace(size=lambda: 1, rank=lambda: 0)
    cpu_group = device_group


for group in ("_WORLD", "_PP", "_TP", "_EP", "_DP", "_PCP", "_DCP", "_EPLB"):
    setattr(parallel_state, group, Alone())


class Everything(mock.MagicMock):
    """Settings that play no part: every flag is off."""

    def __bool__(self):
        return False


def current(settings, stack):
    """Makes the settings those that rotary classes ask for."""
    package = importlib.import_module("vllm.config")
    with contextlib.suppress(ImportError):
        package = importlib.import_module("vllm.config.vllm")
    if hasattr(package, "_current_vllm_config"):
        settings.compilation_config = package.CompilationConfig(custom_ops=["none"])
        stack.enter_context(mock.patch.object(package, "_current_vllm_config", settings))


class Engine:
    def load(self, folder, max_length):
        names = inspect.signature(ModelConfig.__init__).parameters
        wanted = {
            "model": folder, "tokenizer": folder, "tokenizer_mode": "auto", "trust_remote_code": False, "dtype": "float32",
            "seed": 0, "max_model_len": max_length, "enforce_eager": True, "skip_tokenizer_init": True,
        }
        if "task" in names and "runner" not in names:
            wanted["task"] = "auto"
        config = ModelConfig(**wanted)
        return config, config.max_model_len

    def build(self, config, recorder):
        few_layers(config.hf_config)
        cls = self.model_class(config)
        modules = [module for name, module in sys.modules.items() if name.startswith("vllm.model_executor.models.") and module is not None]
        settings = Everything()
        settings.model_config = config
        settings.quant_config = None
        settings.cache_config = None
        settings.lora_config = None
        settings.speculative_config = None
        with contextlib.ExitStack() as stack:
            for module in modules:
                self.prepare(module, recorder, stack)
            current(settings, stack)
            parameters = inspect.signature(cls.__init__).parameters
            if "vllm_config" in parameters:
                cls(vllm_config=settings, prefix="model")
            else:
                cls(config.hf_config)

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
