# SPDX-License-Identifier: Apache-2.0
"""Reading reports: text in, records out."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date as Date
from pathlib import Path
from typing import IO, Any, Literal, TypeVar

from . import _native
from .errors import Error, ErrorKind
from .record import Record

Kind = Literal["text", "html", "ndjson", "feed", "warc"]
Parcel = _native.Parcel
"""The bytes of one report and what is known of it, not yet decoded. Made by `parcels`."""
Source = str | bytes | Mapping[str, Any] | Parcel
"""One report: its text or HTML, or a mapping with `text` or `html`, and `id`, `date`, `url`, `title`, `language`."""

LIMIT_BYTES = 64 << 20
"""The most one report may hold, unless told."""

_AHEAD = 4  # reports in memory for each thread
_T = TypeVar("_T")


def _iso(date: str | Date | None) -> str:
    if date is None or date == "":
        return ""
    text = date.isoformat()[:10] if isinstance(date, Date) else str(date)
    try:
        Date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"date: {text!r} is not a day; write it as 2026-11-24") from None
    return text


def parcel(
    source: Source,
    *,
    id: str = "",
    kind: Kind | None = None,
    date: str | Date | None = None,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    limit_bytes: int = LIMIT_BYTES,
) -> Parcel:
    """One report, ready to be read."""
    if isinstance(source, Parcel):
        return source
    if isinstance(source, Mapping):
        known = {key: source.get(key) for key in ("date", "url", "title", "language")}
        text = source.get("text")
        given = source.get("html") if text is None else text
        if given is None:
            raise ValueError("a report is a mapping with 'text' or 'html'")
        return parcel(
            given,
            id=str(source.get("id") or ""),
            kind="text" if text is not None else "html",
            limit_bytes=limit_bytes,
            **known,
        )
    is_text = isinstance(source, str)
    data = source.encode("utf-8", "replace") if is_text else bytes(source)
    return _native.parcel(
        data,
        id,
        kind or "",
        _iso(date),
        url or "",
        title or "",
        language or "",
        "utf-8" if is_text else "",
        limit_bytes,
    )


def parcels(
    source: str | Path | bytes | IO[bytes],
    *,
    kind: Kind | None = None,
    date: str | Date | None = None,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    limit_bytes: int = LIMIT_BYTES,
) -> Iterator[Parcel]:
    """The reports of a file (by its path, or open), or of its bytes: text, HTML, NDJSON, a feed, a WARC, any of them gzipped. What ends it early is raised."""
    given = source.read() if hasattr(source, "read") else source
    if not isinstance(given, bytes):
        given = os.fspath(given)
    return _native.cut(
        given, kind or "", _iso(date), url or "", title or "", language or "", "", limit_bytes
    )


def in_order(
    work: Callable[[Source], _T], sources: Iterable[Source], threads: int | None
) -> Iterator[_T]:
    """What `work` makes of each, in order, on several threads, a few reports ahead of who asks."""
    threads = threads or len(os.sched_getaffinity(0))
    with ThreadPoolExecutor(threads, "casus") as pool:
        waiting: deque[Future[_T]] = deque()
        try:
            for source in sources:
                waiting.append(pool.submit(work, source))
                if len(waiting) >= _AHEAD * threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def model_path() -> str:
    """The model in the package, unless $CASUS_MODEL names one."""
    return os.environ.get("CASUS_MODEL") or str(Path(__file__).with_name("english.casus"))


class Reader:
    """Reads reports. Loads the model once; any number of threads may use one reader.

    >>> record = casus.Reader().read(text, date="2026-11-24")
    >>> [(s.speaker.name, s.act, s.text) for s in record.statements if s.speaker]

    `actors` are lines of your own actors (model/actors/README.md), added to the built-in ones.
    """

    def __init__(self, *, model: str | None = None, actors: str = "") -> None:
        self._native = _native.open_reader(model or model_path(), actors)

    def read(
        self,
        source: Source,
        *,
        date: str | Date | None = None,
        url: str | None = None,
        title: str | None = None,
        language: str | None = None,
        kind: Kind | None = None,
        limit_bytes: int = LIMIT_BYTES,
    ) -> Record:
        """The record of one report: text or HTML, found by content. `date` is the day of publication, where the
        report does not say it. Raises `casus.Error`. Other threads run meanwhile."""
        one = parcel(
            source,
            kind=kind,
            date=date,
            url=url,
            title=title,
            language=language,
            limit_bytes=limit_bytes,
        )
        return Record(self._native.read_parcel(one))

    def read_many(
        self, sources: Iterable[Source], *, threads: int | None = None
    ) -> Iterator[Record | Error]:
        """The records of many, in their order, on `threads` threads (all cores unless told), outside the GIL.
        A report that cannot be read gives an `Error` with its id instead, and the others are read."""
        return in_order(self.try_read, sources, threads)

    def try_read(self, source: Source) -> Record | Error:
        """The record of one report, or why there is none."""
        try:
            one = parcel(source)
        except (ValueError, TypeError) as problem:
            id = str(source.get("id") or "") if isinstance(source, Mapping) else ""
            return Error(f"C0111 {problem}", 0, id)
        try:
            return Record(self._native.read_parcel(one))
        except Error as problem:
            problem.id = one.id
            return problem
        except MemoryError:
            return Error(
                "C0418 there is not the memory to read it", ErrorKind.LIMIT_EXCEEDED, one.id
            )
