"""What the oracle's cases are made of: a small llama, complete blocks of each kind, the layouts that they can have in a file."""

import copy

GONE = object()
ODD = {
    "null": None, "string": "4.0", "integer": 4, "zero": 0, "float zero": 0.0, "negative": -2.0, "half": 0.5, "one": 1.0, "nan": float("nan"),
    "infinity": float("inf"), "true": True, "list": [2.0], "dict": {"a": 1}, "large": 1048576, "word": "many",
}


def llama(**keys):
    config = {
        "model_type": "llama", "hidden_size": 512, "intermediate_size": 1024, "num_hidden_layers": 2, "num_attention_heads": 8, "num_key_value_heads": 8,
        "vocab_size": 1000, "max_position_embeddings": 4096, "rope_theta": 10000.0,
    }
    return changed(config, keys)


def changed(config, keys):
    config = copy.deepcopy(config)
    for key, value in keys.items():
        if value is GONE:
            config.pop(key, None)
        else:
            config[key] = value
    return config


def block(kind, pairs=32, original=4096, factor=4.0):
    """A complete block of a kind, rope_type spelling, without theta."""
    result = {"rope_type": kind}
    if kind in ("linear", "dynamic", "ntk"):
        result["factor"] = factor
    if kind in ("yarn", "deepseek_yarn"):
        result.update(factor=factor, original_max_position_embeddings=original)
    if kind in ("longrope", "su"):
        result.update(
            factor=factor, original_max_position_embeddings=original,
            short_factor=[1.0 + 0.01 * i for i in range(pairs)], long_factor=[1.0 + 0.1 * i for i in range(pairs)],
        )
    if kind == "llama3":
        result.update(factor=factor, original_max_position_embeddings=original, low_freq_factor=1.0, high_freq_factor=4.0)
    if kind == "proportional":
        result.update(partial_rotary_factor=0.25)
    if kind == "mrope":
        result.update(mrope_section=[8, 12, 12])
    return result


KINDS = ["default", "linear", "dynamic", "yarn", "longrope", "llama3", "proportional", "mrope", "ntk", "su", "axial", "deepseek_yarn"]
MAIN = ["linear", "dynamic", "yarn", "longrope", "llama3"]
WINDOW = {"max_position_embeddings": 16384}


def with_type(inner):
    inner = dict(inner)
    return {"type": inner.pop("rope_type"), **inner}


def layouts(kind, pairs=32):
    """The spellings in which a block can stand in a file: name -> keys."""
    inner = block(kind, pairs)
    v5 = {**inner, "rope_theta": 50000.0}
    other = {"rope_type": "linear", "factor": 2.0}
    return {
        "v4": {"rope_scaling": inner},
        "v4 type": {"rope_scaling": with_type(inner)},
        "v4 both types": {"rope_scaling": {**inner, "type": kind}},
        "v4 other type": {"rope_scaling": {**inner, "type": "linear"}},
        "v4 type null": {"rope_scaling": {**inner, "type": None}},
        "v4 top original": {"rope_scaling": inner, "original_max_position_embeddings": 2048},
        "v4 theta inside": {"rope_scaling": v5},
        "v5": {"rope_parameters": v5, "rope_theta": GONE},
        "v5 type": {"rope_parameters": with_type(v5), "rope_theta": GONE},
        "v5 other type": {"rope_parameters": {**v5, "type": "linear"}, "rope_theta": GONE},
        "v5 theta above": {"rope_parameters": inner, "rope_theta": 70000.0},
        "v5 two thetas": {"rope_parameters": v5, "rope_theta": 70000.0},
        "v5 no theta": {"rope_parameters": inner, "rope_theta": GONE},
        "v5 top original": {"rope_parameters": v5, "original_max_position_embeddings": 2048},
        "v5 scaling null": {"rope_parameters": v5, "rope_scaling": None},
        "v5 scaling empty": {"rope_parameters": v5, "rope_scaling": {}},
        "both alike": {"rope_parameters": v5, "rope_scaling": inner},
        "both differ": {"rope_parameters": v5, "rope_scaling": other},
        "v5 nested full": {"rope_parameters": {"full_attention": v5}, "rope_theta": GONE},
        "v5 nested full and sliding": {"rope_parameters": {"full_attention": v5, "sliding_attention": {"rope_type": "default", "rope_theta": 30000.0}}},
        "v5 nested with types": {"rope_parameters": {"full_attention": v5}, "layer_types": ["full_attention", "full_attention"]},
        "v5 nested null": {"rope_parameters": {"full_attention": None}, "layer_types": ["full_attention", "full_attention"]},
        "v4 nested": {"rope_scaling": {"full_attention": inner}},
        "v4 with types": {"rope_scaling": inner, "layer_types": ["full_attention", "full_attention"]},
    }
