# SPDX-License-Identifier: Apache-2.0
"""Records as rows of one nested table (docs/parquet.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _native
from .errors import Error, ErrorKind
from .frames import Frame
from .record import Record

if TYPE_CHECKING:
    import pyarrow

VERSION = _native.TABLES_VERSION
"""Version of the tables; in their metadata as `casus.schema`."""


class _Schema:
    def __arrow_c_schema__(self) -> Any:
        return _native.record_schema()


def schema() -> pyarrow.Schema:
    """The columns of a table of records."""
    import pyarrow

    return pyarrow.schema(_Schema())


def batch(records: Iterable[Record | Error]) -> Any:
    """Records and errors as one Arrow batch, an object with `__arrow_c_array__` that is handed on once."""
    return _native.batch(
        [
            (one.id, None, one.message) if isinstance(one, Error) else (one.id, one._native, "")
            for one in records
        ]
    )


def batches(records: Iterable[Record | Error], rows: int = 256) -> Iterator[pyarrow.RecordBatch]:
    """Records and errors as batches of pyarrow, `rows` at a time."""
    import pyarrow

    waiting: list[Record | Error] = []
    for one in records:
        waiting.append(one)
        if len(waiting) >= rows:
            yield pyarrow.record_batch(batch(waiting))
            waiting.clear()
    if waiting:
        yield pyarrow.record_batch(batch(waiting))


def plain(name: str, value: Any) -> Any:
    """A value of a table as the record's JSON has it."""
    if isinstance(value, list):
        return [plain(name, one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, dict):
        return value
    if name in ("date", "due"):
        first, last = plain("", value["from"]), plain("", value["to"])
        return first if first == last else {"from": first, "to": last}
    if set(value) == {"start", "end"}:
        return [value["start"], value["end"]]
    return {key: plain(key, one) for key, one in value.items() if key != "notes" or one}


def record_of(row: Mapping[str, Any]) -> Record | Error:
    """The record of a row, as pyarrow's `to_pylist` gives rows."""
    if row["error"] is not None:
        return Error(row["error"], ErrorKind.INVALID_INPUT, row["id"] or "")
    return Record.from_json(
        json.dumps(
            {
                key: plain(key, value)
                for key, value in row.items()
                if key not in ("id", "day", "error")
            }
        )
    )


def read_parquet(folder: str | Path) -> Iterator[Record | Error]:
    """The records that `write_parquet` or Spark wrote, by day and file, for `Store.add`. Needs pyarrow."""
    import pyarrow.parquet

    columns = [field.name for field in schema() if field.name != "day"]
    for file in sorted(Path(folder).rglob("*.parquet")):
        for batch in pyarrow.parquet.ParquetFile(file).iter_batches(256, columns=columns):
            yield from map(record_of, batch.to_pylist())


class Table(Frame):
    """Records as a table, a row a report; what could not be read is a row with its `error`."""

    def __init__(self, records: Iterable[Record | Error]) -> None:
        self._records = tuple(records)

    def __len__(self) -> int:
        return len(self._records)

    def __arrow_c_schema__(self) -> Any:
        return _native.record_schema()

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return _native.record_stream(
            [
                (one.id, None, one.message) if isinstance(one, Error) else (one.id, one._native, "")
                for one in self._records
            ]
        )


def table(records: Iterable[Record | Error]) -> Table:
    """Records, such as `Reader.read_many` gives, as a table that Arrow, pandas and Polars take."""
    return Table(records)
