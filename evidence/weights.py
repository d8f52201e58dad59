"""Weights, shape and tokenizer of a Llama-like model from a GGUF file."""

import dataclasses

import gguf
import numpy
import tokenizers
import torch


@dataclasses.dataclass(frozen=True)
class Shape:
    """What the forward pass needs to know besides the weights."""

    layers: int
    heads: int
    kv_heads: int
    head_size: int
    hidden: int
    norm_epsilon: float
    rope_theta: float
    window: int


def _field(reader: gguf.GGUFReader, name: str):
    field = reader.fields[name]
    return field.contents()


def shape_of(reader: gguf.GGUFReader) -> Shape:
    heads = _field(reader, "llama.attention.head_count")
    hidden = _field(reader, "llama.embedding_length")
    return Shape(
        layers=_field(reader, "llama.block_count"),
        heads=heads,
        kv_heads=_field(reader, "llama.attention.head_count_kv"),
        head_size=hidden // heads,
        hidden=hidden,
        norm_epsilon=_field(reader, "llama.attention.layer_norm_rms_epsilon"),
        rope_theta=_field(reader, "llama.rope.freq_base"),
        window=_field(reader, "llama.context_length"),
    )


def _half_split(weight: torch.Tensor, heads: int) -> torch.Tensor:
    """GGUF keeps the two numbers of a pair side by side; frameworks keep all first numbers, then all second ones."""
    rows, columns = weight.shape
    return weight.view(heads, rows // heads // 2, 2, columns).transpose(1, 2).reshape(rows, columns)


def tensors_of(reader: gguf.GGUFReader, shape: Shape) -> dict[str, torch.Tensor]:
    """Every tensor in float32, under GGUF's names, the rows of query and key in the half-split order."""
    tensors = {}
    for entry in reader.tensors:
        values = torch.from_numpy(gguf.quants.dequantize(entry.data, entry.tensor_type).astype(numpy.float32))
        if entry.name.endswith("attn_q.weight"):
            values = _half_split(values, shape.heads)
        elif entry.name.endswith("attn_k.weight"):
            values = _half_split(values, shape.kv_heads)
        tensors[entry.name] = values
    return tensors


def tokenizer_of(reader: gguf.GGUFReader) -> tokenizers.Tokenizer:
    """The byte-level BPE of SmolLM (every digit by itself), from the file's vocabulary and merges."""
    if _field(reader, "tokenizer.ggml.pre") != "smollm":
        raise ValueError("only the pre-tokenizer of SmolLM is known")
    vocabulary = {token: index for index, token in enumerate(_field(reader, "tokenizer.ggml.tokens"))}
    merges = [tuple(merge.split(" ")) for merge in _field(reader, "tokenizer.ggml.merges")]
    tokenizer = tokenizers.Tokenizer(tokenizers.models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Sequence(
        [
            tokenizers.pre_tokenizers.Digits(individual_digits=True),
            tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
    tokenizer.decoder = tokenizers.decoders.ByteLevel()
    return tokenizer
