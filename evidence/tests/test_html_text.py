import unittest

import places  # noqa: F401
from html_text import text_of


class HtmlText(unittest.TestCase):
    def test_blocks_become_lines_and_spaces_collapse(self):
        self.assertEqual(text_of("<p>One\n  <b>two</b></p><ul><li>three</li></ul>"), "One two\n\nthree\n")

    def test_preformatted_text_keeps_its_layout(self):
        self.assertEqual(text_of("<p>run</p><pre>a  b\n  c</pre><p>end</p>"), "run\n\na  b\n  c\n\nend\n")

    def test_head_scripts_and_styles_are_not_read(self):
        head = "<head><title>no</title></head>"
        page = f"<html>{head}<body><style>p{{}}</style><script>x<1</script>yes &amp; more</body></html>"
        self.assertEqual(text_of(page), "yes & more\n")
