"""Stands in for compiled packages that neither engine needs for its rotary embedding."""

import importlib.abc
import importlib.machinery
import sys
import types

ABSENT = {"flashinfer", "sgl_kernel", "deep_gemm", "outlines", "torchao", "decord", "torch_memory_saver"}
# SGLang imports parts of vLLM where it finds them.
ABSENT_FOR = {"sglang": ABSENT | {"vllm"}}


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
    def __init__(self, absent):
        self.absent = absent

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in self.absent:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        module = Stub(spec.name)
        module.__path__ = []
        module.__version__ = "99.0"
        return module

    def exec_module(self, module):
        pass


def stand_in(framework):
    """Imports of the packages give stubs from here on."""
    sys.meta_path.append(Stubs(ABSENT_FOR.get(framework, ABSENT)))
