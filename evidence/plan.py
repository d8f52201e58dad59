"""What is measured, the most telling first: a run that is cut short has then measured what matters most."""

import dataclasses
import math
import pathlib
from collections.abc import Iterator

from strategies import Strategy, recommended, weighted

STRATEGIES = ("resonant", "yarn", "ntk", "llama3", "distributional", "linear", "none")
TEXTS = ("A", "B", "C", "D")
# The weights are chosen on one half of the texts and confirmed on the other.
HALVES = (("A", "B"), ("C", "D"))
HAYSTACK = "H"
DEFAULT_WEIGHTS = (3, 0.1)
# (mu, kappa)
WEIGHTS = ((3, 0.03), (3, 0.3), (10, 0.1), (1, 0.1), (3, 0.01), (3, 1))


@dataclasses.dataclass(frozen=True)
class Job:
    kind: str
    """perplexity or retrieval"""
    text: str
    scale: int
    strategy: Strategy
    attention: str
    """own, or the name of another attention factor"""
    attention_factor: float
    weights: tuple[float, float] | None
    """(mu, kappa) where they are not the product's"""


def attention_factors(scale: int, window: int) -> dict[str, float]:
    """The attention factors that are compared: none, longrope's, YaRN's, and the means of neighbours."""
    longrope = math.sqrt(1 + math.log(scale) / math.log(window))
    yarn = 0.1 * math.log(scale) + 1
    return {
        "1": 1.0,
        "1 to longrope": (1 + longrope) / 2,
        "longrope": longrope,
        "longrope to yarn": (longrope + yarn) / 2,
        "yarn": yarn,
    }


def jobs(config: pathlib.Path, window: int) -> Iterator[Job]:
    def own(kind: str, text: str, scale: int, name: str) -> Job:
        strategy = recommended(config, scale * window)[name]
        return Job(kind, text, scale, strategy, "own", strategy.attention_factor, None)

    def attention(text: str, scale: int, name: str, label: str) -> Job:
        strategy = recommended(config, scale * window)[name]
        return Job("perplexity", text, scale, strategy, label, attention_factors(scale, window)[label], None)

    def chain(text: str, scale: int, weights: tuple[float, float]) -> Job:
        strategy = weighted(config, scale * window, *weights)
        return Job("perplexity", text, scale, strategy, "own", strategy.attention_factor, weights)

    def compare(scale: int, texts: tuple[str, ...], names: tuple[str, ...]) -> Iterator[Job]:
        return (own("perplexity", text, scale, name) for text in texts for name in names)

    def vary(texts: tuple[str, ...], scale: int) -> Iterator[Job]:
        labels = attention_factors(scale, window)
        return (
            attention(text, scale, name, label) for text in texts for name in ("resonant", "yarn") for label in labels
        )

    def weigh(texts: tuple[str, ...], scale: int) -> Iterator[Job]:
        return (chain(text, scale, weights) for weights in WEIGHTS for text in texts)

    # The strategies, then what tells their two parts (frequencies, attention factor) apart, then the rest.
    first, second = HALVES
    yield from compare(2, TEXTS, STRATEGIES)
    yield from (own("retrieval", HAYSTACK, 2, name) for name in ("resonant", "yarn"))
    yield from compare(4, ("A",), ("resonant", "yarn"))
    yield from (own("retrieval", HAYSTACK, 2, name) for name in ("none", "ntk"))
    yield from compare(4, first, STRATEGIES[:3])
    apart = (("yarn", "longrope"), ("resonant", "1"), ("resonant", "yarn"), ("yarn", "1"))
    yield from (attention(text, 2, name, label) for text in first for name, label in apart)
    yield from (own("retrieval", HAYSTACK, 2, name) for name in STRATEGIES)
    yield from compare(4, first, STRATEGIES[3:])
    yield from weigh(first, 2)
    yield from (attention(text, 4, "yarn", "longrope") for text in first)
    yield from vary(first, 2)
    yield from weigh(second, 2)
    # The best of 2x on both texts first.
    yield from (chain(text, 4, (3, 0.3)) for text in first)
    yield from weigh(("A",), 4)
    yield from (own("retrieval", HAYSTACK, 4, name) for name in STRATEGIES)
    yield from vary(second, 2)
    yield from vary(first, 4)
    yield from compare(4, second, STRATEGIES)
    yield from weigh(("C", "B", "D"), 4)
