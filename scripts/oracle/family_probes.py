"""What describe_families.py tries on a model type: files that differ from the class's defaults in a key or two."""

SECTIONS = {"rope_type": "default", "type": "default", "mrope_section": [24, 20, 20]}
# Types whose class defaults build no model: the keys that every file of them has.
BASES = {
    "hunyuan_v1_dense": {"head_dim": 128},
    "hunyuan_v1_moe": {"head_dim": 128},
    "hunyuan_vl_text": {"head_dim": 128},
    "ministral": {"head_dim": 128},
    "nemotron": {"num_key_value_heads": 8},
    "glm4v_moe_text": {"head_dim": 128},
    "glm_image_text": {"partial_rotary_factor": 0.5},
    "qwen3_omni_moe_text": {"head_dim": 128},
    "qwen3_vl_text": {"rope_scaling": SECTIONS},
    "qwen3_vl_moe_text": {"rope_scaling": SECTIONS},
    "glm4v_text": {"partial_rotary_factor": 0.5, "rope_scaling": {**SECTIONS, "mrope_section": [8, 12, 12]}},
    "glm4v_moe_text": {"partial_rotary_factor": 0.5, "rope_scaling": {**SECTIONS, "mrope_section": [8, 12, 12]}},
    "lfm2_moe": {"num_hidden_layers": 2, "layer_types": ["conv", "full_attention"]},
    "gemma3n_text": {"num_kv_shared_layers": 0},
    "chameleon": {"vocabulary_map": {"<image>": 4}},
}


def probes_of(size, hidden):
    """name -> keys of the file, for heads of `size` numbers; "@" is the length to run at."""
    odd = (2 * (size // 8) + 1.5) / size
    yarn = {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 512}
    longrope = {"rope_type": "longrope", "factor": 4.0, "attention_factor": 1.25, "original_max_position_embeddings": 512, "short_factor": [2.0], "long_factor": [3.0]}
    return {
        "default": {},
        "theta": {"rope_theta": 123456.0},
        "base": {"rotary_emb_base": 123456.0},
        "linear": {"rope_scaling": {"rope_type": "linear", "factor": 4.0}},
        "typeOnly": {"rope_scaling": {"type": "linear", "factor": 4.0}},
        "both": {"rope_scaling": {"type": "linear", "rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 512}, "max_position_embeddings": 2048},
        "yarn": {"rope_scaling": yarn, "max_position_embeddings": 2048},
        "yarnTruncate": {"rope_scaling": {**yarn, "truncate": False}, "max_position_embeddings": 2048},
        "dynamic": {"rope_scaling": {"rope_type": "dynamic", "factor": 4.0}, "max_position_embeddings": 2048, "@": 8192},
        "longropeShort": {"rope_scaling": longrope, "max_position_embeddings": 2048, "original_max_position_embeddings": 512, "@": 256},
        "longropeLong": {"rope_scaling": longrope, "max_position_embeddings": 2048, "original_max_position_embeddings": 512, "@": 1024},
        "llama3": {"rope_scaling": {"rope_type": "llama3", "factor": 4.0, "original_max_position_embeddings": 512, "low_freq_factor": 1.0, "high_freq_factor": 4.0}, "max_position_embeddings": 2048},
        "unknown": {"rope_scaling": {"rope_type": "ntk", "factor": 4.0}},
        "noFactor": {"rope_scaling": {"rope_type": "linear"}},
        "noType": {"rope_scaling": {"factor": 4.0}},
        "empty": {"rope_scaling": {}},
        "null": {"rope_scaling": None},
        "defaultBlock": {"rope_scaling": {"rope_type": "default"}},
        "parameters": {"rope_parameters": {"rope_type": "linear", "factor": 4.0, "rope_theta": 123456.0}},
        "parametersPartial": {"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.25}},
        "nested": {"rope_parameters": {"full_attention": {"rope_type": "linear", "factor": 4.0, "rope_theta": 123456.0}, "sliding_attention": {"rope_type": "default", "rope_theta": 4321.0}}},
        "partial": {"partial_rotary_factor": 0.25},
        "partialLinear": {"partial_rotary_factor": 0.25, "rope_scaling": {"rope_type": "linear", "factor": 4.0}},
        "partialOdd": {"partial_rotary_factor": odd},
        "partialOddLinear": {"partial_rotary_factor": odd, "rope_scaling": {"rope_type": "linear", "factor": 4.0}},
        "head": {"head_dim": 48},
        "headLinear": {"head_dim": 48, "rope_scaling": {"rope_type": "linear", "factor": 4.0}},
        "headOdd": {"head_dim": 47},
        "kv": {"num_key_value_heads": 3},
        "indivisible": {"hidden_size": hidden + 4},
        "maxNull": {"max_position_embeddings": None},
        "maxFloat": {"max_position_embeddings": 2048.0},
        "bare": {},
    }
