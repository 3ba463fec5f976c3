# SPDX-License-Identifier: Apache-2.0
import re
from html import unescape
from html.parser import HTMLParser


class Checker(HTMLParser):
    """Keeps the words of the <pre>, and that every element is closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.text, self.marks = [], "", []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag == "mark":
            self.marks.append(dict(attrs)["class"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "pre" in self.open:
            self.text += data


def test_notebook_shows_the_words(record):
    page = Checker()
    page.feed(record._repr_html_())
    assert page.text == record.text and page.open == []
    kinds = set(" ".join(page.marks).split())
    assert {"said", "speaker", "cue", "event"} <= kinds


def test_no_report_writes_html(reader):
    hostile = (
        'Velmar <script>alert(1)</script> said on Tuesday that "<img src=x onerror=alert(2)>" & the plan was dead. '
        "Sorania rejected it, President Leda <b>Marin</b> said."
    )
    shown = reader.read(hostile, kind="text")._repr_html_()
    body = shown.split("</style>", 1)[1]
    assert "<script" not in body and "<img" not in body and "<b>" not in body
    assert unescape(re.sub(r"<[^>]+>", "", body)).startswith(hostile[:60])


def test_shown_on_a_terminal(record, capsys):
    record.show(width=80)
    shown = capsys.readouterr().out
    assert "WHO SAID WHAT" in shown and max(map(len, shown.splitlines())) <= 80
