# SPDX-License-Identifier: Apache-2.0
"""What the joins share: walking rows in order, looking items up by a key, and what is linked to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from .. import _native

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import Column, DataFrame

NO_DAY = _native.NO_DAY
FOREVER = 1 << 62
ITEMS = 1 << 16  # of one kind in a report, at most
_ROWS = 8192

Row = dict[str, Any]


def item_id(at: str = "at", n: str = "n") -> Column:
    """The number of an item: of reports in their order, of items as the report has them."""
    from pyspark.sql import functions as F

    return F.col(at) * ITEMS + F.col(n)


def mapped(
    frame: DataFrame, work: Callable[[Iterator[Row]], Iterable[tuple]], schema: str
) -> DataFrame:
    """The rows that `work` makes of a partition's rows, in the order of the partition."""
    from pyspark.sql.pandas.types import to_arrow_schema
    from pyspark.sql.types import StructType, _parse_datatype_string

    parsed = _parse_datatype_string(schema)
    assert isinstance(parsed, StructType)
    arrow = to_arrow_schema(parsed)

    def batches(given: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        made: list[tuple] = []

        def batch() -> pyarrow.RecordBatch:
            columns = zip(*made, strict=True)
            arrays = [
                pyarrow.array(column, field.type)
                for column, field in zip(columns, arrow, strict=True)
            ]
            made.clear()
            return pyarrow.RecordBatch.from_arrays(arrays, schema=arrow)

        rows = (row for one in given for row in one.to_pylist())
        for row in work(rows):
            made.append(row)
            if len(made) >= _ROWS:
                yield batch()
        if made:
            yield batch()

    return frame.mapInArrow(batches, parsed)


def walked(
    frame: DataFrame,
    key: str,
    order: Iterable[str],
    work: Callable[[Any, Iterator[Row]], Iterable[tuple]],
    schema: str,
) -> DataFrame:
    """The rows that `work(key, rows)` makes of the rows of each key, in their order, one row in memory at a time."""

    def of_keys(rows: Iterator[Row]) -> Iterator[tuple]:
        for value, group in groupby(rows, itemgetter(key)):
            yield from work(value, group)

    ordered = frame.repartition(key).sortWithinPartitions(key, *order)
    return mapped(ordered, of_keys, schema)


def only(frame: DataFrame, judge: Callable[[Row], bool], *keep: str) -> DataFrame:
    """The rows that the library judges to be so, of them the columns `keep`."""
    names = list(keep)
    types = dict(frame.dtypes)

    def work(rows: Iterator[Row]) -> Iterator[tuple]:
        return (tuple(row[name] for name in names) for row in rows if judge(row))

    return mapped(frame, work, ", ".join(f"`{name}` {types[name]}" for name in names))


_COLUMNS = ("key", "asks", "id", "label", "report", "from", "to", "until")


def item_row(place: Column, key: Column, id: Column, **about: Column) -> list[Column]:
    """An item that can be looked up by `key` from its `place` in the order on."""
    return _row(place, key, asks=None, id=id, **about)


def question_row(place: Column, key: Column, asks: Column, **about: Column) -> list[Column]:
    """A question for the items of `key`, asked at `place`."""
    return _row(place, key, asks=asks, **about)


def _row(place: Column, key: Column, **about: Column | None) -> list[Column]:
    from pyspark.sql import functions as F

    unknown = {"asks": -1, "id": -1, "label": -1, "report": -1}

    def column(name: str) -> Column:
        default = F.lit(unknown.get(name, NO_DAY)).cast("long")
        given = about.get(name)
        return (default if given is None else F.coalesce(given.cast("long"), default)).alias(name)

    return [place.cast("long").alias("place"), key.cast("string").alias("key")] + [
        column(name) for name in _COLUMNS[1:]
    ]


def look_up(items: DataFrame, questions: DataFrame, *, newest: int = 0, most: int = 0) -> DataFrame:
    """(`asks`, `key`, `id`, `day`): what each question finds of the items that came before it.

    `newest`: of so many newest of the key those that suit, `most` at most; else the first `most` by day. What has no
    item under its key is not asked. Source: src/lookup.h.
    """
    asked = questions.join(items.select("key").distinct(), "key", "left_semi")

    def work(rows: Iterator[Row]) -> Iterator[tuple]:
        finder = _native.Lookup(newest > 0, newest, most or newest)
        waiting: list[tuple] = []

        def found() -> Iterator[tuple]:
            for number, id, day in finder.feed(waiting):
                yield waiting[number][1], waiting[number][0], id, day
            waiting.clear()

        for row in rows:
            waiting.append(tuple(row[name] for name in _COLUMNS))
            if len(waiting) >= _ROWS:
                yield from found()
        yield from found()

    ordered = items.unionByName(asked).repartition("key").sortWithinPartitions("key", "place", "id")
    return mapped(ordered, work, "asks long, key string, id long, day long")


def components(links: DataFrame) -> DataFrame:
    """(`node`, `first`): the least of all that are linked to a node, directly or by others. `links` has `a` and `b`."""
    from pyspark.sql import functions as F

    both = links.select("a", "b").union(links.select(F.col("b"), F.col("a"))).distinct()
    both = both.localCheckpoint()
    first = both.groupBy("a").agg(F.least("a", F.min("b")).alias("first"))
    first = first.withColumnRenamed("a", "node").localCheckpoint()
    while True:
        near = (
            both.join(first, both["b"] == first["node"])
            .groupBy("a")
            .agg(F.min("first").alias("near"))
        )
        lower = first.join(near, first["node"] == near["a"]).select(
            "node", F.col("first").alias("was"), F.least("first", "near").alias("first")
        )
        up = lower.select(F.col("node").alias("first"), F.col("first").alias("up"))
        jumped = lower.join(up, "first", "left").select(
            "node", "was", F.coalesce("up", "first").alias("first")
        )
        jumped = jumped.localCheckpoint()
        if jumped.where("was <> first").isEmpty():
            return jumped.select("node", "first")
        first = jumped.select("node", "first")


def union(frames: Iterable[DataFrame]) -> DataFrame:
    return reduce(lambda a, b: a.unionByName(b), frames)
