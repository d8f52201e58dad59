"""Describes the model files of vLLM or SGLang: how each hands the scaling block to get_rope. Read, not run.

Arguments: "vllm" or "sglang", the output, the folder of a transformers release (for the names of its classes), then
RELEASE=FOLDER pairs, oldest first. A model type's entry is a list of records, each valid from its "since" on.
"""

import ast
import json
import os
import re
import sys

BLOCKS = ("rope_parameters", "rope_scaling")


def architectures(folder):
    """{architecture: model types} from transformers' own tables."""
    found = {}
    with open(os.path.join(folder, "transformers/models/auto/modeling_auto.py"), encoding="utf-8") as file:
        tree = ast.parse(file.read())
    for node in ast.walk(tree):
        name = getattr(node.targets[0], "id", "") if isinstance(node, ast.Assign) else ""
        if name in ("MODEL_FOR_CAUSAL_LM_MAPPING_NAMES", "MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES"):
            for pair in node.value.args[0].elts:
                key, value = (element.value if isinstance(element, ast.Constant) else None for element in pair.elts)
                if key and value:
                    found.setdefault(value, []).append(key)
    return found


def registry(framework, folder):
    """{architecture: module}"""
    if framework == "vllm":
        path = os.path.join(folder, "vllm/model_executor/models/registry.py")
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read())
        found = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and getattr(node.targets[0], "id", "").endswith("_MODELS"):
                for key, value in zip(node.value.keys, node.value.values):
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Tuple) and isinstance(value.elts[0], ast.Constant):
                        found.setdefault(key.value, value.elts[0].value)
        return found
    models = os.path.join(folder, "sglang/srt/models")
    found = {}
    for name in os.listdir(models):
        if not name.endswith(".py"):
            continue
        with open(os.path.join(models, name), encoding="utf-8") as file:
            text = file.read()
        for match in re.finditer(r"EntryClass\s*=\s*(\[[^\]]*\]|\w+)", text):
            for cls in re.findall(r"\w+", match.group(1)):
                found[cls] = name[:-3]
    return found


def calls(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    tree = ast.parse(text)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in ("get_rope", "get_rope_wrapper")]
    return text, found


def package_file(folder, module):
    """The file of a package of its own, as vLLM has them since 0.28, that builds the rotation; its kernels differ by device, that does not."""
    top = os.path.join(folder, "../..", module.removeprefix("vllm.").replace(".", "/"))
    candidates = [os.path.join(top, name) for name in ("attention.py", "common/rope.py", "model.py", "nvidia/model.py")]
    return next((path for path in candidates if os.path.exists(path) and calls(path)[1]), None)


# The language model inside a multimodal one has a class of its own config, and the model file of the plain language model.
PARTS = {
    "qwen2_vl_text": ("qwen2_vl", "qwen2"),
    "qwen2_5_vl_text": ("qwen2_5_vl", "qwen2"),
    "qwen3_vl_text": ("qwen3_vl", "qwen3"),
    "qwen3_vl_moe_text": ("qwen3_vl_moe", "qwen3_moe"),
    "qwen3_5_text": ("qwen3_5", "qwen3_5"),
    "qwen3_5_moe_text": ("qwen3_5_moe", "qwen3_5"),
}
WHOLE_HEADS = ("head_dim", "self.head_dim", "self.head_size", "self.qk_rope_head_dim", "qk_rope_head_dim")


def turns_a_part(call):
    """Whether the file itself says which part of a head rotates, by a share or a size that it read somewhere."""
    for keyword in call.keywords:
        if keyword.arg == "partial_rotary_factor" or (keyword.arg == "rotary_dim" and ast.unparse(keyword.value) not in WHOLE_HEADS):
            return True
    return False


def is_plain(call):
    """Hands on theta and the whole head, no block."""
    names = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
    known = {"rotary_dim", "max_position", "base", "is_neox_style", "head_size"}
    return set(names) <= known and "theta" in names.get("base", "") and names.get("rotary_dim") in WHOLE_HEADS


def transformers_backend(folder):
    """The module that wraps a model of transformers, its rotary embedding included."""
    for name in ("transformers", "transformers/base"):
        path = os.path.join(folder, name + ".py")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                found = [node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call) and ast.unparse(node.func) == "AutoModel.from_config"]
            if found:
                return {"file": name, "lines": f"{found[0].lineno}-{found[0].end_lineno}", "kind": "transformers"}
    return None


def describe(folder, module):
    """The record of a module; one that only inherits follows the module it inherits from."""
    if module == "transformers":
        return transformers_backend(folder)
    packaged = package_file(folder, module) if module.startswith("vllm.models.") else None
    path = packaged or os.path.join(folder, module + ".py")
    if not os.path.exists(path):
        return None
    text, found = calls(path)
    if not found:
        for parent in re.findall(r"from (?:\.|vllm\.model_executor\.models\.|sglang\.srt\.models\.)(\w+) import", text):
            if parent in ("llama", "qwen2", "qwen2_moe", "qwen3", "mixtral", "deepseek_v2", "gemma2", "glm4", "llama4"):
                return describe(folder, parent)
        return {"file": module, "kind": "own"}
    deepseek = module in ("deepseek_v2", "vllm.models.deepseek_v32")
    own = packaged is not None and not deepseek
    first = found[-1] if module == "deepseek_v2" else found[0]
    handed = [*first.args, *(keyword.value for keyword in first.keywords if keyword.arg != "base")]
    words = " ".join(ast.unparse(argument) for argument in handed)
    name = os.path.relpath(packaged, os.path.join(folder, "../../..")).removesuffix(".py") if packaged else module
    record = {"file": name, "lines": f"{first.lineno}-{first.end_lineno}"}
    if not own and len(found) == 1 and is_plain(first):
        record["kind"] = "plain"
    elif own or not any(block in words for block in BLOCKS):
        record["kind"] = "own"
    elif deepseek:
        record["kind"] = "deepseek"
    elif module == "gpt_oss":
        record["kind"] = "gpt_oss"
    elif re.search(r"rope_parameters\[[\w.]*layer_type\]|rope_parameters\[self\.\w+\]|local_base_freq", text):
        record["kind"] = "layers"
    elif re.search(r"rope_parameters\[['\"]\w+_attention['\"]\]|rope_ratio", text):
        record["kind"] = "own"
    else:
        record["kind"] = "block"
    if turns_a_part(first):
        record["partial"] = True
    style = next((keyword.value for keyword in first.keywords if keyword.arg == "is_neox_style"), None)
    if isinstance(style, ast.Constant) and style.value is False:
        record["interleaved"] = True
    return record


def without_place(record):
    return {key: value for key, value in record.items() if key not in ("since", "lines", "file")}


def main():
    framework, output, transformers, *pairs = sys.argv[1:]
    names = architectures(transformers)
    types, releases = {}, []
    for pair in pairs:
        release, folder = pair.split("=")
        releases.append(release)
        models = os.path.join(folder, "vllm/model_executor/models" if framework == "vllm" else "sglang/srt/models")
        found = {}
        for architecture, module in registry(framework, folder).items():
            for model_type in names.get(architecture, []):
                record = describe(models, module)
                if record is not None:
                    found[model_type] = record
        for part, (whole, module) in PARTS.items():
            record = describe(models, module) if whole in found else None
            if record is not None:
                found[part] = record
        for model_type in set(found) | set(types):
            history = types.setdefault(model_type, [])
            entry = found.get(model_type, {"kind": "absent"})
            if not history and entry["kind"] == "absent":
                continue
            if not history or without_place(history[-1]) != without_place(entry):
                history.append({"since": release, **entry})
    types = {name: history for name, history in sorted(types.items()) if history}
    with open(output, "w", encoding="utf-8") as file:
        json.dump({"releases": releases, "types": types}, file)
    print(len(types), "types")


main()
