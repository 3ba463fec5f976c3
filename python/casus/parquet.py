# SPDX-License-Identifier: Apache-2.0
"""The record as Parquet, partitioned by day of publication (docs/parquet.md)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import tables
from .errors import Error, ErrorKind
from .record import Record
from .store import KINDS, Store

if TYPE_CHECKING:
    import pyarrow

WHOLE = ("actors", "stories")
"""Kinds whose items have no day of publication: one table each, without parts."""
_ROWS = 65536  # of items, in one file at most
_RECORDS = 1024


def _write(batch: pyarrow.RecordBatch, folder: Path, number: int, by: str | None) -> None:
    """One batch, a file a day; `by` is the column of the day, None for a table that has none."""
    import pyarrow
    import pyarrow.dataset

    table = pyarrow.Table.from_batches([batch])
    if by is not None and by != "day":
        table = table.append_column("day", table.column(by))
    day = pyarrow.schema([("day", pyarrow.date32())])
    pyarrow.dataset.write_dataset(
        table,
        folder,
        format="parquet",
        partitioning=None if by is None else pyarrow.dataset.partitioning(day, flavor="hive"),
        file_options=pyarrow.dataset.ParquetFileFormat().make_write_options(compression="zstd"),
        basename_template=f"part-{number:05}-{{i}}.parquet",
        existing_data_behavior="overwrite_or_ignore",
        max_partitions=100_000,
    )


def _write_store(store: Store, folder: Path) -> None:
    import pyarrow

    for kind in KINDS:
        by = None if kind in WHOLE else "published"
        numbers = iter(range(1 << 30))
        (folder / kind).mkdir(parents=True)

        def write(batch: Any) -> None:
            _write(pyarrow.record_batch(batch), folder / kind, next(numbers), by)

        store.each_batch(kind, write, rows=_ROWS)


def _write_records(records: Iterable[Record | Error], folder: Path) -> None:
    for number, batch in enumerate(tables.batches(records, _RECORDS)):
        _write(batch, folder / "records", number, "day")


def write_parquet(
    source: Store | Iterable[Record | Error], folder: str | Path, *, overwrite: bool = False
) -> None:
    """Writes a folder of Parquet files, which is there whole or not at all.

    Of a store: a table a kind of item (`statements/day=2022-11-22/...`, ..., `actors/`, `stories/`), the rows that the command line
    gives, with joins, copies and corrections. Of records, such as `Reader.read_many` gives: `records/day=.../`, a row a
    report, nested; what could not be read is a row with its `error`. A report without a day is under
    `day=__HIVE_DEFAULT_PARTITION__`. Needs pyarrow.
    """
    target = Path(folder)
    if target.exists() and not overwrite:
        raise Error(
            f"C0412 {target} is there already; name another, or overwrite=True",
            ErrorKind.INVALID_INPUT,
        )
    making = target.with_name(f".{target.name}.{os.getpid()}")
    making.mkdir(parents=True)
    try:
        if isinstance(source, Store):
            _write_store(source, making)
        else:
            _write_records(source, making)
        if target.exists():
            shutil.rmtree(target)
        making.rename(target)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
