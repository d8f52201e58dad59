"""Plain text of an HTML page, the same on every machine: a line for every block, <pre> as it stands."""

import html.parser
import re

BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "tr", "blockquote", "pre", "br", "hr",
}  # fmt: skip
UNREAD = {"head", "script", "style"}


class _Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.unread = 0
        self.preformatted = 0

    def end_line(self):
        text = "".join(self.line)
        self.lines.append(text.rstrip() if self.preformatted else re.sub(r"\s+", " ", text).strip())
        self.line = []

    def handle_starttag(self, tag, attrs):
        if tag in UNREAD:
            self.unread += 1
        elif tag in BLOCKS:
            self.end_line()
            self.preformatted += tag == "pre"
        elif tag in ("td", "th"):
            self.line.append(" ")

    def handle_endtag(self, tag):
        if tag in UNREAD:
            self.unread -= 1
        elif tag in BLOCKS:
            self.end_line()
            self.preformatted -= tag == "pre"

    def handle_data(self, data):
        if self.unread:
            return
        if not self.preformatted:
            self.line.append(data)
            return
        first, *rest = data.split("\n")
        self.line.append(first)
        for part in rest:
            self.end_line()
            self.line.append(part)


def text_of(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_line()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(reader.lines)).strip() + "\n"
