"""Writes many cases for the oracle: JSON lines {"id", "text", "seqLen"}, always the same ones.

Arguments: the output, the framework, then its data file (src/runtimes/data/transformers-families.json or mlx-models.json). For
mlx-lm: scaling blocks on a llama, and every model file with a handful of blocks. The groups for transformers: a llama config whose
scaling block, lengths, sizes and spellings are varied one at a time; keys of the block drawn at random; every model type with
its class defaults and a handful of blocks; multimodal files with blocks at either level; texts that are not quite JSON.
"""

import copy
import itertools
import json
import random
import sys

NULL, GONE = None, object()
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


def spelled(cases):
    """(id, config, seqLen): every kind in every layout, and lengths around the bounds."""
    for kind in KINDS:
        for name, keys in layouts(kind).items():
            for window, more in (("4k", {}), ("16k", WINDOW)):
                if window == "16k" and kind not in MAIN:
                    continue
                lengths = [None]
                if kind == "dynamic":
                    lengths = [None, 20000]
                if kind == "longrope":
                    lengths = [3000, 5000, 20000]
                for length in lengths:
                    cases.append((f"llama {kind} {name} {window} at {length}", llama(**more, **keys), length))


def one_key(cases):
    """Each key of each kind absent or odd."""
    more = {
        "yarn": {"attention_factor": 1.2, "beta_fast": 16.0, "beta_slow": 2.0, "mscale": 0.7, "mscale_all_dim": 0.9, "truncate": True},
        "longrope": {"attention_factor": 1.2, "short_mscale": 1.1, "long_mscale": 1.3},
        "linear": {}, "dynamic": {"original_max_position_embeddings": 2048, "alpha": 100.0}, "llama3": {"attention_factor": 1.1},
        "proportional": {"factor": 2.0}, "default": {"factor": 2.0},
    }
    for kind, extra in more.items():
        length = {"dynamic": 20000, "longrope": 20000}.get(kind)
        keys = list(block(kind)) + list(extra)
        for key in keys:
            values = {"absent": GONE, **ODD}
            if key in extra:
                values["as such"] = extra[key]
            if key == "mscale_all_dim":
                values["with mscale"] = 0.9
            if key == "partial_rotary_factor":
                del values["large"]  # so many pairs that no machine has the memory
            for label, value in values.items():
                inner = changed(block(kind), {key: value})
                if label == "with mscale":
                    inner["mscale"] = 0.7
                cases.append((f"llama v4 {kind} {key} {label}", llama(**WINDOW, rope_scaling=inner), length))
                cases.append((f"llama v5 {kind} {key} {label}", llama(**WINDOW, rope_theta=GONE, rope_parameters={**inner, "rope_theta": 20000.0}), length))
    for label, value in ODD.items():
        cases.append((f"llama v4 yarn theta {label}", llama(rope_theta=value, rope_scaling=block("yarn")), None))
        cases.append((f"llama v4 none theta {label}", llama(rope_theta=value), None))
        cases.append((f"llama v4 linear theta {label}", llama(rope_theta=value, rope_scaling=block("linear")), None))
        cases.append((f"llama v4 dynamic theta {label}", llama(rope_theta=value, rope_scaling=block("dynamic")), 9000))
        cases.append((f"llama v4 llama3 theta {label}", llama(rope_theta=value, rope_scaling=block("llama3"), **WINDOW), None))
        cases.append((f"llama v5 linear theta {label}", llama(rope_theta=GONE, rope_parameters={**block("linear"), "rope_theta": value}), None))
        cases.append((f"llama v5 yarn theta {label}", llama(rope_theta=GONE, rope_parameters={**block("yarn"), "rope_theta": value}), None))
        cases.append((f"llama v5 default theta {label}", llama(rope_theta=GONE, rope_parameters={"rope_type": "default", "rope_theta": value}), None))
        cases.append((f"llama rope_scaling is {label}", llama(rope_scaling=value), None))
        cases.append((f"llama rope_parameters is {label}", llama(rope_parameters=value), None))
        cases.append((f"llama rope_parameters is {label}, theta gone", llama(rope_theta=GONE, rope_parameters=value), None))
        for kind in MAIN:
            length = 20000 if kind in ("dynamic", "longrope") else None
            cases.append((f"llama v4 {kind} max {label}", llama(rope_scaling=block(kind), max_position_embeddings=value), length))
            cases.append((f"llama v5 {kind} max {label}", llama(rope_parameters=block(kind), max_position_embeddings=value), length))
            cases.append((f"llama v4 {kind} top original {label}", llama(**WINDOW, rope_scaling=block(kind), original_max_position_embeddings=value), length))
            cases.append((f"llama v5 {kind} top original {label}", llama(**WINDOW, rope_parameters=block(kind), original_max_position_embeddings=value), length))
    for kind in MAIN:
        length = 20000 if kind in ("dynamic", "longrope") else None
        cases.append((f"llama v4 {kind} max gone", llama(rope_scaling=block(kind), max_position_embeddings=GONE), length))
        cases.append((f"llama v4 {kind} max gone, type and factor only", llama(rope_scaling={"rope_type": kind, "factor": 4.0}, max_position_embeddings=GONE), length))
        cases.append((f"llama v5 {kind} max gone", llama(rope_parameters=block(kind), max_position_embeddings=GONE), length))
        cases.append((f"llama v5 {kind} type and factor only", llama(rope_parameters={"rope_type": kind, "factor": 4.0}, **WINDOW), length))


def shapes(cases):
    blocks = {"none": {}, "linear": {"rope_scaling": block("linear")}, "yarn": {"rope_scaling": block("yarn")}, "longrope": {"rope_scaling": block("longrope")}, "v5 yarn": {"rope_parameters": block("yarn")}, "v5 linear": {"rope_parameters": block("linear")}}
    sizes = {
        "head 32": {"head_dim": 32}, "head 128": {"head_dim": 128}, "head 63": {"head_dim": 63}, "head 5": {"head_dim": 5}, "head 3": {"head_dim": 3}, "head 2": {"head_dim": 2}, "head 1": {"head_dim": 1},
        "head 0": {"head_dim": 0}, "head null": {"head_dim": None}, "head float": {"head_dim": 64.0}, "head half": {"head_dim": 64.5}, "head string": {"head_dim": "64"}, "head negative": {"head_dim": -64}, "head true": {"head_dim": True},
        "hidden 520": {"hidden_size": 520}, "hidden 516": {"hidden_size": 516}, "hidden 516 head 64": {"hidden_size": 516, "head_dim": 64}, "hidden string": {"hidden_size": "512"}, "hidden null": {"hidden_size": None}, "hidden float": {"hidden_size": 512.0},
        "hidden 0": {"hidden_size": 0}, "heads 0": {"num_attention_heads": 0}, "heads null": {"num_attention_heads": None}, "heads 7": {"num_attention_heads": 7}, "heads float": {"num_attention_heads": 8.0}, "heads string": {"num_attention_heads": "8"},
        "kv 2": {"num_key_value_heads": 2}, "kv 3": {"num_key_value_heads": 3}, "kv 16": {"num_key_value_heads": 16}, "kv 0": {"num_key_value_heads": 0}, "kv null": {"num_key_value_heads": None}, "kv gone": {"num_key_value_heads": GONE},
        "kv string": {"num_key_value_heads": "8"}, "kv float": {"num_key_value_heads": 8.0}, "kv negative": {"num_key_value_heads": -8}, "heads gone": {"num_attention_heads": GONE}, "hidden gone": {"hidden_size": GONE},
        "partial 0.5": {"partial_rotary_factor": 0.5}, "partial 1": {"partial_rotary_factor": 1}, "partial 1.0": {"partial_rotary_factor": 1.0}, "partial 0": {"partial_rotary_factor": 0.0}, "partial null": {"partial_rotary_factor": None},
        "partial string": {"partial_rotary_factor": "0.5"}, "partial 0.3": {"partial_rotary_factor": 0.3}, "partial 2": {"partial_rotary_factor": 2.0}, "partial negative": {"partial_rotary_factor": -0.5}, "rotary_pct": {"rotary_pct": 0.25}, "rotary_dim": {"rotary_dim": 16},
        "layers 0": {"num_hidden_layers": 0}, "layers string": {"num_hidden_layers": "2"}, "layers float": {"num_hidden_layers": 2.0}, "layers null": {"num_hidden_layers": None}, "layers gone": {"num_hidden_layers": GONE}, "layers negative": {"num_hidden_layers": -1},
        
        "range negative": {"initializer_range": -1.0}, "range nan": {"initializer_range": float("nan")}, "range string": {"initializer_range": "0.02"}, "range 2": {"initializer_range": 2.0}, 
        "types full": {"layer_types": ["full_attention"] * 2}, "types mixed": {"layer_types": ["full_attention", "sliding_attention"]}, "types three": {"layer_types": ["full_attention"] * 3}, "types unknown": {"layer_types": ["full_attention", "odd"]},
        "types string": {"layer_types": "full_attention"}, "types empty": {"layer_types": []}, "types null": {"layer_types": None}, "types numbers": {"layer_types": [1, 2]}, "window 128": {"sliding_window": 128}, "window string": {"sliding_window": "128"}, "window null": {"sliding_window": None},
        "kv and head": {"num_key_value_heads": 2, "head_dim": 32}, 
        "auto_map": {"auto_map": {"AutoConfig": "configuration_llama.LlamaConfig"}},
        "type gone": {"model_type": GONE}, "type null": {"model_type": None},
        "type unknown": {"model_type": "llamma"}, "type upper": {"model_type": "Llama"}, "type number": {"model_type": 7}, 
        "theta and base": {"rope_theta": 20000.0, "base": 5.0}, "original in file only": {"original_max_position_embeddings": 2048}, "n_positions": {"n_positions": 1024}, "seq_length": {"seq_length": 1024, "max_position_embeddings": GONE},
    }
    for (size, keys), (name, scaling) in itertools.product(sizes.items(), blocks.items()):
        cases.append((f"llama {size}, {name}", llama(**{**scaling, **keys}), 5000 if name == "longrope" else None))


def drawn(cases, count=500):
    """Blocks with keys and values at random, in either spelling."""
    chance = random.Random(7)
    keys = {
        "factor": [4.0, 2.0, 8.0, 32.0, 4, 1.0, 0.5], "original_max_position_embeddings": [4096, 2048, 8192, 16384, 1024, 4096.0], "attention_factor": [1.0, 1.2, 0.5, 1], "beta_fast": [32, 32.0, 16, 64.0, 1, 128.0],
        "beta_slow": [1, 1.0, 2.0, 4, 0.5], "mscale": [1.0, 0.707, 0.5, 0.0], "mscale_all_dim": [1.0, 0.707, 0.0], "truncate": [True, False], "low_freq_factor": [1.0, 2.0, 1], "high_freq_factor": [4.0, 8.0, 4, 1.0],
        "rope_theta": [10000.0, 500000.0, 1000000], "partial_rotary_factor": [1.0], "type": MAIN, "max_position_embeddings": [8192], "finetuned": [True], "mrope_section": [[8, 12, 12]],
    }
    types = ["llama", "llama", "llama", "qwen2", "qwen3", "mistral", "granite", "gemma", "starcoder2", "olmo2", "qwen2_moe", "deepseek_v3", "gemma3_text", "phi", "cohere", "gpt_neox"]
    for number in range(count):
        kind = chance.choice(MAIN + ["default", "yarn", "longrope"])
        model_type = chance.choice(types)
        pairs = {"deepseek_v3": 32, "gemma3_text": 16}.get(model_type, 32)
        inner = {"rope_type": kind}
        full = block(kind, pairs)
        for key, value in full.items():
            if chance.random() < 0.9:
                inner[key] = value
        for key, values in keys.items():
            if chance.random() < (0.5 if key in full else 0.12):
                inner[key] = chance.choice(values)
        order = list(inner)
        chance.shuffle(order)
        inner = {key: inner[key] for key in order}
        config = llama(model_type=model_type, max_position_embeddings=chance.choice([4096, 16384, 32768, 131072, 8192]))
        if model_type in ("mistral", "gemma", "gemma3_text", "qwen3"):
            config["head_dim"] = 2 * pairs
        if model_type == "deepseek_v3":
            config.update(qk_rope_head_dim=64, qk_nope_head_dim=32, v_head_dim=32, kv_lora_rank=32, q_lora_rank=32)
        if chance.random() < 0.25:
            config["original_max_position_embeddings"] = chance.choice([2048, 4096, 8192])
        place = chance.random()
        config["rope_scaling" if place < 0.6 else "rope_parameters"] = inner
        if place > 0.92:
            config["rope_scaling"] = block(chance.choice(MAIN), pairs)
        if chance.random() < 0.3:
            del config["rope_theta"]
        cases.append((f"drawn {number}: {model_type} {kind}", config, chance.choice([None, 1000, 5000, 9000, 20000, 40000, 200000])))


BASES = {
    "hunyuan_v1_dense": {"head_dim": 128}, "hunyuan_v1_moe": {"head_dim": 128}, "ministral": {"head_dim": 128}, "nemotron": {"num_key_value_heads": 8},
}
FAMILY_EDITS = {
    "as is": {},
    "linear": {"rope_scaling": {"rope_type": "linear", "factor": 2.0}},
    "linear type": {"rope_scaling": {"type": "linear", "factor": 2.0}},
    "dynamic": {"rope_scaling": {"rope_type": "dynamic", "factor": 2.0}, "max_position_embeddings": 4096, "@": 9000},
    "yarn": {"rope_scaling": {"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 1024}, "max_position_embeddings": 8192},
    "yarn type": {"rope_scaling": {"type": "yarn", "factor": 8.0, "original_max_position_embeddings": 1024}, "max_position_embeddings": 8192},
    "yarn bare": {"rope_scaling": {"rope_type": "yarn", "factor": 8.0}, "max_position_embeddings": 8192},
    "yarn v5": {"rope_parameters": {"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 1024, "rope_theta": 40000.0}, "max_position_embeddings": 8192},
    "llama3": {"rope_scaling": {"rope_type": "llama3", "factor": 8.0, "original_max_position_embeddings": 1024, "low_freq_factor": 1.0, "high_freq_factor": 4.0}, "max_position_embeddings": 8192},
    "llama3 v5": {"rope_parameters": {"rope_type": "llama3", "factor": 8.0, "original_max_position_embeddings": 1024, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "rope_theta": 40000.0}, "max_position_embeddings": 8192},
    "default v5": {"rope_parameters": {"rope_type": "default", "rope_theta": 40000.0}},
    "nested v5": {"rope_parameters": {"full_attention": {"rope_type": "linear", "factor": 4.0, "rope_theta": 60000.0}, "sliding_attention": {"rope_type": "default", "rope_theta": 20000.0}}},
    "nested yarn v5": {"rope_parameters": {"full_attention": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 1024, "rope_theta": 60000.0}, "sliding_attention": {"rope_type": "default", "rope_theta": 20000.0}}, "max_position_embeddings": 4096},
    "null": {"rope_scaling": None},
    "empty": {"rope_scaling": {}},
    "params null": {"rope_parameters": None},
    "default": {"rope_scaling": {"rope_type": "default"}},
    "mrope": {"rope_scaling": {"type": "mrope", "mrope_section": [16, 24, 24]}},
    "theta": {"rope_theta": 70000.0},
    "theta null": {"rope_theta": None},
    "theta string": {"rope_theta": "10000"},
    "local theta": {"rope_local_base_freq": 30000.0, "local_rope_theta": 31000.0, "global_rope_theta": 32000.0, "swa_rope_theta": 33000.0},
    "partial": {"partial_rotary_factor": 0.5},
    "partial linear": {"partial_rotary_factor": 0.5, "rope_scaling": {"rope_type": "linear", "factor": 2.0}},
    "partial v5": {"rope_parameters": {"rope_type": "default", "rope_theta": 40000.0, "partial_rotary_factor": 0.5}},
    "rotary_pct": {"rotary_pct": 0.5},
    "head": {"head_dim": 96},
    "head yarn": {"head_dim": 64, "rope_scaling": {"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 1024}, "max_position_embeddings": 8192},
    "head null": {"head_dim": None},
    "heads 4": {"num_attention_heads": 4, "num_key_value_heads": 2},
    "kv 5": {"num_key_value_heads": 5},
    "hidden 4100": {"hidden_size": 4100},
    "max float": {"max_position_embeddings": 4096.0},
    "max string": {"max_position_embeddings": "4096"},
    "no factor": {"rope_scaling": {"rope_type": "linear"}},
    "no type": {"rope_scaling": {"factor": 2.0}},
    "unknown": {"rope_scaling": {"rope_type": "ntk", "factor": 2.0}},
    "su": {"rope_scaling": {"type": "su", "factor": 2.0, "short_factor": [1.0], "long_factor": [2.0], "original_max_position_embeddings": 1024}, "max_position_embeddings": 4096, "@": 2000},
    "longrope": {"rope_scaling": {"rope_type": "longrope", "factor": 2.0, "short_factor": [1.5], "long_factor": [2.5], "original_max_position_embeddings": 1024}, "max_position_embeddings": 4096, "@": 2000},
    "longrope top": {"rope_scaling": {"rope_type": "longrope", "attention_factor": 1.1, "short_factor": [1.5], "long_factor": [2.5], "original_max_position_embeddings": 1024}, "original_max_position_embeddings": 1024, "max_position_embeddings": 4096, "@": 2000},
    "mscales": {"rope_scaling": {"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 1024, "mscale": 1.0, "mscale_all_dim": 0.5, "beta_fast": 16, "beta_slow": 2, "truncate": False}, "max_position_embeddings": 8192},
    "factor string": {"rope_scaling": {"rope_type": "yarn", "factor": "8", "original_max_position_embeddings": 1024}, "max_position_embeddings": 8192},
    "both blocks": {"rope_scaling": {"rope_type": "linear", "factor": 2.0}, "rope_parameters": {"rope_type": "linear", "factor": 4.0, "rope_theta": 40000.0}},
}


def families(cases, path):
    with open(path, encoding="utf-8") as file:
        types = json.load(file)["types"]
    for model_type in sorted(types):
        for name, edit in FAMILY_EDITS.items():
            edit = dict(edit)
            length = edit.pop("@", None)
            cases.append((f"family {model_type} {name}", {"model_type": model_type, **BASES.get(model_type, {}), **edit}, length))


COMPOSITES = {
    "llava": "llama", "qwen2_vl": "qwen2_vl_text", "qwen2_5_vl": "qwen2_5_vl_text", "qwen3_vl": "qwen3_vl_text", "gemma3": "gemma3_text", "mistral3": "mistral", "internvl": "qwen2", "llama4": "llama4_text", "glm4v": "glm4v_text",
    "paligemma": "gemma", "idefics3": "llama", "mllama": "mllama_text_model", "llava_next": "mistral", "qwen2_5_omni_thinker": "qwen2_5_omni_text", "gemma3n": "gemma3n_text", "smolvlm": "llama", "qwen2_audio": "qwen2", "fuyu": "persimmon",
}


def multimodal(cases):
    for outer, inner in COMPOSITES.items():
        text = llama(model_type=inner)
        if "vl" in inner or "omni" in inner or "glm4v" in inner:
            text["rope_scaling"] = {"type": "mrope", "mrope_section": [8, 12, 12]}
        if "gemma3" in inner:
            text["head_dim"] = 64
        for kind in ["linear", "yarn", "llama3", "longrope", "dynamic", "default"]:
            scaling = block(kind)
            length = 9000 if kind in ("dynamic", "longrope") else None
            inside = {**scaling, **({"mrope_section": [8, 12, 12]} if "mrope_section" in text.get("rope_scaling", {}) else {})}
            places = {
                "inside v4": {"text_config": {**text, "rope_scaling": inside}},
                "inside v5": {"text_config": {**changed(text, {"rope_scaling": GONE}), "rope_parameters": {**inside, "rope_theta": 50000.0}}},
                "outside v4": {"text_config": text, "rope_scaling": scaling},
                "outside v5": {"text_config": text, "rope_parameters": {**scaling, "rope_theta": 50000.0}},
                "outside theta": {"text_config": text, "rope_theta": 90000.0},
                "flat": {**changed(text, {"model_type": GONE}), "rope_scaling": inside},
                "flat v5": {**changed(text, {"model_type": GONE, "rope_scaling": GONE}), "rope_parameters": {**inside, "rope_theta": 50000.0}},
                "no type inside": {"text_config": {**changed(text, {"model_type": GONE}), "rope_scaling": inside}},
                "both levels": {"text_config": {**text, "rope_scaling": inside}, "rope_scaling": scaling},
            }
            for name, keys in places.items():
                if kind not in ("linear", "yarn") and name in ("outside theta", "no type inside"):
                    continue
                cases.append((f"{outer}: {kind} {name}", {"model_type": outer, **keys}, length))
        cases.append((f"{outer}: text_config null", {"model_type": outer, "text_config": None}, None))
        cases.append((f"{outer}: text_config empty", {"model_type": outer, "text_config": {}}, None))


def texts(cases):
    plain = json.dumps(llama(rope_scaling=block("linear")))
    inner = plain[1:-1]
    odd = {
        "trailing comma": "{" + inner + ",}", "comment": "{// a\n" + inner + "}", "block comment": "{/* a */" + inner + "}", "BOM": "\ufeff" + plain, "empty": "", "spaces": "  \n ", "array": "[" + plain + "]", "string": '"llama"', "number": "4", "null": "null",
        "crlf": plain.replace(", ", ",\r\n"), "tabs": plain.replace(", ", ",\t"), "single quotes": plain.replace('"', "'"), "two objects": plain + plain, "text after": plain + " x", "newline after": plain + "\n\n", "unclosed": plain[:-1], "NaN factor": plain.replace('"factor": 4.0', '"factor": NaN'),
        "Infinity theta": plain.replace("10000.0", "Infinity"), "-Infinity theta": plain.replace("10000.0", "-Infinity"), "1e400 theta": plain.replace("10000.0", "1e400"), "1e5 max": plain.replace("4096", "1e5"), "1E4 theta": plain.replace("10000.0", "1E4"), "-0 factor": plain.replace('"factor": 4.0', '"factor": -0'),
        "leading zero": plain.replace("4096", "04096"), "plus": plain.replace("4096", "+4096"), "hex": plain.replace("4096", "0x1000"), "dot": plain.replace("4.0", ".5"), "4.": plain.replace("4.0", "4."), "True": plain.replace("4.0", "True"), "None": plain.replace("4.0", "None"), "nan lower": plain.replace("4.0", "nan"),
        "duplicate block": "{" + inner + ', "rope_scaling": {"rope_type": "linear", "factor": 2.0}}', "duplicate factor": plain.replace('"factor": 4.0', '"factor": 4.0, "factor": 8.0'), "duplicate max": "{" + inner + ', "max_position_embeddings": 8192}', "duplicate type": "{" + inner + ', "model_type": "qwen2"}',
        "control character": plain.replace("llama", "lla\tma"), "escape": plain.replace("llama", "ll\\u0061ma"), "escaped key": plain.replace("rope_scaling", "rope\\u005fscaling"), "bad escape": plain.replace("llama", "\\llama"), "lone surrogate": plain.replace('"vocab_size"', '"\\ud800"'), "emoji key": plain.replace('"vocab_size"', '"🦙"'),
        "deep": "{" + inner + ', "a": ' + "[" * 60 + "]" * 60 + "}", "large integer": plain.replace("4096", "9" * 25), "tagged theta": plain.replace("10000.0", '{"__float__": "Infinity"}'), "tagged nan factor": plain.replace('"factor": 4.0', '"factor": {"__float__": "NaN"}'), "tagged number": plain.replace("10000.0", '{"__float__": "7"}'),
        "tagged with more": plain.replace("10000.0", '{"__float__": "Infinity", "a": 1}'), "empty object": "{}", "only type": '{"model_type": "llama"}', "only type qwen2": '{"model_type": "qwen2"}', "form feed": plain.replace(", ", ",\f"), "nbsp": plain.replace(", ", ",\u00a0"), "missing colon": plain.replace('"factor": 4.0', '"factor" 4.0'),
        "missing comma": plain.replace(", ", " ", 1), "unquoted key": plain.replace('"factor"', "factor"), "number key": "{" + inner + ", 7: 1}", "trailing comma inner": plain.replace("4.0}", "4.0,}"), "comment after": plain + "\n// end", "nul": plain + "\u0000", "line separator": plain.replace("llama", "lla\u2028ma", 1),
    }
    for name, text in odd.items():
        cases.append((f"text {name}", text, None))


MLX_KEYS = {
    "hidden_size": 256, "num_hidden_layers": 2, "intermediate_size": 512, "num_attention_heads": 4, "num_key_value_heads": 4, "head_dim": 64, "rms_norm_eps": 1e-5, "vocab_size": 128, "max_position_embeddings": 4096,
    "tie_word_embeddings": False, "rope_theta": 10000.0, "num_experts": 4, "num_local_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 64, "shared_expert_intermediate_size": 64, "layer_norm_eps": 1e-5, "norm_eps": 1e-5,
    "n_routed_experts": 4, "norm_topk_prob": True, "decoder_sparse_step": 1, "mlp_only_layers": [], "attention_bias": False, "sliding_window": 128, "sliding_window_pattern": 2, "hidden_act": "silu", "mlp_bias": False, "partial_rotary_factor": 0.5,
    "q_lora_rank": 32, "kv_lora_rank": 32, "qk_rope_head_dim": 32, "qk_nope_head_dim": 32, "v_head_dim": 64, "original_max_position_embeddings": 1024, "layer_types": ["sliding_attention", "full_attention"], "use_qk_norm": True, "logits_scaling": 1.0,
    "embedding_multiplier": 1.0, "attention_multiplier": 1.0, "residual_multiplier": 1.0, "scoring_func": "sigmoid", "n_group": 1, "topk_group": 1, "routed_scaling_factor": 1.0, "first_k_dense_replace": 0, "n_shared_experts": 1, "bias": False,
}


def mlx_blocks():
    lists = {"short_factor": [1.0 + 0.01 * i for i in range(32)], "long_factor": [1.0 + 0.1 * i for i in range(32)]}
    blocks = {kind: block(kind) for kind in KINDS}
    for kind in ("linear", "yarn", "llama3", "longrope", "dynamic", "deepseek_yarn", "proportional"):
        blocks[f"{kind} type"] = with_type(block(kind))
        blocks[f"{kind} other type"] = {**block(kind), "type": "linear"}
        blocks[f"{kind} empty type"] = {**block(kind), "type": ""}
        for key in list(block(kind)):
            for label, value in {"absent": GONE, **ODD}.items():
                if key == "rope_type" and label not in ("absent", "null", "word", "integer"):
                    continue
                if key == "partial_rotary_factor" and label == "large":
                    continue
                blocks[f"{kind} {key} {label}"] = changed(block(kind), {key: value})
    for key, values in {"mscale": [1.0, 0.7, 0, None], "mscale_all_dim": [1.0, 0.5, 0], "beta_fast": [16, 64.0, 1], "beta_slow": [2, 4.0], "attention_factor": [1.5], "truncate": [False], "partial_rotary_factor": [0.5], "rope_theta": [500000.0]}.items():
        for value in values:
            blocks[f"yarn {key}={value}"] = {**block("yarn"), key: value}
            blocks[f"yarn {key}={value} and mscale 1"] = {**block("yarn"), "mscale": 1.0, key: value}
    for key, value in {"short_mscale": 1.2, "long_mscale": 1.3, "attention_factor": 1.1, "su": None}.items():
        blocks[f"longrope {key}"] = {**block("longrope"), key: value}
    blocks["su"] = {"type": "su", **lists, "original_max_position_embeddings": 1024}
    blocks["telechat3-yarn"] = {**block("yarn"), "rope_type": "telechat3-yarn"}
    blocks["mrope two"] = {"type": "mrope", "mrope_section": [16, 16]}
    return blocks


def mlx_cases(cases, path):
    base = {"model_type": "llama", **{key: MLX_KEYS[key] for key in ("hidden_size", "num_hidden_layers", "intermediate_size", "num_attention_heads", "num_key_value_heads", "head_dim", "rms_norm_eps", "vocab_size", "max_position_embeddings", "rope_theta", "tie_word_embeddings")}}
    for name, inner in mlx_blocks().items():
        for length in ([3000, 9000] if name.split()[0] in ("longrope", "su", "dynamic") else [None]):
            for window in (4096, 16384):
                cases.append((f"mlx llama {name} {window} at {length}", changed(base, {"rope_scaling": inner, "max_position_embeddings": window}), length))
    for label, value in {"null": None, "empty": {}, "string": "yarn", "list": [1], "number": 4}.items():
        cases.append((f"mlx llama rope_scaling {label}", changed(base, {"rope_scaling": value}), None))
        cases.append((f"mlx llama rope_theta {label}", changed(base, {"rope_theta": value}), None))
        cases.append((f"mlx llama head_dim {label}", changed(base, {"head_dim": value}), None))
        cases.append((f"mlx llama max {label}", changed(base, {"max_position_embeddings": value, "rope_scaling": block("yarn")}), None))
    for key in base:
        cases.append((f"mlx llama without {key}", changed(base, {key: GONE}), None))
    with open(path, encoding="utf-8") as file:
        models = json.load(file)["models"]
    edits = {
        "plain": {}, "linear": {"rope_scaling": {"rope_type": "linear", "factor": 2.0}}, "linear type": {"rope_scaling": {"type": "linear", "factor": 2.0}}, "yarn": {"rope_scaling": block("yarn", original=1024)}, "yarn type": {"rope_scaling": with_type(block("yarn", original=1024))},
        "llama3": {"rope_scaling": block("llama3", original=1024)}, "longrope": {"rope_scaling": block("longrope", original=1024), "@": 2000}, "longrope type": {"rope_scaling": with_type(block("longrope", original=1024)), "@": 2000}, "v5 yarn": {"rope_parameters": {**block("yarn", original=1024), "rope_theta": 50000.0}, "rope_theta": GONE},
        "v5 default": {"rope_parameters": {"rope_type": "default", "rope_theta": 50000.0}, "rope_theta": GONE}, "no head_dim": {"head_dim": GONE}, "no theta": {"rope_theta": GONE}, "head 32": {"head_dim": 32}, "dynamic": {"rope_scaling": {"rope_type": "dynamic", "factor": 2.0}, "@": 9000},
    }
    for model_type in sorted(models):
        for name, edit in edits.items():
            edit = dict(edit)
            length = edit.pop("@", None)
            cases.append((f"mlx model {model_type} {name}", {"model_type": model_type, **changed(MLX_KEYS, edit)}, length))


def main():
    output, framework, path = sys.argv[1:4]
    cases = []
    if framework == "mlx-lm":
        mlx_cases(cases, path)
    else:
        spelled(cases)
        one_key(cases)
        shapes(cases)
        drawn(cases)
        families(cases, path)
        multimodal(cases)
        texts(cases)
    seen = set()
    with open(output, "w", encoding="utf-8") as file:
        for name, config, length in cases:
            text = config if isinstance(config, str) else json.dumps(config)
            if name in seen:
                raise ValueError(f"two cases are called {name}")
            seen.add(name)
            file.write(json.dumps({"id": name, "text": text, "seqLen": length}) + "\n")
    print(len(cases), "cases")


if __name__ == "__main__":
    main()
