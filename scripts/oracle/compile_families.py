"""Joins the descriptions of model types of several releases into src/runtimes/data/transformers-families.json.

Arguments: the output, then RELEASE=FILE pairs, oldest first, each written by describe_families.py.
A type's entry is a list of records, each valid from its "since" on; one that equals the one before it is left out.
"""

import json
import os
import sys

def pattern_of(types):
    """The shortest beginning of which the list is a repetition, else the list."""
    for length in range(1, len(types)):
        if all(kind == types[i % length] for i, kind in enumerate(types)):
            return types[:length]
    return types


"""Classes whose default block is one object, in the releases before strict fields."""
SHARED_BLOCK = ("GptOssConfig", "ApertusConfig")

"""What a field has where nothing is said: left out of the file."""
USUAL = {
    "typeWins": False, "reads": True, "partialUse": "ignored", "validates": "keys", "head": "derived", "headUse": "attribute",
    "kvFails": False, "thetaKey": "rope_theta", "theta": 10000.0, "defaultTheta": 10000.0, "thetaKeys": ["rope_theta"],
    "block": {"rope_theta": 10000.0, "rope_type": "default"}, "labels": None,
}


def short(entry):
    if "unknown" in entry or "text" in entry:
        return entry
    return {key: value for key, value in entry.items() if key not in USUAL or value != USUAL[key]}


def ropes(answer):
    return answer["ropes"]


def changed(answers, name):
    """It loads, with another rotation than the default."""
    return bool(name in answers and ropes(answers[name])) and ropes(answers[name]) != ropes(answers["default"])


def fails(answers, name, stage="attention"):
    """Fails at that stage although the default does not."""
    answer = answers.get(name, {})
    return answer.get("stage") == stage and answers["default"].get("stage") != stage


def name_validation(takes):
    answer = takes["noFactor"]
    if isinstance(answer, dict) and "exception" in answer:
        if answer["exception"] in ("KeyError", "StrictDataclassClassValidationError"):
            return "keys"
        for part, name in (("two fields", "two fields"), ("three fields", "three fields"), ("short_mscale", "mscales")):
            if part in answer["message"]:
                return name
        raise ValueError(f"a check of the block that src/runtimes/transformers does not know: {answer['message']}")
    return None


def compact(record, v5):
    if "error" in record:
        return {"unknown": record["error"]}
    if "text" in record:
        text = record["text"]
        out = {"class": record["class"], "text": text["path"], "textType": text["type"]}
        if text.get("defaults"):
            out["textDefaults"] = text["defaults"]
        if isinstance(text["yarn"], dict) and text["yarn"].get("exception"):
            out["yarnRaises"] = text["yarn"]["exception"]
        return out
    answers = record["answers"]
    default = answers["default"]
    if not ropes(default) and default.get("stage") in ("config", "model", "forward"):
        return {"unknown": f"{default['exception']}: {default['message'][:100]}"}
    out = {"class": record["class"]}
    for key in ("hidden", "heads", "kvHeads", "layers", "max", "original", "qkRope", "rotaryDim", "kvChannels", "labels", "renamed", "block", "ignored"):
        if key in record:
            out[key] = record[key]
    channels = record.get("kvChannels")
    if channels is not None and ropes(default) and ropes(default)[0][1] * 2 != channels:
        del out["kvChannels"]
    if "rotaryDim" in record and ropes(default) and ropes(default)[0][1] * 2 != record["rotaryDim"]:
        del out["rotaryDim"]  # a key that nothing reads
    out["head"] = record["head"]
    if not record["headGiven"]:
        out["headFixed"] = True
    thetas = record.get("thetas", {})
    if v5:
        block = record.get("block", {})
        if record["class"] in SHARED_BLOCK and "refuses" in record and not record["refuses"]:
            # One dict for all objects: what was tried before has left its share in it.
            block.pop("partial_rotary_factor", None)
        flat = block.get("rope_theta")
        own = isinstance(flat, (int, float)) and "rope_theta" in record.get("thetaKeys", [])
        out["defaultTheta"] = flat if own else record.get("defaultTheta", 10000.0)
        out["thetaKeys"] = record.get("thetaKeys", [])
    else:
        heard = changed(answers, "theta") or bool(answers.get("theta", {}).get("stage"))
        key = next((k for k in ("rope_theta", "rotary_emb_base", "global_rope_theta") if k in thetas and (heard or k != "rope_theta")), None)
        if "global_rope_theta" in thetas:
            key = "global_rope_theta"
        out["thetaKey"] = key
        out["theta"] = thetas.get(key, 10000.0) if key else 10000.0
        for extra in ("rope_local_base_freq", "local_rope_theta"):
            if extra in thetas:
                out["localTheta"] = [extra, thetas[extra]]
    partials = record.get("partials", {})
    if partials:
        key = "rotary_pct" if "rotary_pct" in partials else next(iter(partials))
        out["partial"] = [key, partials[key]]
    out["validates"] = name_validation(record["takes"])
    takes = record["takes"]
    both = takes["both"]
    out["typeWins"] = isinstance(both, dict) and both.get("rope_type") == "linear"
    strings = takes["strings"]
    if isinstance(strings, dict) and strings.get("factor") == 4.0:
        out["floats"] = True
    mrope = takes["mrope"]
    if isinstance(mrope, dict) and mrope.get("rope_type") == "default":
        out["mrope"] = True
    if not ropes(default):
        out["rotation"] = "none"
        return out
    layers = sorted({rope[0] for rope in ropes(default) if rope[0] is not None})
    if layers:
        out["layered"] = layers
    if default.get("stage"):
        out["attention"] = "unmeasured"
    builds = ("model", "forward")
    out["reads"] = (
        changed(answers, "linear")
        or changed(answers, "typeOnly")
        or answers.get("linear", {}).get("stage") in builds
        or out["validates"] not in (None, "keys", "two fields")
        or (v5 and bool(answers.get("linear", {}).get("stage")))
    )
    head = answers.get("head", {})
    out["headUse"] = "shape" if fails(answers, "head") else "attribute" if changed(answers, "head") else "none"
    if head.get("stage") in builds + ("config",):
        out["headUse"] = "raises" if "no setter" in head["message"] else "attribute"
    if record["head"] == "null" and answers.get("bare", {}).get("stage") == "model" and not default.get("stage"):
        out["headRequired"] = True
    if fails(answers, "partial"):
        out["partialUse"] = "whole"
    elif fails(answers, "partialOdd"):
        out["partialUse"] = "part"
    elif changed(answers, "partial") or changed(answers, "partialOdd"):
        out["partialUse"] = "width"
    else:
        out["partialUse"] = "ignored"
    if v5 and not layers:
        # What the plain type does, where the class's own block is a scaled one.
        plain = answers.get("parametersPartial", {})
        if plain.get("stage") == "attention" and not default.get("stage"):
            out["partialUse"] = "whole"
        elif not plain.get("stage") and [r[1] for r in ropes(plain)] == [r[1] for r in ropes(default)] and out["partialUse"] == "whole":
            out["partialUse"] = "ignored"
    if v5 and any(isinstance(inner, dict) and "partial_rotary_factor" in inner for inner in record.get("block", {}).values()):
        out["partialUse"] = "width"
    if fails(answers, "partialLinear"):
        out["partialScaled"] = "whole"
    elif fails(answers, "partialOddLinear"):
        out["partialScaled"] = "part"
    elif out["reads"]:
        out["partialScaled"] = "width" if changed(answers, "partialLinear") else "ignored"
    if answers.get("partial", {}).get("message", "").startswith("split"):
        out["partialUse"] = out["partialScaled"] = "width"
    if "rotary_pct" in partials or "rotary_pct" in record.get("partialKeys", []):
        # Its layers cut the head at the width of cos; partial_rotary_factor is not its key.
        out["partialUse"] = out["partialScaled"] = "part" if fails(answers, "head") else "width"
    out["kvFails"] = answers.get("kv", {}).get("stage") == "attention" and not default.get("stage")
    if answers.get("kv", {}).get("stage") == "config":
        out["kvFails"] = "config"
    indivisible = answers.get("indivisible", {})
    if indivisible.get("stage") and indivisible.get("stage") != default.get("stage"):
        out["indivisible"] = [indivisible["stage"], indivisible["exception"], indivisible["message"]]
    elif changed(answers, "indivisible"):
        out["indivisible"] = "changes"
    for name in ("maxNull", "maxFloat"):
        if answers.get(name, {}).get("stage") in builds + ("attention",) and not default.get("stage"):
            out[name] = answers[name]["exception"]
    if answers.get("defaultBlock", {}).get("message") == "'factor'":
        out["needsFactor"] = True
    if answers.get("null", {}).get("stage") not in (None, default.get("stage")):
        out["nullRaises"] = answers["null"]["exception"] + ": " + answers["null"]["message"]
    if v5:
        refuses = record["refuses"]
        out["refuses"] = refuses
        if "layerTypes" in record:
            out["layerTypes"] = pattern_of(record["layerTypes"])
    elif "layerTypes" in record:
        out["layerTypes"] = True
    return out


def main():
    output, *pairs = sys.argv[1:]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "left-out-types.txt"), encoding="utf-8") as file:
        left_out = {line.split()[0] for line in file if line.strip() and not line.startswith("#")}
    types = {}
    refusals = []
    releases = []
    for pair in pairs:
        release, path = pair.split("=")
        releases.append(release)
        with open(path, encoding="utf-8") as file:
            records = json.load(file)
        for name, record in records.items():
            if name in left_out:
                continue
            entry = short(compact(record, release.startswith("5")))
            if "refuses" in entry:
                if entry["refuses"] not in refusals:
                    refusals.append(entry["refuses"])
                entry["refuses"] = refusals.index(entry["refuses"])
            history = types.setdefault(name, [])
            if not history or {key: value for key, value in history[-1].items() if key != "since"} != entry:
                history.append({"since": release, **entry})
    with open(output, "w", encoding="utf-8") as file:
        json.dump({"releases": releases, "refusals": refusals, "types": types}, file)
    print(len(types), "types")


if __name__ == "__main__":
    main()
