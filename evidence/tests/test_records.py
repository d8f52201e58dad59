import pathlib
import tempfile
import unittest

import places  # noqa: F401
from records import Records

INPUT = {
    "kind": "perplexity",
    "model": "m",
    "text": "A",
    "textSha256": "0",
    "scale": 2,
    "strategy": "yarn",
    "attention": "own",
    "weights": None,
    "attentionFactor": 1.1,
    "factors": [1.0, 1.3],
}


class RecordsResume(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "results" / "m.jsonl"

    def test_a_second_run_finds_what_the_first_wrote(self):
        Records(self.path).add(INPUT | {"buckets": [1.5]})
        again = Records(self.path)
        self.assertTrue(again.named(INPUT))
        self.assertEqual(again.measured(INPUT)["buckets"], [1.5])

    def test_the_same_numbers_under_another_name_are_known_but_not_recorded(self):
        records = Records(self.path)
        records.add(INPUT | {"buckets": [1.5]})
        renamed = INPUT | {"attention": "yarn"}
        self.assertFalse(records.named(renamed))
        self.assertIsNotNone(records.measured(renamed))

    def test_other_numbers_are_not_known(self):
        records = Records(self.path)
        records.add(INPUT | {"buckets": [1.5]})
        for change in ({"factors": [1.0, 1.31]}, {"attentionFactor": 1.0}, {"scale": 4}, {"textSha256": "1"}):
            self.assertIsNone(records.measured(INPUT | change), change)
