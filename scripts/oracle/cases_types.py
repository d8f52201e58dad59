"""Cases of every model type with its class's defaults, and of multimodal files with a block at either level."""

import json

from case_blocks import GONE, block, changed, llama

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
