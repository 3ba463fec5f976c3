# SPDX-License-Identifier: Apache-2.0
"""What casus reads out of one report, typed. docs/record.md tells what each part means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from . import _native
from .display import marked_report
from .kinds import (
    ActorType,
    ClaimStatus,
    CommitmentKind,
    CommitmentStatus,
    EventStatus,
    EventType,
    QuantityKind,
    Quotation,
    RelationType,
    SpeechAct,
)


class Span(NamedTuple):
    """A half-open stretch of `report.text`, in characters: `text[start:end]`."""

    start: int
    end: int


class When(NamedTuple):
    """A stretch of days, both ends included; None is an open end."""

    first: date | None
    last: date | None

    @property
    def is_day(self) -> bool:
        return self.first is not None and self.first == self.last

    def __str__(self) -> str:
        return str(self.first) if self.is_day else f"{self.first or ''}/{self.last or ''}"


@dataclass(frozen=True)
class Report:
    """One report, taken in. Furniture is text that is not the report's own (captions, sign-ups)."""

    id: str
    title: str | None
    byline: tuple[str, ...]
    agency: str | None
    dateline: str | None
    published: date | None
    language: str | None
    url: str | None
    text: str
    furniture: tuple[Span, ...]
    read: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Role:
    """What a report calls an actor, and of what it is that."""

    title: str
    of: str | None
    span: Span


@dataclass(frozen=True)
class Actor:
    """Somebody named in the report. `code` is ISO 3166-1 alpha-3, of a state."""

    id: str
    name: str
    type: ActorType
    code: str | None
    wikidata: str | None
    roles: tuple[Role, ...]
    mentions: tuple[Span, ...]
    confidence: float

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Statement:
    """Something said on the record. `speaker` is None where the report does not tell who."""

    id: str
    speaker: Actor | None
    speaker_span: Span | None
    cue_span: Span | None
    content_spans: tuple[Span, ...]
    kind: Quotation
    act: SpeechAct
    addressees: tuple[Actor, ...]
    date: When | None
    venue: str | None
    medium: str | None
    confidence: float
    text: str
    """The words, " ... " between parts."""


@dataclass(frozen=True)
class Quantity:
    """A number of an event. `value` is None where it is not told ("dozens of")."""

    what: QuantityKind
    value: float | None
    qualifier: str | None
    unit: str | None
    span: Span


@dataclass(frozen=True)
class Event:
    """Something one actor did, does or is said to plan to do to another."""

    id: str
    type: EventType
    mode: str | None
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    trigger_span: Span
    tellings: tuple[Span, ...]
    date: When | None
    place: Actor | None
    status: EventStatus
    according_to: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    confidence: float
    text: str
    """The words of the trigger."""


@dataclass(frozen=True)
class Claim:
    """A factual proposition somebody is on the record for."""

    id: str
    text: str
    spans: tuple[Span, ...]
    asserted_by: tuple[Actor, ...]
    denied_by: tuple[Actor, ...]
    status: ClaimStatus
    confidence: float


@dataclass(frozen=True)
class Commitment:
    """Something asked of, offered to or expected from an actor. `sender` is `from` in the JSON."""

    id: str
    kind: CommitmentKind
    sender: Actor | None
    to: tuple[Actor, ...]
    text: str
    span: Span
    due: When | None
    status: CommitmentStatus
    answers: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class Relation:
    """A standing tie. `sender` is `from` in the JSON; `contradicted`: casus knows otherwise for that day."""

    id: str
    type: RelationType
    sender: Actor | None
    to: Actor | None
    date: When | None
    span: Span
    contradicted: bool
    confidence: float


@dataclass(frozen=True)
class Position:
    """Where an actor stands on an issue, from -1 (against) to 1 (for)."""

    actor: Actor | None
    issue: str
    stance: float
    evidence: tuple[str, ...]
    confidence: float


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _when(value: str | dict[str, str | None] | None) -> When | None:
    if value is None:
        return None
    if isinstance(value, str):
        return When(_day(value), _day(value))
    return When(_day(value["from"]), _day(value["to"]))


def _span(value: list[int] | None) -> Span | None:
    return None if value is None else Span(*value)


def _spans(values: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*value) for value in values)


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " ... ".join(" ".join(text[span.start : span.end].split()) for span in spans)


class Record:
    """All that was read out of one report. Made by `Reader.read`; never changes, any thread may use it."""

    def __init__(self, native: _native.Record) -> None:
        self._native = native

    @property
    def id(self) -> str:
        return self._native.id

    @property
    def uid(self) -> str:
        """128 bits of the report's text and day: the same report has the same."""
        return self._native.uid

    @classmethod
    def from_json(cls, json: str) -> Record:
        """The record that `to_json` or `casus read --format json` wrote, such as to keep it in a store. Raises `casus.Error`."""
        return cls(_native.record_from_json(json))

    def __reduce__(self):
        return Record.from_json, (self.to_json(),)

    def to_json(self, indent: int | None = None) -> str:
        """The record as `casus read --format json` prints it (`indent` 1), or on one line."""
        return self._native.to_json(-1 if indent is None else indent)

    def to_dict(self) -> dict[str, Any]:
        """The record as docs/record.md has it."""
        return json.loads(self._native.to_json())

    @cached_property
    def _json(self) -> dict[str, Any]:
        return self.to_dict()

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.actors}

    def _named(self, ids: list[str]) -> tuple[Actor, ...]:
        return tuple(self._actors[id] for id in ids)

    @cached_property
    def report(self) -> Report:
        r = self._json["report"]
        return Report(
            **{
                key: r[key]
                for key in ("id", "title", "agency", "dateline", "language", "url", "text")
            },
            byline=tuple(r["byline"]),
            published=_day(r["published"]),
            furniture=_spans(r["furniture"]),
            read=r.get("read", True),
            notes=tuple(r.get("notes", ())),
        )

    @property
    def text(self) -> str:
        return self.report.text

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        return tuple(
            Actor(
                **{
                    **a,
                    "type": ActorType(a["type"]),
                    "roles": tuple(
                        Role(role["title"], role["of"], Span(*role["span"])) for role in a["roles"]
                    ),
                    "mentions": _spans(a["mentions"]),
                }
            )
            for a in self._json["actors"]
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(self._statement(s) for s in self._json["statements"])

    def _statement(self, s: dict[str, Any]) -> Statement:
        content = _spans(s["content_spans"])
        return Statement(
            **{
                **s,
                "speaker": self._actors.get(s["speaker"]),
                "speaker_span": _span(s["speaker_span"]),
                "cue_span": _span(s["cue_span"]),
                "content_spans": content,
                "kind": Quotation(s["kind"]),
                "act": SpeechAct(s["act"]),
                "addressees": self._named(s["addressees"]),
                "date": _when(s["date"]),
                "text": _words(self.text, content),
            }
        )

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return tuple(self._event(e) for e in self._json["events"])

    def _event(self, e: dict[str, Any]) -> Event:
        trigger = Span(*e["trigger_span"])
        return Event(
            **{
                **e,
                "type": EventType(e["type"]),
                "source": self._named(e["source"]),
                "target": self._named(e["target"]),
                "trigger_span": trigger,
                "tellings": _spans(e["tellings"]),
                "date": _when(e["date"]),
                "place": self._actors.get(e["place"]),
                "status": EventStatus(e["status"]),
                "according_to": tuple(e["according_to"]),
                "quantities": tuple(
                    Quantity(**{**q, "what": QuantityKind(q["what"]), "span": Span(*q["span"])})
                    for q in e["quantities"]
                ),
                "text": _words(self.text, (trigger,)),
            }
        )

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(
            Claim(
                **{
                    **c,
                    "spans": _spans(c["spans"]),
                    "asserted_by": self._named(c["asserted_by"]),
                    "denied_by": self._named(c["denied_by"]),
                    "status": ClaimStatus(c["status"]),
                }
            )
            for c in self._json["claims"]
        )

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        return tuple(
            Commitment(
                id=k["id"],
                kind=CommitmentKind(k["kind"]),
                sender=self._actors.get(k["from"]),
                to=self._named(k["to"]),
                text=k["text"],
                span=Span(*k["span"]),
                due=_when(k["due"]),
                status=CommitmentStatus(k["status"]),
                answers=tuple(k["answers"]),
                confidence=k["confidence"],
            )
            for k in self._json["commitments"]
        )

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        return tuple(
            Relation(
                id=r["id"],
                type=RelationType(r["type"]),
                sender=self._actors.get(r["from"]),
                to=self._actors.get(r["to"]),
                date=_when(r["date"]),
                span=Span(*r["span"]),
                contradicted=r.get("contradicted", False),
                confidence=r["confidence"],
            )
            for r in self._json["relations"]
        )

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        return tuple(
            Position(
                **{**p, "actor": self._actors.get(p["actor"]), "evidence": tuple(p["evidence"])}
            )
            for p in self._json["positions"]
        )

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements)

    def __repr__(self) -> str:
        about = self.report.title or self.id or "untitled"
        return f"<casus.Record {about!r}: {len(self.statements)} statements, {len(self.events)} events>"

    def show(self, *, width: int = 100, min_confidence: float = 0.5) -> None:
        """Prints the brief, as `casus read` does on a terminal; in a notebook, shows the report with its words marked."""
        if _in_notebook():
            from IPython.display import HTML, display

            display(HTML(marked_report(self, min_confidence)))
        else:
            print(self._native.brief(width, False, min_confidence), end="")

    def _repr_html_(self) -> str:
        return marked_report(self, 0.5)


def _in_notebook() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel")
