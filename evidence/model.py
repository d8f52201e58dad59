"""A Llama forward pass for long texts: rotation from given frequencies, no logits kept, keys and values reusable.

Angles, their cosines and sines are computed in float64; the residual stream and norms are float32; matrix products and
attention run in the dtype that the model was made with.
"""

import dataclasses

import torch
import torch.nn.functional as functional

from weights import Shape

# Positions whose logits are held at once: 512 x 49,152 x 4 bytes = 100 MB.
HEAD_CHUNK = 512


@dataclasses.dataclass
class Cache:
    """Rotated keys and values of one layer, each (kv_heads, positions, head_size)."""

    keys: torch.Tensor
    values: torch.Tensor


class Rotation:
    """cos and sin of every (position, pair), times the attention factor; (positions, head_size) in float32."""

    def __init__(self, frequencies: torch.Tensor, attention_factor: float, positions: int):
        if frequencies.dtype != torch.float64:
            raise TypeError("frequencies must be float64")
        angles = torch.outer(torch.arange(positions, dtype=torch.float64), frequencies)
        cos, sin = torch.cos(angles) * attention_factor, torch.sin(angles) * attention_factor
        # Both halves at once: out = vectors * cos + swapped * sin, with the sign of the first half in sin.
        self.cos = torch.cat((cos, cos), dim=-1).float()
        self.sin = torch.cat((-sin, sin), dim=-1).float()

    def turn(self, vectors: torch.Tensor, start: int) -> torch.Tensor:
        """Rotates (positions, heads, head_size), whose first position is `start`; to (heads, positions, head_size)."""
        end = start + vectors.shape[0]
        vectors = vectors.transpose(0, 1)
        swapped = vectors.roll(vectors.shape[-1] // 2, dims=-1)
        return (vectors * self.cos[start:end]).addcmul_(swapped, self.sin[start:end]).to(vectors.dtype)


class Llama:
    """SmolLM2 and its kin: RMSNorm, grouped-query attention, SwiGLU, tied embeddings."""

    def __init__(self, shape: Shape, tensors: dict[str, torch.Tensor], dtype: torch.dtype):
        self.shape = shape
        self.dtype = dtype
        self.embedding = tensors["token_embd.weight"]
        self.head = tensors.get("output.weight", self.embedding)
        self.final_norm = tensors["output_norm.weight"]
        self.blocks = [
            {
                name: tensors[f"blk.{index}.{name}.weight"].to(torch.float32 if name.endswith("norm") else dtype)
                for name in (
                    "attn_norm",
                    "attn_q",
                    "attn_k",
                    "attn_v",
                    "attn_output",
                    "ffn_norm",
                    "ffn_gate",
                    "ffn_up",
                    "ffn_down",
                )
            }
            for index in range(shape.layers)
        ]

    def hidden(self, tokens: torch.Tensor, rotation: Rotation, past: list[Cache] | None = None, keep: bool = False):
        """Final hidden states (positions, hidden) in float32, and the caches where `keep`; `past` stays as it is."""
        start = 0 if past is None else past[0].keys.shape[1]
        state = self.embedding[tokens]
        caches = []
        for index, block in enumerate(self.blocks):
            state, cache = self._block(block, state, rotation, start, None if past is None else past[index])
            if keep:
                caches.append(cache)
        return self._norm(state, self.final_norm), caches

    def losses(self, hidden: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """-ln p(target) of each position, in nats; hidden (positions, hidden), targets (positions,)."""
        parts = [
            functional.cross_entropy(self.logits(states), wanted, reduction="none")
            for states, wanted in zip(hidden.split(HEAD_CHUNK), targets.split(HEAD_CHUNK))
        ]
        return torch.cat(parts)

    def logits(self, hidden: torch.Tensor) -> torch.Tensor:
        """(positions, vocabulary) in float32."""
        return functional.linear(hidden, self.head)

    def _norm(self, state: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        return functional.rms_norm(state, (self.shape.hidden,), weight, self.shape.norm_epsilon)

    def _block(self, block, state: torch.Tensor, rotation: Rotation, start: int, past: Cache | None):
        normed = self._norm(state, block["attn_norm"]).to(self.dtype)
        queries = rotation.turn(self._heads(normed, block["attn_q"], self.shape.heads), start)
        keys = rotation.turn(self._heads(normed, block["attn_k"], self.shape.kv_heads), start)
        values = self._heads(normed, block["attn_v"], self.shape.kv_heads).transpose(0, 1)
        if past is not None:
            keys = torch.cat((past.keys, keys), dim=1)
            values = torch.cat((past.values, values), dim=1)
        mixed = attention(queries, keys, values).transpose(0, 1).reshape(len(state), -1)
        state = state + functional.linear(mixed, block["attn_output"])
        normed = self._norm(state, block["ffn_norm"]).to(self.dtype)
        gated = functional.silu(functional.linear(normed, block["ffn_gate"])) * functional.linear(
            normed, block["ffn_up"]
        )
        return state + functional.linear(gated, block["ffn_down"]), Cache(keys, values)

    def _heads(self, state: torch.Tensor, weight: torch.Tensor, heads: int) -> torch.Tensor:
        return functional.linear(state, weight).view(len(state), heads, -1)


def attention(queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """Causal attention; queries (heads, new, size) are at the last `new` positions of keys (kv_heads, all, size)."""
    new, every = queries.shape[1], keys.shape[1]
    repeat = queries.shape[0] // keys.shape[0]
    keys = keys.repeat_interleave(repeat, dim=0)[None]
    values = values.repeat_interleave(repeat, dim=0)[None]
    if new == every:
        return functional.scaled_dot_product_attention(queries[None], keys, values, is_causal=True)[0]
    mask = torch.ones(new, every, dtype=torch.bool).tril(every - new)
    return functional.scaled_dot_product_attention(queries[None], keys, values, attn_mask=mask)[0]
