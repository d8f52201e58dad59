"""Factors, attention factors and measures of every strategy, asked of the product itself."""

import dataclasses
import functools
import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


@dataclasses.dataclass(frozen=True)
class Strategy:
    """One way to extend the window, as the product gives it."""

    name: str
    factors: tuple[float, ...]
    """Divisors of the pretrained frequencies, one a pair."""
    attention_factor: float
    mean_disturbance: float
    local_shift: float
    slope_energy: float


def _node(*arguments: str) -> dict:
    answer = subprocess.run(["node", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


@functools.cache
def recommended(config: pathlib.Path, length: int) -> dict[str, Strategy]:
    """Every strategy at a window of `length` tokens, by its name; `rope-lens recommend --format json`."""
    answer = _node("dist/cli.js", "recommend", str(config), "--target-length", str(length), "--format", "json")
    (rope,) = answer["ropes"]
    return {
        entry["id"]: Strategy(
            name=entry["id"],
            factors=tuple(entry["factors"]),
            attention_factor=entry["attentionFactor"],
            mean_disturbance=entry["meanDisturbance"],
            local_shift=entry["localShift"],
            slope_energy=entry["slopeEnergy"],
        )
        for entry in rope["strategies"]
    }


@functools.cache
def weighted(config: pathlib.Path, length: int, mu: float, kappa: float) -> Strategy:
    """`resonant` under other weights, from the product's library; with `resonant`'s attention factor."""
    read = json.loads(config.read_text())
    head = read["hidden_size"] // read["num_attention_heads"]
    spec = {
        "theta": read["rope_theta"],
        "headDim": head,
        "rotaryDim": head,
        "scaling": {"type": "default"},
        "maxPositionEmbeddings": read["max_position_embeddings"],
        "pretrainedLength": read["max_position_embeddings"],
        "trainedFactor": 1,
        "mropeSection": None,
    }
    answer = _node("evidence/chain.mjs", json.dumps(spec), str(length), str(mu), str(kappa))
    return Strategy(
        name="resonant",
        factors=tuple(answer["factors"]),
        attention_factor=recommended(config, length)["resonant"].attention_factor,
        mean_disturbance=answer["meanDisturbance"],
        local_shift=answer["localShift"],
        slope_energy=answer["slopeEnergy"],
    )
