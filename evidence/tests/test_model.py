"""The forward pass against transformers' own, on the real weights."""

import unittest

import gguf
import places
import torch
import transformers

import run
import weights
from model import Llama, Rotation

TEXT = "The cat sat on the mat. In 1984 the cat, who had read a lot, asked: what comes after the mat? " * 6


class Forward(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        path = run.gguf_file(places.CACHE)
        reader = gguf.GGUFReader(path)
        cls.shape = weights.shape_of(reader)
        cls.model = Llama(cls.shape, weights.tensors_of(reader, cls.shape), torch.float32)
        cls.tokenizer = weights.tokenizer_of(reader)
        cls.tokens = torch.tensor(cls.tokenizer.encode(TEXT).ids)
        cls.frequencies = cls.shape.rope_theta ** -(
            torch.arange(0, cls.shape.head_size, 2, dtype=torch.float64) / cls.shape.head_size
        )
        cls.theirs = transformers.AutoModelForCausalLM.from_pretrained(
            path.parent, gguf_file=path.name, dtype=torch.float32
        ).eval()

    @torch.inference_mode()
    def ours(self, rotation):
        hidden, _ = self.model.hidden(self.tokens, rotation)
        return self.model.logits(hidden)

    @torch.inference_mode()
    def test_logits_are_those_of_transformers(self):
        logits = self.ours(Rotation(self.frequencies, 1.0, len(self.tokens)))
        expected = self.theirs(self.tokens[None]).logits[0]
        self.assertLess((logits - expected).abs().max().item(), 2e-3)

    @torch.inference_mode()
    def test_factors_and_attention_factor_mean_what_they_mean_in_transformers(self):
        factors = torch.linspace(1, 2, self.shape.head_size // 2, dtype=torch.float64)
        rotary = self.theirs.model.rotary_emb
        before = rotary.inv_freq, rotary.attention_scaling
        rotary.inv_freq, rotary.attention_scaling = (self.frequencies / factors).float(), 1.1
        try:
            expected = self.theirs(self.tokens[None]).logits[0]
        finally:
            rotary.inv_freq, rotary.attention_scaling = before
        logits = self.ours(Rotation(self.frequencies / factors, 1.1, len(self.tokens)))
        self.assertLess((logits - expected).abs().max().item(), 2e-3)

    @torch.inference_mode()
    def test_losses_are_those_of_the_logits(self):
        rotation = Rotation(self.frequencies, 1.0, len(self.tokens))
        hidden, _ = self.model.hidden(self.tokens[:-1], rotation)
        losses = self.model.losses(hidden, self.tokens[1:])
        expected = -torch.log_softmax(self.ours(rotation)[:-1], dim=-1).gather(1, self.tokens[1:, None])[:, 0]
        self.assertLess((losses - expected).abs().max().item(), 1e-3)

    @torch.inference_mode()
    def test_kept_keys_and_values_give_what_the_whole_text_gives(self):
        rotation = Rotation(self.frequencies, 1.05, len(self.tokens))
        whole, _ = self.model.hidden(self.tokens, rotation)
        _, caches = self.model.hidden(self.tokens[:-7], rotation, keep=True)
        rest, _ = self.model.hidden(self.tokens[-7:], rotation, past=caches)
        self.assertLess((rest - whole[-7:]).abs().max().item(), 1e-3)

    def test_the_tokenizer_is_that_of_transformers(self):
        path = run.gguf_file(places.CACHE)
        theirs = transformers.AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
        plain = "Plain words,\nlines and spaces  here."
        self.assertEqual(self.tokenizer.encode(plain).ids, theirs(plain, add_special_tokens=False).input_ids)
        for text in (TEXT, plain, "naïve “quotes” – 3.14"):
            self.assertEqual(self.tokenizer.decode(self.tokenizer.encode(text).ids), text)
