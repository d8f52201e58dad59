"""The paper's algorithm as it stands there: loops over strategies, pairs and positions. A baseline; standard library only.

Wu et al., "Extending Context Window of Large Language Models from a Distributional Perspective", EMNLP 2024.
Reads a request from standard input and writes the answer to standard output, both JSON:

    {"thetas": [...], "rotaryDim": 128, "pretrainedLength": 4096, "targetLength": 16384, "bins": 360, "counts": false}
    {"python": "3.11.7", "runs": [{"seconds": wall, "cpuSeconds": cpu}], "strategies": {id: {"disturbances": [...]}}}

One run a theta; `strategies` are those of the last one, with the histograms when "counts" is true.
"""

import json
import math
import platform
import sys
import time

TWO_PI = 2 * math.pi
# The reference starts every count at float16's smallest normal number.
SMOOTHING = 2.0**-14


def plain(theta, dimension):
    return [theta ** (-2 * pair / dimension) for pair in range(dimension // 2)]


def linear(theta, dimension, original, scale):
    return [frequency / scale for frequency in plain(theta, dimension)]


def ntk(theta, dimension, original, scale):
    return plain(theta * scale ** (dimension / (dimension - 2)), dimension)


def dynamic(theta, dimension, original, scale):
    """At the full target length, with the scale as its factor."""
    return ntk(theta, dimension, original, scale * scale - (scale - 1))


def yarn(theta, dimension, original, scale, beta_fast=32, beta_slow=1):
    def pair_of(rotations):
        return dimension * math.log(original / (TWO_PI * rotations)) / (2 * math.log(theta))

    low = max(math.floor(pair_of(beta_fast)), 0)
    high = min(math.ceil(pair_of(beta_slow)), dimension - 1)
    frequencies = []
    for pair, frequency in enumerate(plain(theta, dimension)):
        ramp = min(max((pair - low) / (high - low), 0), 1)
        frequencies.append(frequency / scale * ramp + frequency * (1 - ramp))
    return frequencies


def llama3(theta, dimension, original, scale, low_factor=1, high_factor=4):
    frequencies = []
    for frequency in plain(theta, dimension):
        turns = original * frequency / TWO_PI
        share = min(max((turns - low_factor) / (high_factor - low_factor), 0), 1)
        frequencies.append(frequency / scale * (1 - share) + frequency * share)
    return frequencies


STRATEGIES = {
    "none": lambda theta, dimension, original, scale: plain(theta, dimension),
    "linear": linear,
    "ntk": ntk,
    "dynamic": dynamic,
    "yarn": yarn,
    "llama3": llama3,
}


def count_angles(frequency, length, bins):
    """Smoothed counts of the rotary angles of positions 0 .. length-1."""
    counts = [SMOOTHING] * bins
    bins_per_radian = bins / TWO_PI
    for position in range(length):
        angle = position * frequency % TWO_PI
        counts[int(bins_per_radian * angle)] += 1
    return counts


def divergence(pretrained, extended):
    """KL divergence of the pretrained from the extended distribution, nats."""
    pretrained_total = sum(pretrained)
    extended_total = sum(extended)
    result = 0.0
    for own, other in zip(pretrained, extended):
        share = own / pretrained_total
        result += share * math.log(share / (other / extended_total))
    return result


def analyse(theta, dimension, original, target, bins):
    scale = target / original
    pretrained = [count_angles(frequency, original, bins) for frequency in plain(theta, dimension)]
    results = {}
    for name, frequencies_of in STRATEGIES.items():
        frequencies = frequencies_of(theta, dimension, original, scale)
        extended = [count_angles(frequency, target, bins) for frequency in frequencies]
        disturbances = [divergence(own, other) for own, other in zip(pretrained, extended)]
        results[name] = {"disturbances": disturbances, "counts": extended}
    # The paper's rule: of extrapolation and interpolation the one that disturbs the pair less.
    chosen = [min(pair) for pair in zip(results["none"]["disturbances"], results["linear"]["disturbances"])]
    results["distributional"] = {"disturbances": chosen, "counts": []}
    return results


def main():
    request = json.load(sys.stdin)
    runs = []
    results = {}
    for theta in request["thetas"]:
        wall, cpu = time.perf_counter(), time.process_time()
        results = analyse(
            theta, request["rotaryDim"], request["pretrainedLength"], request["targetLength"], request["bins"]
        )
        runs.append({"seconds": time.perf_counter() - wall, "cpuSeconds": time.process_time() - cpu})
    for result in results.values():
        if request["counts"]:
            result["counts"] = [[int(count) for count in pair] for pair in result["counts"]]
        else:
            del result["counts"]
    json.dump({"python": platform.python_version(), "runs": runs, "strategies": results}, sys.stdout)


main()
