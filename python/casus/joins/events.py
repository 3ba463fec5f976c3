# SPDX-License-Identifier: Apache-2.0
"""Which events of several reports are one (src/assess/joins_events.cc)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import _native
from .frames import (
    FOREVER,
    ITEMS,
    NO_DAY,
    Row,
    components,
    item_row,
    look_up,
    mapped,
    question_row,
    walked,
)
from .keys import Keys, holding, numbered
from .tellings import judged, tellings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_REACH = 12  # voices of an event's parties, and of each so many newest events
_NEWEST, _OF_A_TYPE, _OF_THE_DAYS = 100, 20, 50
_FIRST_VOICES = 64


def _first_voices(x: int, rows: Iterator[Row]) -> Iterator[tuple]:
    """The voices of an actor that may be among its first at some time, by rank and number."""
    lasting: list[int] = []  # since when, of earlier ones that stay
    for row in rows:
        if sum(since <= row["since"] for since in lasting) >= _FIRST_VOICES:
            continue
        if row["till"] == FOREVER and len(lasting) < 16 * _FIRST_VOICES:
            lasting.append(row["since"])
        yield x, row["voice"], row["since"], row["till"], row["rank"]


def _reach(keys: Keys, parties: DataFrame) -> DataFrame:
    """(`at`, `id`, `actor`): those whose events may be those of an event's parties: themselves, whom they speak for, and
    the first that speak for these."""
    from pyspark.sql import functions as F

    voices = walked(
        keys.voices,
        "x",
        ["rank", "voice"],
        _first_voices,
        "x long, voice long, since long, till long, rank int",
    )
    bodies = parties.join(keys.speaks, parties["actor"] == keys.speaks["a"]).where(holding())
    bodies = bodies.select("at", "id", "body").distinct()
    told = bodies.join(voices, bodies["body"] == voices["x"]).where(holding())
    one = F.struct("body", "rank", "voice")
    of_event = told.groupBy("at", "id").agg(F.sort_array(F.collect_list(one)).alias("voices"))

    def work(rows: Iterator[Row]) -> Iterator[tuple]:
        for row in rows:
            reach = {one["body"] for one in row["voices"]}
            most = len(reach) + _REACH
            for one in row["voices"]:
                if len(reach) >= most:
                    break
                reach.add(one["voice"])
            for actor in reach:
                yield row["at"], row["id"], actor

    return mapped(of_event, work, "at long, id long, actor long")


def _candidates(events: DataFrame, parties: DataFrame, reach: DataFrame) -> DataFrame:
    """(`asks`, `id`): events that share a type and a party: of other reports the newest, of any those of the same days."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    at, id, kind = F.col("at"), F.col("id"), F.col("kind")
    own = events.where("status <> 'hypothetical'").join(reach, ["at", "id"])
    side = F.concat_ws(":", "actor", "target")
    both = own.withColumn("target", F.explode(F.array(F.lit(0), F.lit(1))))
    newest = look_up(
        parties.select(*item_row(2 * at, side, id, label=kind, report=at)),
        both.select(*question_row(2 * at + 1, side, id, label=kind, report=at)),
        newest=_NEWEST,
        most=_OF_A_TYPE,
    )
    typed = F.concat_ws(":", "kind", "actor")
    dated = parties.where(F.col("from").isNotNull()).dropDuplicates(["id", "actor"])
    short = own.where(
        F.col("from").isNotNull() & (F.col("to") <= F.col("from") + _native.EVENT_DAYS)
    )
    of_days = look_up(
        dated.select(*item_row(2 * at, typed, id, **{"from": F.col("from"), "to": F.col("to")})),
        short.select(
            *question_row(
                2 * at + 1,
                typed,
                id,
                **{
                    "from": F.col("from") - _native.EVENT_DAYS,
                    "to": F.col("to"),
                    "until": F.col("from"),
                },
            )
        ),
        most=_OF_THE_DAYS,
    )
    by_day = Window.partitionBy("asks").orderBy("day", "id")
    of_days = (
        of_days.select("asks", "id", "day")
        .distinct()
        .withColumn("place", F.row_number().over(by_day))
    )
    found = newest.select("asks", "id").union(
        of_days.where(F.col("place") <= _OF_THE_DAYS).select("asks", "id")
    )
    return found.where("asks <> id").distinct()


def _likest_of_versions(keys: Keys, events: DataFrame, told: DataFrame) -> DataFrame:
    """(`a`, `b`): of each event of a report the likest of each earlier version, where that is nearly the same."""
    from pyspark.sql import functions as F

    one = ["type", "status", "trigger"]
    own = keys.replaced.join(events.select("at", F.col("id").alias("asks"), *one), "at")
    pairs = own.join(events.select(F.col("at").alias("other"), "id", *one), ["other", *one])
    whole = (
        pairs.select("asks", "other", "id")
        .join(told.select(F.col("id").alias("asks"), F.col("telling").alias("own")), "asks")
        .join(told.select("id", F.col("telling").alias("its")), "id")
    )

    def work(rows: Iterator[Row]) -> Iterator[tuple]:
        for row in rows:
            likeness = _native.likeness_of_versions(row["own"], row["its"])
            if likeness >= _native.NEARLY_THE_SAME:
                yield row["asks"], row["other"], row["id"], likeness

    near = mapped(whole, work, "asks long, other long, id long, likeness double")
    best = near.groupBy("asks", "other").agg(F.max(F.struct("likeness", "id")).alias("best"))
    return best.select(F.col("asks").alias("a"), F.col("best.id").alias("b"))


def _linked(name: str, links: DataFrame) -> DataFrame:
    from pyspark.sql import functions as F

    return links.groupBy(F.col("a").alias("node")).agg(
        F.sort_array(F.collect_list("b")).alias(name)
    )


def _first(group: int, rows: Iterator[Row]) -> Iterator[tuple]:
    linked = list(rows)  # events that are linked, directly or by others
    ids = [row["id"] for row in linked]

    def days(name: str) -> list[int]:
        return [NO_DAY if row[name] is None else row[name] for row in linked]

    def those(name: str) -> list[list[int]]:
        return [row[name] or [] for row in linked]

    reports = [id // ITEMS for id in ids]
    firsts = _native.first_events(
        ids, reports, days("from"), days("to"), those("told_again"), those("others")
    )
    yield from zip(ids, firsts, strict=True)


def join_events(keys: Keys, stories: DataFrame) -> DataFrame:
    """(`id`, `at`, `first`): the first telling of each event, itself where it stands alone."""
    from pyspark.sql import functions as F

    found = keys.items("events")
    found = found.select(
        "at",
        "id",
        "type",
        F.hash("type").cast("long").alias("kind"),
        "status",
        "from",
        "to",
        *(numbered(name).alias(name) for name in ("source", "target", "named")),
        "trigger",
        "near",
        "sentence",
    ).localCheckpoint()
    sides = F.explode(
        F.array(
            *(
                F.struct(F.lit(n).alias("target"), F.col(name).alias("who"))
                for n, name in enumerate(("source", "target"))
            )
        )
    )
    parties = found.select("at", "id", "kind", "from", "to", sides.alias("side"))
    parties = parties.select(
        "at", "id", "kind", "from", "to", "side.target", F.explode("side.who").alias("actor")
    ).localCheckpoint()
    pairs = _candidates(
        found.select("at", "id", "kind", "status", "from", "to"), parties, _reach(keys, parties)
    )
    told = tellings(keys, stories, found.drop("kind"), "source", "target", "named")
    told = told.localCheckpoint()
    same = judged(pairs, told, "is_same_event").localCheckpoint()
    again = _likest_of_versions(keys, found, told).localCheckpoint()
    groups = components(same.union(again))
    days = found.select(F.col("id").alias("node"), "from", "to")
    rows = groups.join(_linked("others", same), "node", "left")
    rows = rows.join(_linked("told_again", again), "node", "left")
    rows = rows.join(days, "node").withColumnRenamed("node", "id")
    joined = walked(rows, "first", ["id"], _first, "id long, first long")
    return (
        found.select("id", "at")
        .join(joined, "id", "left")
        .select("id", "at", F.coalesce("first", "id").alias("first"))
    )
