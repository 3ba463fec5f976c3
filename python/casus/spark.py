# SPDX-License-Identifier: Apache-2.0
"""Reading large corpora in Spark: the same records, a Reader in each Python worker. Needs pyspark and pyarrow.

    records = casus.spark.read(df)                     # a row a report, docs/parquet.md
    records = casus.spark.warc(spark, "crawl/*.warc.gz")
    records.write.partitionBy("day").parquet("records")

What cannot be read is a row with its `error`; no report fails a job.
"""

from __future__ import annotations

import glob
import os
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from . import tables
from .errors import Error, ErrorKind
from .reader import Parcel, Reader, parcels
from .record import Record

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

_FIELDS = ("id", "date", "url", "title", "language")
_ROWS = 32  # records in one batch; Spark holds few, since each has its text
SPLIT_BYTES = 64 << 20
"""Archives are read in parts of about so many compressed bytes."""


def schema() -> StructType:
    """The columns of what `read` and `warc` give."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(tables.schema())


@cache
def _reader(actors: str) -> Reader:
    """The reader of this worker, loaded once."""
    return Reader(actors=actors)


def read(df: DataFrame, *, text: str = "text", actors: str = "") -> DataFrame:
    """Reads a column of reports, each text or HTML (string or binary, found by content).

    Columns named id, date (ISO, or a date), url, title and language say what the report does not. The partitions of
    `df` are kept: `df.repartition("id")` first where some are far larger than others.
    """
    known = [name for name in _FIELDS if name in df.columns and name != text]

    def work(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        reader = _reader(actors)
        sources = (_source(row) for batch in batches for row in batch.to_pylist())
        return tables.batches((_read(reader, source) for source in sources), _ROWS)

    columns = [df[text].alias("text"), *(df[name].cast("string") for name in known)]
    return df.select(*columns).mapInArrow(work, schema())


def _source(row: dict[str, Any]) -> Parcel | Error:
    from .reader import parcel

    id = row.get("id") or ""
    try:
        known = {name: row.get(name) for name in _FIELDS if name != "id"}
        return parcel(row["text"] or b"", id=id, **known)
    except (ValueError, TypeError) as problem:
        return Error(f"C0111 {problem}", ErrorKind.INVALID_INPUT, id)


def _read(reader: Reader, source: Parcel | Error) -> Record | Error:
    return source if isinstance(source, Error) else reader.try_read(source)


def warc(
    spark: SparkSession,
    paths: str | Iterable[str],
    *,
    actors: str = "",
    split_bytes: int = SPLIT_BYTES,
) -> DataFrame:
    """Reads the pages of WARC archives, on a file system that all workers see; paths may have wildcards.

    An archive that is compressed record by record, as crawls are, is read in parts of `split_bytes`, on as many workers;
    any other whole by one.
    """
    splits = [split for path in _files(paths) for split in _splits(path, split_bytes)]
    rows = spark.createDataFrame(splits or [("", 0, 0)], "path string, start long, end long")

    def work(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        reader = _reader(actors)
        pages = (page for batch in batches for row in batch.to_pylist() for page in _pages(**row))
        return tables.batches((_read(reader, page) for page in pages), _ROWS)

    return rows.repartition(max(len(splits), 1)).mapInArrow(work, schema())


def _files(paths: str | Iterable[str]) -> Iterator[str]:
    for path in [paths] if isinstance(paths, str) else paths:
        found = sorted(glob.glob(path)) if glob.has_magic(path) else [path]
        if not found:
            raise Error(f"C0103 cannot be opened: {path}", ErrorKind.NOT_FOUND)
        yield from found


def _splits(path: str, split_bytes: int) -> Iterator[tuple[str, int, int]]:
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        whole = file.read(2) != b"\x1f\x8b"
    step = size if whole else split_bytes
    for start in range(0, size, max(step, 1)):
        yield path, start, min(start + step, size)


def _next_member(file: Any, start: int, size: int) -> int:
    """Where the first record that is compressed by itself begins, at or after `start`; `size` where there is none."""
    chunk_bytes, overlap = 1 << 20, 3
    at = start
    while at < size:
        file.seek(at)
        chunk = file.read(chunk_bytes + overlap)
        found = chunk.find(b"\x1f\x8b\x08")
        while found >= 0:
            file.seek(at + found)
            try:
                if zlib.decompressobj(31).decompress(file.read(1024), 5) == b"WARC/":
                    return at + found
            except zlib.error:
                pass
            found = chunk.find(b"\x1f\x8b\x08", found + 1)
        at += chunk_bytes
    return size


def _pages(path: str, start: int, end: int) -> Iterator[Parcel | Error]:
    """The pages of the records that begin within a part of an archive."""
    if not path:
        return
    try:
        size = os.path.getsize(path)
        with open(path, "rb") as file:
            first = 0 if start == 0 else _next_member(file, start, size)
            last = size if end >= size else _next_member(file, end, size)
            file.seek(first)
            data = file.read(last - first) if first < last else b""
        if data:
            yield from parcels(data, kind="warc")
    except OSError as problem:
        yield Error(f"C0103 cannot be opened or read: {problem}", ErrorKind.IO, path)
    except Error as problem:
        whole = start == 0 and end >= size
        if whole or problem.code != "C0117":  # a part without a page is no error
            problem.id = f"{path}@{start}"
            yield problem


def write_new(df: DataFrame, folder: str, *, text: str = "text", actors: str = "") -> int:
    """Reads the reports whose `id` is not in `folder` yet and appends their records to it, by day. Returns how many rows
    the folder has. Of a job that is killed nothing is kept, so that running it again makes no doubles; what earlier
    jobs wrote is not read again."""
    spark = df.sparkSession
    written = _written(spark, folder)
    todo = df if written is None else df.join(written.select("id"), "id", "left_anti")
    read(todo, text=text, actors=actors).write.mode("append").partitionBy("day").parquet(folder)
    return spark.read.parquet(folder).count()


def _written(spark: SparkSession, folder: str) -> DataFrame | None:
    if not glob.glob(os.path.join(glob.escape(folder), "day=*")):
        return None
    return spark.read.parquet(folder)


def copies(df: DataFrame, *, order: str = "order", text: str = "text") -> DataFrame:
    """Which reports are near copies of earlier ones: (`order`, `copy_of`), where `copy_of` is the first's order.

    The rule is the store's (docs/record.md), from the same samples of shingles: what `casus add` keeps as a copy when it
    is given the reports by `order`, which has no doubles. Reports with the same text must be left out before. What
    replaces an earlier report is none: the columns title, url, agency and published tell, where there are such.
    """
    from pyspark.sql import functions as F

    from .versions import told_before

    found = told_before(df, order=order, text=text).where("copy_of IS NOT NULL")
    return found.select(F.col("at").alias(order), "copy_of")
