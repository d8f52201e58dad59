"""What takes the place of an engine's layers, settings and processes, none of which has a part in the rotation."""

import types
from unittest import mock

import torch
from torch import nn

FEW_LAYERS = 6
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
