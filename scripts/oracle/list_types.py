"""Lists, for each model type of the data, the newest pinned release of transformers that does not know it yet. Read, not run.

Arguments: transformers-families.json, the output, then RELEASE=FOLDER pairs, oldest first. A type that the oldest knows is left out.
"""

import ast
import json
import os
import sys


def known(folder):
    """The keys of CONFIG_MAPPING_NAMES, in whichever file and form the release has it."""
    auto = os.path.join(folder, "transformers/models/auto")
    found = set()
    for name in ("configuration_auto.py", "auto_mappings.py"):
        path = os.path.join(auto, name)
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read())
        for node in ast.walk(tree):
            if not isinstance(node, ast.Assign) or "CONFIG_MAPPING_NAMES" not in getattr(node.targets[0], "id", ""):
                continue
            for pair in ast.walk(node.value):
                if isinstance(pair, ast.Tuple) and pair.elts and isinstance(pair.elts[0], ast.Constant):
                    found.add(pair.elts[0].value)
                elif isinstance(pair, ast.Dict):
                    found.update(key.value for key in pair.keys if isinstance(key, ast.Constant))
    return found


def main():
    families, output, *pairs = sys.argv[1:]
    with open(families, encoding="utf-8") as file:
        types = json.load(file)["types"]
    absent = {}
    for pair in pairs:
        release, folder = pair.split("=")
        names = known(folder)
        if len(names) < 200:
            sys.exit(f"{release}: only {len(names)} model types found")
        for name in types:
            if name not in names:
                absent[name] = release
    newest = pairs[-1].split("=")[0]
    with open(output, "w", encoding="utf-8") as file:
        json.dump({name: release for name, release in sorted(absent.items()) if release != newest}, file)


main()
