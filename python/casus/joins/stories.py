# SPDX-License-Identifier: Apache-2.0
"""Reports that belong together over days (src/assess/stories.h)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import _native
from .frames import Row, components, item_row, look_up, mapped, question_row, walked
from .keys import Keys

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def _weighed(rows: Iterator[Row]) -> Iterator[tuple]:
    for row in rows:
        words = [tuple(word.values()) for word in row["words"]]
        for sign, weight in _native.weigh(words, row["reports"]):
            yield row["at"], row["day"], sign, weight


def _signs(keys: Keys) -> DataFrame:
    """(`at`, `day`, `sign`, `weight`): what tells a report from those before it."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    words = keys.reports.select("at", "day", F.explode("signs").alias("one")).select(
        "at", "day", "one.*"
    )
    before = Window.partitionBy("sign").orderBy("at")
    counted = words.withColumn("n", F.row_number().over(before).cast("double"))
    word = F.struct("sign", "count", "capital", "state", "n")
    of_report = counted.groupBy("at", "day").agg(F.sort_array(F.collect_list(word)).alias("words"))
    # One column of whole numbers in one task: how many reports there were.
    places = keys.reports.select(
        "at", F.row_number().over(Window.orderBy("at")).cast("double").alias("reports")
    )
    return mapped(
        of_report.join(places, "at"), _weighed, "at long, day long, sign long, weight double"
    )


def _alike(signs: DataFrame) -> DataFrame:
    """(`at`, `other`, `over`): the earlier reports that are alike, and how much more than need be."""
    from pyspark.sql import functions as F

    at, sign = F.col("at"), F.col("sign")
    items = signs.select(*item_row(2 * at + 1, sign, at))
    questions = signs.select(*question_row(2 * at, sign, at))
    found = look_up(items, questions, newest=_native.SIGN_REPORTS)
    own = signs.select(
        at.alias("asks"),
        sign.cast("string").alias("key"),
        "sign",
        F.col("weight").alias("own"),
        F.col("day").alias("own_day"),
    )
    other = signs.select(
        at.alias("id"), sign.cast("string").alias("key"), "weight", F.col("day").alias("its_day")
    )
    pairs = found.select("asks", "key", "id").join(own, ["asks", "key"]).join(other, ["id", "key"])
    product = F.struct("sign", (F.col("own") * F.col("weight")).alias("product"))
    cosine = F.expr(
        "aggregate(products, 0D, (sum, one) -> sum + one.product)"
    )  # in the order of the signs
    return (
        pairs.groupBy("asks", "id", "own_day", "its_day")
        .agg(F.sort_array(F.collect_list(product)).alias("products"))
        .withColumn("cosine", cosine)
        .where(F.col("cosine") >= _native.ALIKE)
        .where(
            F.col("own_day").isNull()
            | F.col("its_day").isNull()
            | (F.abs(F.col("own_day") - F.col("its_day")) <= _native.STORY_DAYS)
        )
        .select(
            F.col("asks").alias("at"),
            F.col("id").alias("other"),
            (
                F.col("cosine")
                - F.when(
                    F.col("own_day").isNull() | F.col("its_day").isNull(), _native.ALIKE_UNDATED
                ).otherwise(_native.ALIKE)
            ).alias("over"),
        )
    )


def _stories(group: int, rows: Iterator[Row]) -> Iterator[tuple]:
    linked = list(rows)  # reports that are alike, directly or by others
    reports = [row["at"] for row in linked]
    versions = [row["version"] for row in linked]
    alike = [[tuple(one.values()) for one in row["alike"]] for row in linked]
    found = _native.stories(reports, versions, alike)
    for report, (story, since) in zip(reports, found, strict=True):
        if story:
            yield report, story, since


def join_stories(keys: Keys) -> DataFrame:
    """(`at`, `story`, `since`): the story of each report that has one, named by the report that began it, and the report
    since which it is in it: its own, or the one that began the story with it or with a version of it."""
    from pyspark.sql import functions as F

    alike = _alike(_signs(keys).localCheckpoint())
    alike = alike.join(keys.replaced, ["at", "other"], "left_anti").localCheckpoint()
    of_report = alike.groupBy("at").agg(
        F.sort_array(F.collect_list(F.struct("other", "over"))).alias("alike")
    )
    linked = alike.select("at", "other").union(keys.replaced)
    groups = components(linked.select(F.col("at").alias("a"), F.col("other").alias("b")))
    rows = groups.withColumnRenamed("node", "at").join(of_report, "at", "left")
    rows = rows.join(keys.reports.select("at", "version"), "at")
    rows = rows.withColumn(
        "alike", F.coalesce("alike", F.expr("array()").cast(of_report.schema["alike"].dataType))
    )
    return walked(rows, "first", ["at"], _stories, "at long, story long, since long")
