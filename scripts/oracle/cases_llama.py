"""Cases of a llama: its block, lengths, sizes and spellings varied one at a time, and keys of the block drawn at random."""

import itertools
import random

from case_blocks import GONE, KINDS, MAIN, ODD, WINDOW, block, changed, layouts, llama


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
