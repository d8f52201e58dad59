"""Lets the tests import the modules beside their folder, and find what a run has fetched."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

CACHE = pathlib.Path(os.environ["EVIDENCE_CACHE"])
