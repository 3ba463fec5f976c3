# SPDX-License-Identifier: Apache-2.0
"""The kept record: one file, the same as the command line's."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import _native
from .errors import Error
from .frames import Frame
from .reader import Parcel, Reader, Source, in_order, parcel
from .record import Record

KINDS = (
    "statements",
    "events",
    "claims",
    "commitments",
    "relations",
    "actors",
    "reports",
    "stories",
)
_BATCH = 64


class Answer(Frame):
    """What a question found. Rows are dictionaries with the keys of the API (docs/openapi.yaml)."""

    def __init__(self, native: _native.Answer) -> None:
        self._native = native

    @property
    def total(self) -> int:
        """How many there are in all, whatever the limit; counted up to 10,000."""
        return self._native.total

    @property
    def notes(self) -> list[str]:
        """What names were taken to mean."""
        return self._native.notes

    @property
    def rows(self) -> list[dict[str, Any]]:
        return json.loads(self._native.to_json())

    def __len__(self) -> int:
        return len(self._native)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __arrow_c_schema__(self) -> Any:
        return self._native.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._native.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<casus.Answer: {len(self)} of {self.total}>"


@dataclass
class Added:
    """What became of reports that were added."""

    new: int = 0
    copies: int = 0
    known: int = 0
    errors: list[Error] = field(default_factory=list)


class Store:
    """A record: reports are added to it and questions asked of it.

    >>> store = casus.Store("casus.db")
    >>> store.add(casus.parcels("archive.warc.gz"))
    >>> store.statements(by="Belarus", about="help for Armenia", since="2022-09").to_pandas()

    Questions take what the command's options take (docs/queries.md) and mean the same. Any thread may use a store; they
    wait for each other. Several processes may read while one writes.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False, actors: str = "") -> None:
        self._native = _native.open_store(os.fspath(path), read_only, actors)
        self._reader: Reader | None = None

    @property
    def actor_lines(self) -> str:
        """The user's own actors that the record knows."""
        return self._native.actor_lines

    def add(
        self,
        sources: Source | Record | Iterable[Source | Record],
        *,
        reader: Reader | None = None,
        threads: int | None = None,
        again: bool = False,
    ) -> Added:
        """Reads reports and keeps them; records are kept as they are. A known report changes nothing and is not read,
        unless `again`. What was kept stays kept if a later one fails."""
        many = [sources] if isinstance(sources, (str, bytes, dict, Parcel, Record)) else sources
        reading = reader or self._own_reader()
        known = set() if again else set(self._native.uids())
        added, batch = Added(), []

        def flush() -> None:
            for what, _ in self._native.keep(batch, again):
                added.new += what == "new"
                added.copies += what == "copy"
                added.known += what == "known"
            batch.clear()

        for found in in_order(lambda one: _read_new(reading, one, known), many, threads):
            if isinstance(found, Error):
                added.errors.append(found)
            elif found is None:
                added.known += 1
            else:
                batch.append(found._native)
            if len(batch) >= _BATCH:
                flush()
        flush()
        return added

    def _own_reader(self) -> Reader:
        if self._reader is None:
            self._reader = Reader(actors=self.actor_lines)
        return self._reader

    def ask(
        self,
        kind: str,
        *,
        limit: int = 50,
        offset: int = 0,
        min_confidence: float = 0,
        **fields: str,
    ) -> Answer:
        """Asks for items of a kind, one of KINDS. Raises `casus.Error` for what the command line refuses."""
        asked: dict[str, Any] = {
            "limit": limit,
            "offset": offset,
            "min_confidence": float(min_confidence),
        }
        for name, value in fields.items():
            if value is None:
                continue
            if kind in KINDS and name not in _native.takes(kind):
                raise Error(
                    f"C0409 {kind} take no {name}; they take {', '.join(_native.takes(kind))}", 0
                )
            asked[name] = ",".join(value) if isinstance(value, (list, tuple)) else str(value)
        return Answer(self._native.ask(kind, asked))

    def statements(self, **question: Any) -> Answer:
        """Who said what: by, to, about, between, member_of, type, act, since, until, as_of, text, min_confidence, sort."""
        return self.ask("statements", **question)

    def events(self, **question: Any) -> Answer:
        """Who did what to whom: by, to, about, between, member_of, type, status, since, until, as_of, text, ..."""
        return self.ask("events", **question)

    def claims(self, **question: Any) -> Answer:
        """What is asserted and denied: by, about, between, status, since, until, as_of, text, ..."""
        return self.ask("claims", **question)

    def commitments(self, **question: Any) -> Answer:
        """What was asked, promised and expected, and how it was answered: by, to, about, between, type, status, ..."""
        return self.ask("commitments", **question)

    def relations(self, **question: Any) -> Answer:
        """Standing ties: by, to, about, between, type, status, since, until, as_of, ..."""
        return self.ask("relations", **question)

    def actors(self, **question: Any) -> Answer:
        """Who is in the record: about, member_of, type, as_of, text."""
        return self.ask("actors", **question)

    def reports(self, **question: Any) -> Answer:
        """What was read: about, type, since, until, text, sort."""
        return self.ask("reports", **question)

    def stories(self, **question: Any) -> Answer:
        """What belongs together over days: about, since, until, text, sort."""
        return self.ask("stories", **question)

    def _view(self, name: str, **asked: Any) -> Any:
        return json.loads(
            self._native.view(
                name, {key: value for key, value in asked.items() if value is not None}
            )
        )

    def show(self, id: str) -> dict[str, Any]:
        """An item with its words in context, or a whole report ("s12", "e3", "d1")."""
        return self._view("report" if id.startswith("d") else "item", a=id)

    def actor(self, name: str) -> dict[str, Any]:
        """Who somebody is: offices, ties, what they said and what was said of them."""
        return self._view("actor", a=name)

    def dispute(
        self, a: str, b: str, *, since: str | None = None, until: str | None = None
    ) -> dict[str, Any]:
        """Both sides of a dispute beside each other."""
        return self._view("dispute", a=a, b=b, since=since, until=until)

    def timeline(
        self,
        name: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        limit: int = 200,
    ) -> list[dict[str, Any]]:
        """Events and statements by day."""
        return self._view("timeline", a=name, since=since, until=until, limit=limit)

    def positions(self, name: str | None = None) -> list[dict[str, Any]]:
        """Where actors stand on issues, over time."""
        return self._view("positions", a=name)

    def outlook(self, *, as_of: str | None = None, until: str | None = None) -> dict[str, Any]:
        """What lies ahead: planned events, and what is due and not answered."""
        return self._view("outlook", as_of=as_of, until=until)

    def overview(self, *, as_of: str | None = None) -> dict[str, Any]:
        """What stands in the record: counts, the disputed, the overdue."""
        return self._view("overview", as_of=as_of)

    def each_batch(self, kind: str, use: Callable[[Any], None], *, rows: int = 8192) -> None:
        """Hands every row of a kind to `use`, as Arrow batches (objects with `__arrow_c_array__`), as the record stood at the first."""
        self._native.each_batch(kind, rows, use)


def _read_new(reader: Reader, source: Source | Record, known: set[str]) -> Record | Error | None:
    """The record of a report; None where it is known."""
    if isinstance(source, Error):
        return source
    if isinstance(source, Record):
        return None if source.uid in known else source
    try:
        one = parcel(source)
    except (ValueError, TypeError) as problem:
        return Error(f"C0111 {problem}", 0)
    try:
        report = _native.take_in(one)
        return None if report.uid in known else Record(reader._native.read(report))
    except Error as problem:
        problem.id = one.id
        return problem
