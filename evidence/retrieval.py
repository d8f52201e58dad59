"""Facts hidden in a long text, and which of the hidden answers the model prefers when it is asked for one of them.

Every answer is one token and occurs exactly once in the context, so preferring the right one takes finding its fact.
"""

import tokenizers
import torch

from model import Llama, Rotation

NAMES = (
    "Alice", "Robert", "Maria", "Peter", "Susan", "Thomas", "Helen", "George",
    "Laura", "Henry", "Emma", "Daniel", "Julia", "Martin", "Sarah", "Oliver",
)  # fmt: skip
ANIMALS = (
    "tiger", "horse", "eagle", "rabbit", "wolf", "snake", "elephant", "fox",
    "sheep", "bear", "dolphin", "monkey", "lion", "cat", "frog", "duck",
)  # fmt: skip
# Room for the longest question behind the context.
QUESTION_ROOM = 32


def fact(name: str, animal: str) -> str:
    return f"\n\nRemember that the favourite animal of {name} is the {animal}.\n\n"


def question(name: str) -> str:
    return f"\n\nRemember that the favourite animal of {name} is the"


def answer_tokens(tokenizer: tokenizers.Tokenizer) -> list[int]:
    """Raises ValueError where an answer is not a single token."""
    tokens = [tokenizer.encode(" " + animal).ids for animal in ANIMALS]
    for animal, ids in zip(ANIMALS, tokens):
        if len(ids) != 1:
            raise ValueError(f"{animal} is {len(ids)} tokens")
    return [ids[0] for ids in tokens]


def context_of(haystack: list[int], positions: int, tokenizer: tokenizers.Tokenizer) -> tuple[list[int], list[int]]:
    """`positions` tokens with one fact in the middle of every part of equal size; and where the facts begin."""
    facts = [tokenizer.encode(fact(name, animal)).ids for name, animal in zip(NAMES, ANIMALS)]
    room = positions - sum(map(len, facts))
    if len(haystack) < room:
        raise ValueError(f"the haystack has {len(haystack)} tokens, not {room}")
    context: list[int] = []
    starts = []
    taken = 0
    for index, tokens in enumerate(facts):
        until = round(room * (index + 0.5) / len(facts))
        context += haystack[taken:until]
        starts.append(len(context))
        context += tokens
        taken = until
    return context + haystack[taken:room], starts


def retrieve(
    model: Llama, tokenizer: tokenizers.Tokenizer, haystack: list[int], positions: int, rotation: Rotation
) -> dict:
    """Log-likelihoods (nats) of every answer to every question, and where the facts are; questions come last."""
    answers = answer_tokens(tokenizer)
    context, starts = context_of(haystack, positions - QUESTION_ROOM, tokenizer)
    _, caches = model.hidden(torch.tensor(context), rotation, keep=True)
    rows = []
    for name in NAMES:
        asked = torch.tensor(tokenizer.encode(question(name)).ids)
        if len(asked) > QUESTION_ROOM:
            raise ValueError(f"the question after {name} has {len(asked)} tokens")
        hidden, _ = model.hidden(asked, rotation, past=caches)
        likelihoods = torch.log_softmax(model.logits(hidden[-1:])[0].double(), dim=-1)[answers]
        rows.append([round(value, 4) for value in likelihoods.tolist()])
    return {"starts": starts, "likelihoods": rows}
