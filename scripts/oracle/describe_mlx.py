"""Describes the model files of mlx-lm: which keys they need, and whether their rotation reads the scaling block.

Arguments: the output, then RELEASE=FOLDER pairs, oldest first; FOLDER holds the package's Python files. Read, not run.
A model's entry is a list of records, each valid from its "since" on; null: the release has no such file. So is what a type is
loaded with where its file has another name, from "since" on.
"""

import ast
import json
import os
import sys


def fields_of(tree):
    """Fields of ModelArgs: (required, {name: default literal})."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name in ("ModelArgs", "TextArgs", "TextConfig"):
            required, defaults = [], {}
            for item in node.body:
                if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                    if item.value is None:
                        required.append(item.target.id)
                    else:
                        try:
                            defaults[item.target.id] = ast.literal_eval(item.value)
                        except ValueError:
                            defaults[item.target.id] = None
            return required, defaults
    return None, None


OWN = ("gemma4_text", "laguna", "mellum", "ministral3", "mistral4", "nemotron-nas")
"""Files whose rotation reads other keys than its call shows: per-layer blocks, rotated shares, block lists."""


def calls_of(tree, name):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in (name, f"nn.{name}")]


def describe(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    tree = ast.parse(text)
    required, defaults = fields_of(tree)
    if required is None:
        return None
    initialise = calls_of(tree, "initialize_rope")
    plain = calls_of(tree, "RoPE")
    scaled = [call for call in initialise if "scaling" in ast.unparse(call) or "rope_parameters" in ast.unparse(call)]
    own = any(word in text for word in ("SuScaledRoPE(", "YarnRoPE(", "Llama3RoPE(", "class DynamicNTK", "RotaryEmbedding(nn.Module)"))
    calls = initialise or plain
    own = own or os.path.basename(path)[:-3] in OWN
    if own or not calls or len({ast.unparse(call.args[0] if call.args else call.keywords[0].value) for call in calls}) > 1:
        return {"required": required, "rotation": "own"}
    dims = ast.unparse(calls[0].args[0] if calls[0].args else next(k.value for k in calls[0].keywords if k.arg == "dims"))
    record = {"required": required, "rotation": "block" if scaled else "plain", "lines": f"{min(c.lineno for c in calls)}-{max(c.end_lineno for c in calls)}"}
    if not initialise and any(keyword.arg == "scale" for call in plain for keyword in call.keywords):
        record["rotation"] = "linear"
    record["dims"] = "qk_rope_head_dim" if "qk_rope" in dims else "own" if ("partial" in dims or "rotary" in dims or "rope_dim" in dims or "//" in dims) else "head"
    record["head"] = "head_dim" if "args.head_dim" in text or "config.head_dim" in text or "args['head_dim']" in text or 'args, "head_dim"' in text else "shape"
    for key in ("rope_theta", "head_dim", "max_position_embeddings", "qk_rope_head_dim"):
        if key in defaults:
            record[key] = defaults[key]
    if "rope_parameters" in required or "rope_parameters" in defaults:
        record["parameters"] = True
    return record


def without_place(record):
    """A record that differs only in its lines is the same."""
    return {key: value for key, value in record.items() if key not in ("since", "lines")}


def main():
    output, *pairs = sys.argv[1:]
    models, remapped, releases = {}, {}, []
    for pair in pairs:
        release, folder = pair.split("=")
        releases.append(release)
        names = os.path.join(folder, "mlx_lm", "utils.py")
        with open(names, encoding="utf-8") as file:
            for node in ast.parse(file.read()).body:
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MODEL_REMAPPING":
                    for name, file in ast.literal_eval(node.value).items():
                        remapped.setdefault(name, {"file": file, "since": release})
        folder = os.path.join(folder, "mlx_lm", "models")
        found = {name[:-3]: describe(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".py")}
        found = {name: record for name, record in found.items() if record is not None}
        for name in set(found) | set(models):
            history = models.setdefault(name, [])
            entry = found.get(name)
            last = without_place(history[-1]) if history else None
            if entry is None and (last is None or last == {"rotation": "absent"}):
                continue
            entry = entry or {"rotation": "absent"}
            if last != without_place(entry):
                history.append({"since": release, **entry})
    models = {name: history for name, history in sorted(models.items()) if history}
    with open(output, "w", encoding="utf-8") as file:
        json.dump({"releases": releases, "remapped": remapped, "models": models}, file)
    print(len(models), "models")


main()
