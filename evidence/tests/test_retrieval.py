import unittest

import gguf
import places

import retrieval
import run
import weights


class Context(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tokenizer = weights.tokenizer_of(gguf.GGUFReader(run.gguf_file(places.CACHE)))

    def test_the_context_has_every_fact_once_and_the_wanted_length(self):
        haystack = self.tokenizer.encode("Nothing to see here. " * 1000).ids
        context, starts = retrieval.context_of(haystack, 2000, self.tokenizer)
        self.assertEqual(len(context), 2000)
        text = self.tokenizer.decode(context)
        for name, animal in zip(retrieval.NAMES, retrieval.ANIMALS):
            self.assertEqual(text.count(retrieval.fact(name, animal).strip()), 1)
        steps = [later - earlier for earlier, later in zip(starts, starts[1:])]
        self.assertLess(max(steps) - min(steps), 6)

    def test_the_rest_of_the_haystack_follows_in_order(self):
        haystack = list(range(100, 5000))
        context, _ = retrieval.context_of(haystack, 1000, self.tokenizer)
        kept = [token for token in context if token in range(100, 5000)]
        room = 1000 - sum(
            len(self.tokenizer.encode(retrieval.fact(*pair)).ids) for pair in zip(retrieval.NAMES, retrieval.ANIMALS)
        )
        self.assertTrue(set(haystack[:room]) <= set(kept))

    def test_a_short_haystack_is_refused(self):
        with self.assertRaises(ValueError):
            retrieval.context_of([1, 2, 3], 2000, self.tokenizer)

    def test_answers_are_single_and_distinct_tokens(self):
        self.assertEqual(len(set(retrieval.answer_tokens(self.tokenizer))), len(retrieval.ANIMALS))
