# SPDX-License-Identifier: Apache-2.0
"""What the joins look at: the keys of records, who is who over reports, who speaks for whom and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .. import _native, tables
from .frames import FOREVER, ITEMS, Row, item_id, mapped, union, walked

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import Column, DataFrame

_BATCH = 64


@cache
def knowledge(actors: str) -> _native.Knowledge:
    """The knowledge base of this worker, loaded once."""
    return _native.Knowledge(actors)


class _Schema:
    def __arrow_c_schema__(self):
        return _native.join_schema()


def keys_of(records: DataFrame, order: str, actors: str) -> DataFrame:
    """A row a report: `at`, its place in the order, and what the joins look at (src/joins.h)."""
    import pyarrow
    from pyspark.sql.pandas.types import from_arrow_schema

    def work(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        known = knowledge(actors)
        for batch in batches:
            for start in range(0, batch.num_rows, _BATCH):
                rows = batch.slice(start, _BATCH).to_pylist()
                held = [(row.pop("at"), tables.record_of(row)._native) for row in rows]
                yield pyarrow.record_batch(known.keys(held))

    columns = [field.name for field in tables.schema()]
    given = records.where("error IS NULL").select(records[order].cast("long").alias("at"), *columns)
    return given.mapInArrow(work, from_arrow_schema(pyarrow.schema(_Schema())))


@dataclass
class Keys:
    """The keys of all records, the actors in them numbered as a store would number them."""

    reports: DataFrame
    """As keys_of() gives them, with `ids`: of each of a report's actors its number; and `version`, the first of the
    report's versions."""
    replaced: DataFrame
    """(`at`, `other`): the earlier versions of each report."""
    actors: DataFrame
    """(`id`, `since`, `name`, `type`, `key`): an actor, and the report that named it first."""
    speaks: DataFrame
    """(`a`, `body`, `since`, `till`): `a` is, or speaks for, `body`, as is known when a report from `since` on and
    before `till` is added."""
    voices: DataFrame
    """(`x`, `voice`, `since`, `till`, `rank`): the same from the other side, with the place of a voice among them."""
    members: DataFrame
    """(`member`, `body`, `since`): what a report says of a member of an organisation."""

    def items(self, kind: str) -> DataFrame:
        """The items of a kind: `at`, `day` of the report, `id`, and what the item has."""
        from pyspark.sql import functions as F

        frame = self.reports.select(
            "at", F.col("day").alias("published"), "ids", F.posexplode(kind).alias("n", "one")
        )
        own = [name for name in frame.schema["one"].dataType.names if name != "n"]
        if "n" in frame.schema["one"].dataType.names:
            frame = frame.withColumn("n", F.col("one.n"))
        return frame.select(
            "at", "published", "ids", item_id().alias("id"), *(f"one.{name}" for name in own)
        )


def numbered(numbers: str) -> Column:
    """The numbers of a list of a report's actors, each once."""
    from pyspark.sql import functions as F

    return F.expr(
        f"array_distinct(transform(`{numbers}`, one -> element_at(ids, cast(one + 1 as int))))"
    )


def number(one: str) -> Column:
    from pyspark.sql import functions as F

    return F.expr(f"element_at(ids, cast({one} + 1 as int))")


def _identified(group: str, rows: Iterator[Row]) -> Iterator[tuple]:
    """Who is who of those that share a key, or of persons a spelling: by the key, else the one person so spelt."""
    known: dict[str, int] = {}
    persons, last = 0, 0
    for row in rows:
        id = known.get(row["key"])
        if id is None and row["findable"] and persons == 1:
            id = last
        new = id is None
        if new:
            id = row["at"] * ITEMS + row["n"]
            if not row["own"]:
                known[row["key"]] = id
            persons += row["type"] == "person"
            last = id
        yield row["at"], row["n"], id, new, row["name"], row["type"], row["key"]


def _tied(group: str, rows: Iterator[Row]) -> Iterator[tuple]:
    """When one counts as speaking for a body, by what reports tell of the two: the rule of src/store/ties.cc."""
    titled = by_title = counts = False
    surest, since = 0.0, 0
    reports: set[int] = set()  # versions of one are one
    row: Row = {}
    told = list(rows)  # of two actors: few
    for place, row in enumerate(told):
        titled |= row["titled"]
        by_title |= row["by_title"]
        if not row["titled"]:
            surest = max(surest, row["sure"])
            reports.add(row["version"])
        if place + 1 < len(told) and told[place + 1]["at"] == row["at"]:
            continue
        now = by_title or (not titled and (surest >= 0.7 or (len(reports) >= 2 and surest >= 0.5)))
        if now and not counts:
            since = row["at"]
        if counts and not now:
            yield row["person"], row["body"], since, row["at"]
        counts = now
    if counts:
        yield row["person"], row["body"], since, FOREVER


def kept_actors(reports: DataFrame) -> DataFrame:
    """(`at`, `n`, `id`, `new`, ...): the number of each report's each actor; `new` where it is named first."""
    from pyspark.sql import functions as F

    rows = reports.select("at", F.posexplode("actors").alias("n", "one")).select("at", "n", "one.*")
    rows = rows.withColumn(
        "group",
        F.when(F.col("type") == "person", F.concat(F.lit(" "), "spelling")).otherwise(F.col("key")),
    )
    return walked(
        rows,
        "group",
        ["at", "n"],
        _identified,
        "at long, n int, id long, new boolean, name string, type string, key string",
    )


def _ties(reports: DataFrame, actors: DataFrame, lines: str) -> DataFrame:
    """(`person`, `body`, `since`, `till`): ties that count."""
    from pyspark.sql import functions as F

    told = reports.select("at", "version", "ids", F.explode("ties").alias("one"))
    told = told.where("one.sure >= 0").select(
        "at",
        "version",
        number("one.person").alias("person"),
        number("one.body").alias("body"),
        "one.titled",
        "one.by_title",
        "one.sure",
    )
    told = told.groupBy("person", "body", "at", "version", "titled").agg(
        F.max("by_title").alias("by_title"), F.max("sure").alias("sure")
    )
    told = told.withColumn("pair", F.concat_ws(">", "person", "body"))
    ties = walked(
        told, "pair", ["at", "titled"], _tied, "person long, body long, since long, till long"
    )
    person = actors.select(
        F.col("id").alias("person"), F.col("name").alias("its"), F.col("type").alias("kind")
    )
    body = actors.select(
        F.col("id").alias("body"), F.col("name").alias("state"), F.col("type").alias("body_kind")
    )

    def work(rows: Iterator[Row]) -> Iterator[tuple]:
        base = knowledge(lines)
        for row in rows:
            if row["body_kind"] != "state" or base.may_speak(row["its"], row["kind"], row["state"]):
                yield row["person"], row["body"], row["since"], row["till"]

    return mapped(
        ties.join(person, "person").join(body, "body"),
        work,
        "person long, body long, since long, till long",
    )


def _known(actors: DataFrame, lines: str, method: str) -> DataFrame:
    """(`id`, `place`, `other`, `since`): those of the record that the knowledge base ties to each actor, in its order."""

    def work(rows: Iterator[Row]) -> Iterator[tuple]:
        base = knowledge(lines)
        for row in rows:
            for place, key in enumerate(getattr(base, method)(row["name"], row["type"])):
                yield row["id"], place, key

    keys = mapped(actors, work, "id long, place int, key string")
    found = actors.selectExpr("key", "id as other", "since")
    return keys.join(found, "key").select("id", "place", "other", "since")


def _replaced(versions: DataFrame) -> DataFrame:
    """(`at`, `other`): of each report its earlier versions, of (`at`, `version_of`)."""
    from pyspark.sql import functions as F

    first = versions.select(F.col("version_of").alias("at"), "version_of").distinct()
    others = versions.union(first).withColumnRenamed("at", "other")
    return versions.join(others, "version_of").where("other < at").select("at", "other")


def read_keys(records: DataFrame, versions: DataFrame, order: str, lines: str) -> Keys:
    from pyspark.sql import functions as F

    reports = keys_of(records, order, lines).localCheckpoint()
    who = kept_actors(reports).localCheckpoint()
    actors = who.where("new").select("id", F.col("at").alias("since"), "name", "type", "key")
    ids = who.groupBy("at").agg(F.sort_array(F.collect_list(F.struct("n", "id"))).alias("both"))
    reports = (
        reports.join(ids.select("at", F.col("both.id").alias("ids")), "at", "left")
        .join(versions, "at", "left")
        .withColumn("version", F.coalesce("version_of", "at"))
        .drop("version_of")
        .localCheckpoint()
    )
    ties = _ties(reports, actors, lines).localCheckpoint()
    always = [F.lit(0).cast("long").alias("since"), F.lit(FOREVER).alias("till")]
    speaks = union(
        [
            actors.select(F.col("id").alias("a"), F.col("id").alias("body"), *always),
            ties.select(F.col("person").alias("a"), "body", "since", "till"),
            *(
                _known(actors, lines, told).select(
                    F.col("id").alias("a"), F.col("other").alias("body"), "since", always[1]
                )
                for told in ("offices", "described")
            ),
        ]
    )
    voices = union(
        [
            actors.select(
                F.col("id").alias("x"), F.col("id").alias("voice"), *always, F.lit(-2).alias("rank")
            ),
            ties.select(
                F.col("body").alias("x"),
                F.col("person").alias("voice"),
                "since",
                "till",
                F.lit(-1).alias("rank"),
            ),
            _known(actors, lines, "holders").select(
                F.col("id").alias("x"),
                F.col("other").alias("voice"),
                "since",
                always[1],
                F.col("place").alias("rank"),
            ),
        ]
    )
    members = reports.select("at", "ids", F.explode("ties").alias("one")).where("one.sure < 0")
    members = members.select(
        number("one.person").alias("member"),
        number("one.body").alias("body"),
        F.col("at").alias("since"),
    )
    replaced = _replaced(versions).localCheckpoint()
    return Keys(
        reports, replaced, actors, speaks.localCheckpoint(), voices.localCheckpoint(), members
    )


def holding(at: str = "at") -> str:
    """The condition that a tie holds when the report `at` is added."""
    return f"since <= {at} AND {at} < till"


def spoken_for(keys: Keys, pairs: DataFrame, who: str) -> DataFrame:
    """(`asked`, `said`, `body`): those for whom the actor `who` of a pair speaks when the report `at` is added."""
    own = pairs.join(keys.speaks, pairs[who] == keys.speaks["a"]).where(holding())
    return own.select("asked", "said", "body").distinct()
