"""Cases for mlx-lm: scaling blocks on a llama, and every model file with a handful of blocks."""

import json

from case_blocks import GONE, KINDS, ODD, block, changed, with_type

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
