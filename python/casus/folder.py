# SPDX-License-Identifier: Apache-2.0
"""Asking a record kept as Parquet (docs/parquet.md), through DuckDB: read-only, shared by as many as like. Needs duckdb.

folder = casus.folder.Folder("record")              # what casus.write_parquet(store, "record") wrote
folder.statements(by="Belarus", since="2022-09").to_pandas()

python -m casus.folder record --port 8421           # the same over HTTP, as `casus serve` answers: /api/statements?by=Belarus
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from . import tables
from .errors import Error, ErrorKind
from .frames import Frame
from .parquet import WHOLE
from .store import KINDS

if TYPE_CHECKING:
    import duckdb
    import pyarrow

_WHO = {  # of each kind the columns of who does it and to whom; a list, or one
    "statements": (["speaker"], ["to"]),
    "events": (["source"], ["target"]),
    "claims": (["asserted_by", "denied_by"], []),
    "commitments": (["from"], ["to"]),
    "relations": (["from"], ["to"]),
}
_ONE = {
    ("commitments", "from"),
    ("relations", "from"),
    ("relations", "to"),
    ("statements", "speaker"),
}
_TYPE = {"statements": "kind", "commitments": "kind"}
_TAKES = {
    "statements": {"by", "to", "between", "type", "act", "since", "until"},
    "events": {"by", "to", "between", "type", "status", "since", "until"},
    "claims": {"by", "between", "status", "since", "until"},
    "commitments": {"by", "to", "between", "type", "status", "since", "until"},
    "relations": {"by", "to", "between", "type", "since", "until"},
    "actors": {"type"},
    "reports": {"type", "since", "until"},
    "stories": {"since", "until"},
}
_DAYS = {"reports": ("published", "published"), "stories": ("first", "last")}
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
MOST = 10_000
"""The most items one question gives."""


def _first_day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise Error(
            f"C0407 '{text}' is no day: 2022-09-13, 2022-09 or 2022", ErrorKind.INVALID_INPUT
        )
    return text + "-01-01"[len(text) - 4 :]


def _one_of(column: str, values: str | Iterable[str]) -> tuple[str, list[Any]]:
    given = values.split(",") if isinstance(values, str) else list(values)
    return f"list_contains(?, {column})", [[value.strip() for value in given]]


class Found(Frame):
    """The items that answer a question: the rows of the command line, and how many there are in all."""

    def __init__(self, table: pyarrow.Table, total: int) -> None:
        self._table = table
        self.total = total

    def __arrow_c_schema__(self) -> Any:
        return self._table.schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {key: tables.plain(key, value) for key, value in row.items()}
            for row in self._table.to_pylist()
        ]

    def __len__(self) -> int:
        return self._table.num_rows


class Folder:
    """A record as Parquet. Any thread may ask; they do not wait for each other. What is written to the folder later is
    seen by a new Folder."""

    def __init__(self, folder: str | Path, *, threads: int | None = None) -> None:
        import duckdb

        self._folder = Path(folder)
        if not (self._folder / "actors").is_dir():
            raise Error(
                f"C0404 {folder} is no record as Parquet: it has no actors/", ErrorKind.NOT_FOUND
            )
        self._database = duckdb.connect(config={"threads": threads} if threads else {})
        for kind in KINDS:
            # The actors are asked in every question, and are few.
            shape = "TABLE" if kind == "actors" else "VIEW"
            path = str(self._folder / kind / "**" / "*.parquet").replace("'", "''")
            if any((self._folder / kind).rglob("*.parquet")):
                self._database.execute(
                    f"CREATE {shape} {kind} AS FROM read_parquet('{path}', hive_partitioning = true)"
                )
        self._mine = threading.local()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if not hasattr(self._mine, "cursor"):
            self._mine.cursor = self._database.cursor()
        return self._mine.cursor

    def _actor(self, name: str) -> list[str]:
        """A named actor."""
        found = self._cursor().execute(
            "SELECT id FROM actors WHERE lower(name) = lower(?1) OR list_contains(names, ?1) "
            "ORDER BY lower(name) = lower(?1) DESC, reports DESC LIMIT 1",
            [name],
        )
        if not (ids := found.fetchall()):
            raise Error(f"C0408 nobody in the record is called '{name}'", ErrorKind.NOT_FOUND)
        return [ids[0][0]]

    def _voices(self, name: str) -> list[str]:
        """A named actor and those who speak for it."""
        speaking = "SELECT id FROM actors WHERE list_contains(speaks_for, ?)"
        return [id for (id,) in self._cursor().execute(speaking, self._actor(name)).fetchall()]

    def _is_among(self, kind: str, columns: list[str], voices: list[str]) -> tuple[str, list[Any]]:
        def one(column: str) -> str:
            if (kind, column) in _ONE:
                return f'"{column}".id IN (SELECT unnest(?))'
            return f'list_has_any(?, list_transform("{column}", lambda who: who.id))'

        return "(" + " OR ".join(map(one, columns)) + ")", [voices] * len(columns)

    def _parties(self, kind: str, asked: dict[str, Any]) -> Iterable[tuple[str, list[Any]]]:
        does, to = _WHO.get(kind, ([], []))
        named = self._actor if kind == "relations" else self._voices
        if by := asked.get("by"):
            yield self._is_among(kind, does, named(by))
        if whom := asked.get("to"):
            yield self._is_among(kind, to, named(whom))
        if between := asked.get("between"):
            names = between.split(",") if isinstance(between, str) else list(between)
            if len(names) != 2:
                raise Error(
                    "C0407 between takes two names: Armenia,Azerbaijan", ErrorKind.INVALID_INPUT
                )
            a, b = (self._voices(name.strip()) for name in names)
            if kind in ("events", "claims"):  # either way round, on any side
                for voices in (a, b):
                    yield self._is_among(kind, does + to, voices)
                return
            (x, of_x), (y, of_y) = self._is_among(kind, does, a), self._is_among(kind, to, b)
            (v, of_v), (w, of_w) = self._is_among(kind, does, b), self._is_among(kind, to, a)
            yield f"({x} AND {y} OR {v} AND {w})", of_x + of_y + of_v + of_w

    def _conditions(self, kind: str, asked: dict[str, Any]) -> Iterable[tuple[str, list[Any]]]:
        yield from self._parties(kind, asked)
        first, last = _DAYS.get(kind, ('"date"."from"', '"date".to'))
        if kind == "actors":
            yield "NOT described", []
        if asked.get("since"):
            yield f"{last} >= ?::DATE", [_first_day(asked["since"])]
        if given := asked.get("until"):
            length = (
                {4: "1 year", 7: "1 month", 10: "1 day"}[len(given)]
                if _DAY.fullmatch(given)
                else ""
            )
            yield f"{first} < ?::DATE + INTERVAL '{length}'", [_first_day(given)]
        if kinds := asked.get("type"):
            if kind == "reports":
                yield (
                    "(list_contains(?, CASE WHEN copy_of IS NULL THEN 'original' ELSE 'copy' END)"
                    " OR (replaces IS NOT NULL AND list_contains(?, 'version')))",
                    [kinds.split(",")] * 2,
                )
            else:
                yield _one_of(_TYPE.get(kind, "type"), kinds)
        for name in ("act", "status"):
            if asked.get(name):
                yield _one_of(name, asked[name])
        if least := asked.get("min_confidence"):
            yield "confidence >= ?", [float(least)]

    def ask(self, kind: str, *, limit: int = 50, offset: int = 0, **asked: Any) -> Found:
        """Asks for items of a kind, one of casus.KINDS: those of `Store.ask`, by day, the newest first. Raises
        `casus.Error` for what it does not take; words (`about`, `text`), `as_of`, `story` and `sort` it does not."""
        if kind not in KINDS:
            raise Error(f"C0409 no kind of item is called {kind}", ErrorKind.INVALID_INPUT)
        takes = _TAKES[kind] | ({"min_confidence"} if kind in _WHO else set())
        for name in asked:
            if name not in takes:
                raise Error(
                    f"C0409 {kind} take no {name}; here they take {', '.join(sorted(takes))}",
                    ErrorKind.INVALID_INPUT,
                )
        parts, values = ["true"], []
        for condition, its in self._conditions(kind, asked):
            parts.append(condition)
            values += its
        return self._chosen(
            kind, " AND ".join(parts), values, max(0, min(int(limit), MOST)), max(0, int(offset))
        )

    def _chosen(self, kind: str, where: str, values: list[Any], limit: int, offset: int) -> Found:
        """A page of items. First which they are, in one pass over few columns; then these rows, of their days alone."""
        sort = {
            "actors": "reports",
            "reports": "coalesce(published, DATE '0001-01-01')",
            "stories": "salience",
        }.get(kind, 'coalesce("date"."from", DATE \'0001-01-01\')')
        day = "NULL" if kind in WHOLE else "day"
        cursor = self._cursor()
        ((total, best),) = cursor.execute(
            f"SELECT count(*), max({{'by': {sort}, 'id': id, 'day': {day}}}, {max(1, limit + offset)}) FROM {kind} WHERE {where}",
            values,
        ).fetchall()
        page = (best or [])[offset : offset + limit]
        days = {one["day"] for one in page}
        parts = ["list_contains(?, id)"]
        if kind not in WHOLE:
            dated = ", ".join(f"DATE '{one}'" for one in sorted(filter(None, days)))
            of_days = ([f"day IN ({dated})"] if dated else []) + (
                ["day IS NULL"] if None in days else []
            )
            parts.append("(" + (" OR ".join(of_days) or "false") + ")")
        ids = [one["id"] for one in page]
        hidden = "" if kind in WHOLE else " EXCLUDE (day)"
        rows = cursor.sql(
            f"SELECT *{hidden} FROM {kind} WHERE {' AND '.join(parts)} ORDER BY list_position(?, id)",
            params=[ids, ids],
        )
        return Found(rows.to_arrow_table(), total)

    def statements(self, **question: Any) -> Found:
        """Who said what."""
        return self.ask("statements", **question)

    def events(self, **question: Any) -> Found:
        """Who did what to whom."""
        return self.ask("events", **question)

    def claims(self, **question: Any) -> Found:
        """What is asserted and denied."""
        return self.ask("claims", **question)

    def commitments(self, **question: Any) -> Found:
        """What was asked, promised and expected, and how it was answered."""
        return self.ask("commitments", **question)

    def relations(self, **question: Any) -> Found:
        """Standing ties."""
        return self.ask("relations", **question)

    def actors(self, **question: Any) -> Found:
        """Who is in the record."""
        return self.ask("actors", **question)

    def reports(self, **question: Any) -> Found:
        """What was read."""
        return self.ask("reports", **question)


def server(folder: Folder, host: str = "127.0.0.1", port: int = 8421) -> ThreadingHTTPServer:
    """A server of `/api/KIND?...`: {"rows", "total"} as `casus serve` answers, or {"error"} with 400 or 404."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            kind = asked.path.removeprefix("/api/")
            try:
                found = folder.ask(kind, **dict(parse_qsl(asked.query)))
                status, body = 200, {"rows": found.rows, "total": found.total}
            except Error as problem:
                missing = problem.kind == ErrorKind.NOT_FOUND or kind not in KINDS
                status, body = 404 if missing else 400, {"error": problem.message}
            except ValueError as problem:
                status, body = 400, {"error": f"C0407 {problem}"}
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    return ThreadingHTTPServer((host, port), Door)


def main() -> None:
    import argparse

    parser = argparse.ArgumentParser(
        description="Answers questions of a record kept as Parquet, read-only."
    )
    parser.add_argument("folder")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8421)
    given = parser.parse_args()
    try:
        door = server(Folder(given.folder), given.host, given.port)
    except (Error, OSError) as problem:
        raise SystemExit(f"casus.folder: {problem}") from None
    print(f"{given.folder} at http://{given.host}:{door.server_address[1]}/api/", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        door.serve_forever()


if __name__ == "__main__":
    main()
