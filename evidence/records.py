"""The results: a JSON line a measurement, appended as soon as it is done, so that a run can stop and resume."""

import json
import os
import pathlib

# Factors that agree to rounding are the same measurement.
TOLERANCE = 1e-12


def close(one: float, other: float) -> bool:
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other), 1.0)


class Records:
    def __init__(self, path: pathlib.Path):
        self.path = path
        self.all: list[dict] = []
        if path.exists():
            self.all = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]

    def add(self, record: dict) -> None:
        """Writes the line whole and at once; what is in the file survives a kill."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, separators=(",", ":")) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.all.append(record)

    def measured(self, wanted: dict) -> dict | None:
        """A record of the same numbers put into the model, whatever they were called."""
        return next((record for record in self.all if _same_input(record, wanted)), None)

    def named(self, wanted: dict) -> bool:
        """Whether there is a record of the same numbers under the same names."""
        names = ("strategy", "attention", "weights")
        return any(_same_input(record, wanted) and all(record[n] == wanted[n] for n in names) for record in self.all)


def _same_input(record: dict, wanted: dict) -> bool:
    plain = ("kind", "model", "text", "textSha256", "scale")
    return (
        all(record[name] == wanted[name] for name in plain)
        and close(record["attentionFactor"], wanted["attentionFactor"])
        and len(record["factors"]) == len(wanted["factors"])
        and all(close(*pair) for pair in zip(record["factors"], wanted["factors"]))
    )
