import unittest

import places  # noqa: F401
import run


class Expected(unittest.TestCase):
    def test_the_last_job_of_the_same_scale_says_how_long_the_next_takes(self):
        self.assertEqual(run.expected({2: 60.0, 4: 200.0}, 4), 200.0)

    def test_a_longer_job_than_any_before_is_expected_to_take_the_square(self):
        self.assertEqual(run.expected({2: 60.0}, 4), 240.0)

    def test_nothing_is_expected_before_the_first(self):
        self.assertEqual(run.expected({}, 2), 0.0)
