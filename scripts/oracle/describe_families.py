"""Describes every model type of the installed transformers: class defaults, and how its config and rotation treat each key.

Writes one JSON object {model_type: record} to the first argument. Found by trying: the config class is built with single
keys changed, and the model (few layers, meta device) with single keys changed; nothing is guessed from names.
"""

import copy
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.argv, arguments = sys.argv[:1], sys.argv[1:]
import run_transformers as runner  # noqa: E402
import transformers  # noqa: E402
from family_probes import BASES, probes_of  # noqa: E402
from transformers.models.auto.configuration_auto import CONFIG_MAPPING, CONFIG_MAPPING_NAMES  # noqa: E402

V5 = int(transformers.__version__.split(".")[0]) >= 5
BLOCK_KEY = "rope_parameters" if V5 else "rope_scaling"
TEXT_PATHS = ("text_config", "llm_config", "language_config", "thinker_config", "decoder", "vlm_config")
SHAPE_KEYS = {"hidden_size": "hidden", "num_attention_heads": "heads", "num_key_value_heads": "kvHeads", "num_hidden_layers": "layers"}
STRICT_KEYS = (
    "hidden_size", "num_attention_heads", "num_key_value_heads", "num_hidden_layers", "max_position_embeddings", "head_dim",
    "intermediate_size", "vocab_size", "sliding_window", "rms_norm_eps", "initializer_range", "original_max_position_embeddings",
    "partial_rotary_factor", "rope_theta", "layer_types",
)
WRONG_VALUES = {"float": 0.5, "str": "7", "null": None, "bool": True, "list": ["x"], "dict": {"a": 1}, "nan": float("nan")}
MISSING = object()


def attribute(config, name):
    try:
        return getattr(config, name, MISSING)
    except Exception:
        return MISSING


def build(cls, **keys):
    """The config class with these keys: (config, None) or (None, exception)."""
    try:
        return cls(**copy.deepcopy(keys)), None
    except Exception as error:  # noqa: BLE001
        return None, error


def text_path(config):
    """Where the language model's own config lies: ("text_config", "llama"), or None."""
    for key in TEXT_PATHS:
        inner = attribute(config, key)
        if inner is not MISSING and inner is not None and hasattr(inner, "model_type"):
            deeper = text_path(inner)
            return (f"{key}.{deeper[0]}", deeper[1]) if deeper else (key, inner.model_type)
    return None


DEFAULT_KEYS = ("hidden_size", "num_attention_heads", "num_key_value_heads", "head_dim", "max_position_embeddings", "num_hidden_layers", "rope_theta")


def text_defaults(config, path):
    """What a composite gives its language model where the file has no object for it, unlike that model's own defaults."""
    inner = config
    for key in path.split("."):
        inner = attribute(inner, key)
    own, _ = build(type(inner))
    found = {key: attribute(inner, key) for key in DEFAULT_KEYS if attribute(inner, key) is not MISSING and attribute(inner, key) != attribute(own, key)}
    head, hidden, heads = (attribute(inner, key) for key in ("head_dim", "hidden_size", "num_attention_heads"))
    if isinstance(head, int) and isinstance(hidden, int) and isinstance(heads, int) and head != hidden // heads:
        found["head_dim"] = head
    block = attribute(inner, BLOCK_KEY)
    if V5 and theta_of(block) is not None and block != attribute(own, BLOCK_KEY):
        found["rope_theta"] = theta_of(block)
    return found


def head_rule(cls, config):
    """How the attribute head_dim comes about when the file does not name it."""
    value = attribute(config, "head_dim")
    if value is MISSING:
        return "absent"
    if value is None:
        return "null"
    if attribute(config, "qk_rope_head_dim") == value:
        other, _ = build(cls, qk_rope_head_dim=value * 2)
        if other is not None and attribute(other, "head_dim") == value * 2:
            return "qk_rope_head_dim"
    hidden = attribute(config, "hidden_size")
    if isinstance(hidden, int):
        doubled, _ = build(cls, hidden_size=hidden * 2)
        if doubled is not None and attribute(doubled, "head_dim") == value * 2:
            return "derived"
    return value


def describe_config(cls, config, record):
    for key, short in SHAPE_KEYS.items():
        value = attribute(config, key)
        if value is not MISSING:
            record[short] = value
    record["head"] = head_rule(cls, config)
    null_head, _ = build(cls, head_dim=None)
    if null_head is not None:
        record["headNull"] = attribute(null_head, "head_dim")
    given, _ = build(cls, head_dim=48)
    record["headGiven"] = given is not None and attribute(given, "head_dim") == 48
    for key, short in (("max_position_embeddings", "max"), ("original_max_position_embeddings", "original"), ("qk_rope_head_dim", "qkRope"), ("rotary_dim", "rotaryDim"), ("kv_channels", "kvChannels"), ("vocab_size", "vocab")):
        value = attribute(config, key)
        if value is not MISSING and not isinstance(value, dict):
            record[short] = value
    if attribute(config, "layer_types") not in (MISSING, None):
        record["layerTypes"] = list(config.layer_types)
    labels = attribute(config, "_rope_type_labels")
    if labels is not MISSING and labels:
        record["labels"] = list(labels)
    if attribute(config, "attribute_map") is not MISSING:
        renamed = {k: v for k, v in config.attribute_map.items() if v in SHAPE_KEYS or k in SHAPE_KEYS or "rope" in v or "rotary" in v or v in ("max_position_embeddings", "head_dim", "n_positions", "n_embd", "n_head", "n_layer")}
        if renamed:
            record["renamed"] = renamed


def theta_of(block):
    return block.get("rope_theta") if isinstance(block, dict) else None


def describe_keys(cls, config, record):
    """Which keys of the file change theta and the rotated part."""
    for key in ("rope_theta", "rotary_emb_base", "rope_local_base_freq", "global_rope_theta", "local_rope_theta", "swa_rope_theta", "compress_rope_theta"):
        other, _ = build(cls, **{key: 123.0})
        value = attribute(config, key)
        if V5:
            before, after = attribute(config, BLOCK_KEY), attribute(other, BLOCK_KEY) if other is not None else MISSING
            if after is not MISSING and before != after:
                record.setdefault("thetaKeys", []).append(key)
        elif value is not MISSING and not callable(value):
            if other is not None and attribute(other, key) == 123.0:
                record.setdefault("thetas", {})[key] = value
    for key, value in (("partial_rotary_factor", 0.25), ("rotary_pct", 0.125)):
        other, _ = build(cls, **{key: value})
        default = attribute(config, key)
        if V5:
            before, after = attribute(config, BLOCK_KEY), attribute(other, BLOCK_KEY) if other is not None else MISSING
            if after is not MISSING and before != after and str(value) in json.dumps(after):
                record.setdefault("partialKeys", []).append(key)
        elif default is not MISSING and other is not None and attribute(other, key) == value:
            record.setdefault("partials", {})[key] = default
    block = attribute(config, BLOCK_KEY)
    if block is not MISSING and block:
        record["block"] = block
    if V5:
        theta = attribute(config, "default_theta")
        if theta is not MISSING and theta != 10000.0:
            record["defaultTheta"] = theta
        ignored = attribute(config, "ignore_keys_at_rope_validation")
        if ignored is not MISSING and ignored:
            record["ignored"] = sorted(ignored)


def outcome(pair, key=BLOCK_KEY):
    config, error = pair
    if error is not None:
        return {"exception": type(error).__name__, "message": str(error)[:200]}
    value = attribute(config, key)
    return None if value is MISSING else value


def describe_validation(cls, record):
    """How the config class takes a scaling block."""
    blocks = {
        "typeOnly": {"type": "linear", "factor": 4.0},
        "both": {"type": "linear", "rope_type": "dynamic", "factor": 4.0},
        "noFactor": {"rope_type": "linear"},
        "plain": {"rope_type": "linear", "factor": 4.0},
        "unknown": {"rope_type": "ntk", "factor": 4.0},
        "strings": {"rope_type": "yarn", "factor": "4.0", "original_max_position_embeddings": 512},
        "mrope": {"type": "mrope", "mrope_section": [1, 2, 3]},
        "default": {"rope_type": "default"},
    }
    record["takes"] = {name: outcome(build(cls, rope_scaling=block)) for name, block in blocks.items()}
    record["takes"]["empty"] = outcome(build(cls, rope_scaling={}))
    if V5:
        record["takesParameters"] = {name: outcome(build(cls, rope_parameters=blocks[name])) for name in ("plain", "typeOnly", "noFactor")}


def describe_strictness(cls, record):
    refused = {}
    for key in STRICT_KEYS:
        kinds = []
        for kind, value in WRONG_VALUES.items():
            values = [value, [1], ["full_attention"]] if kind == "list" else [value]
            errors = [build(cls, **{key: candidate})[1] for candidate in values]
            if all(type(error).__name__ == "StrictDataclassFieldValidationError" for error in errors):
                kinds.append(kind)
        if kinds:
            refused[key] = " ".join(kinds)
    kinds = []
    for kind in ("str", "list", "float"):
        value = {"str": "yarn", "list": [{"rope_type": "linear"}], "float": 4.0}[kind]
        _, error = build(cls, rope_scaling=value)
        if type(error).__name__ == "StrictDataclassFieldValidationError":
            kinds.append(kind)
    if kinds:
        refused["rope_parameters"] = " ".join(kinds)
    record["refuses"] = refused


def describe_model(model_type, config, record, collector):
    """Single keys changed in the file, and what the rotation and one attention layer do with them."""
    head = attribute(config, "head_dim")
    hidden, heads = attribute(config, "hidden_size"), attribute(config, "num_attention_heads")
    if not isinstance(head, int) and isinstance(hidden, int) and isinstance(heads, int) and heads:
        head = hidden // heads
    probes = probes_of(head if isinstance(head, int) else 64, hidden if isinstance(hidden, int) else 0)
    answers = {}
    for name, keys in probes.items():
        keys = dict(keys)
        base = {} if name == "bare" else BASES.get(model_type, {})
        case = {"id": name, "seqLen": keys.pop("@", None), "config": {"model_type": model_type, **base, **keys}}
        result = runner.run(case, collector)
        answer = {"ropes": [[r["layerType"], len(r["invFreq"]), r["invFreq"][:1] + r["invFreq"][1:2] + r["invFreq"][-1:], r["attentionFactor"]] for r in result["ropes"] if r["layerType"] != "vision"]}
        if result["outcome"] == "raises":
            answer.update({"stage": result["stage"], "exception": result["exception"], "message": result["message"][:160]})
        answers[name] = answer
        if name == "default" and result["stage"] in ("config", "model") and result["outcome"] == "raises":
            break
    record["answers"] = answers


def main():
    collector = runner.Collector()
    runner.logging.getLogger("transformers").addHandler(collector)
    runner.logging.getLogger("transformers").setLevel(runner.logging.ERROR)
    records = {}
    only = set(arguments[1:])
    if only and os.path.exists(arguments[0]):
        with open(arguments[0], encoding="utf-8") as file:
            records = json.load(file)
    for model_type in sorted(CONFIG_MAPPING_NAMES):
        if only and model_type not in only:
            continue
        cls = CONFIG_MAPPING[model_type]
        config, error = build(cls)
        if error is not None:
            records[model_type] = {"error": f"{type(error).__name__}: {str(error)[:160]}"}
            continue
        record = {"class": cls.__name__}
        path = text_path(config)
        if path is not None:
            record["text"] = {"path": path[0], "type": path[1], "defaults": text_defaults(config, path[0])}
            for name, block in {"linear": {"rope_type": "linear", "factor": 4.0}, "yarn": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 512}}.items():
                record["text"][name] = outcome(build(cls, rope_scaling=block))
        elif any(attribute(config, name) is not MISSING for name in ("rope_theta", "rope_scaling", "rotary_emb_base", "rope_parameters", "rotary_dim", "rotary_pct")):
            describe_config(cls, config, record)
            describe_keys(cls, config, record)
            describe_validation(cls, record)
            if V5:
                describe_strictness(cls, record)
            describe_model(model_type, config, record, collector)
        else:
            continue
        records[model_type] = record
        with open(arguments[0], "w", encoding="utf-8") as file:
            json.dump(records, file, default=lambda value: "<missing>" if value is MISSING else str(value))
    print(transformers.__version__, len(records))


main()
