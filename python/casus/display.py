# SPDX-License-Identifier: Apache-2.0
"""A record as HTML: the report's text with its words marked, and a table of who said what. No scripts; all text is escaped."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .record import Record, Span

_STYLE = """<style>
.casus { font-family: Georgia, serif; line-height: 1.5; max-width: 48em }
.casus pre { white-space: pre-wrap; font: inherit; margin: 0 }
.casus mark { background: #fdf0c2; color: inherit; padding: 0 .1em }
.casus mark.speaker { background: #d9e8f6 }
.casus mark.cue { background: none; font-style: italic }
.casus mark.event { background: none; border-bottom: 2px solid #c0603c }
.casus .furniture { color: #8a8a8a }
.casus table { font-size: .9em; border-collapse: collapse; margin-top: 1em }
.casus td, .casus th { text-align: left; vertical-align: top; padding: .15em .8em .15em 0 }
.casus caption { text-align: left; font-weight: bold }
</style>"""


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str
    about: str


def _marks(record: Record, least: float) -> Iterable[_Mark]:
    def mark(span: Span | None, kind: str, about: str) -> Iterable[_Mark]:
        if span is not None and span.start < span.end:
            yield _Mark(span.start, span.end, kind, about)

    for statement in record.statements:
        if statement.confidence < least:
            continue
        about = f"{statement.speaker or 'somebody'}: {statement.act}"
        for span in statement.content_spans:
            yield from mark(span, "said", about)
        yield from mark(statement.speaker_span, "speaker", about)
        yield from mark(statement.cue_span, "cue", about)
    for event in record.events:
        if event.confidence >= least:
            parties = f"{_names(event.source)} → {_names(event.target)}"
            yield from mark(event.trigger_span, "event", f"{event.type}, {event.status}: {parties}")
    for span in record.report.furniture:
        yield from mark(span, "furniture", "not the report's own")


def _names(actors: Iterable[object]) -> str:
    return ", ".join(str(actor) for actor in actors) or "?"


def _marked(text: str, marks: list[_Mark]) -> str:
    """`text` cut where a mark begins or ends, each piece in an element with all that marks it."""
    ends = sorted({0, len(text)} | {m.start for m in marks} | {m.end for m in marks})
    opening = sorted(marks)
    open_now: list[_Mark] = []
    out, at = [], 0
    for start, end in itertools.pairwise(ends):
        open_now = [m for m in open_now if m.end > start]
        while at < len(opening) and opening[at].start <= start:
            open_now.append(opening[at])
            at += 1
        piece = escape(text[start:end])
        if open_now:
            kinds = " ".join(dict.fromkeys(m.kind for m in open_now))
            about = "; ".join(dict.fromkeys(m.about for m in open_now))
            name = "span" if kinds == "furniture" else "mark"
            piece = f'<{name} class="{kinds}" title="{escape(about)}">{piece}</{name}>'
        out.append(piece)
    return "".join(out)


def _table(caption: str, rows: list[tuple[object, ...]]) -> str:
    if not rows:
        return ""
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><caption>{escape(caption)}</caption>{cells}</table>"


def marked_report(record: Record, least: float) -> str:
    """What is at least `least` certain, marked in the text and listed under it."""
    said = [
        (s.date or "", s.speaker or "", s.act, s.text)
        for s in record.statements
        if s.confidence >= least
    ]
    done = [
        (e.date or "", e.type, _names(e.source), _names(e.target), e.status, e.text)
        for e in record.events
        if e.confidence >= least
    ]
    text = _marked(record.text, list(_marks(record, least)))
    return f'{_STYLE}<div class="casus"><pre>{text}</pre>{_table("Who said what", said)}{_table("What happened", done)}</div>'
