import unittest

import places  # noqa: F401
import plan
import run


class Plan(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.jobs = list(plan.jobs(run.CONFIG, 8192))

    def test_every_strategy_is_measured_on_every_text_at_2x_first(self):
        first = self.jobs[: len(plan.TEXTS) * len(plan.STRATEGIES)]
        self.assertEqual(
            {(job.text, job.strategy.name) for job in first}, {(t, s) for t in plan.TEXTS for s in plan.STRATEGIES}
        )
        self.assertEqual(
            {(job.kind, job.scale, job.attention, job.weights) for job in first}, {("perplexity", 2, "own", None)}
        )

    def test_both_halves_of_the_texts_see_every_weight(self):
        seen = {(job.text, job.weights) for job in self.jobs if job.weights is not None}
        self.assertEqual(seen, {(text, weights) for text in plan.TEXTS for weights in plan.WEIGHTS})

    def test_the_products_own_weights_give_its_own_factors(self):
        own = plan.recommended(run.CONFIG, 16384)["resonant"]
        self.assertEqual(plan.weighted(run.CONFIG, 16384, *plan.DEFAULT_WEIGHTS), own)

    def test_the_named_attention_factors_are_those_of_the_product(self):
        named = plan.attention_factors(4, 8192)
        strategies = plan.recommended(run.CONFIG, 32768)
        self.assertAlmostEqual(named["longrope"], strategies["resonant"].attention_factor, places=12)
        self.assertAlmostEqual(named["yarn"], strategies["yarn"].attention_factor, places=12)
