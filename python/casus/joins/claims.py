# SPDX-License-Identifier: Apache-2.0
"""Which claims are of one matter, and which of those are disputed (src/assess/joins_claims.cc)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _native
from .frames import components, item_row, look_up, question_row
from .keys import Keys, holding, numbered
from .tellings import judged, said_again, tellings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_NEWEST = 60  # claims of an actor are looked at, as the store does


def _links(keys: Keys, stories: DataFrame, claims: DataFrame) -> DataFrame:
    """(`a`, `b`): claims that are the same or contest each other, and have an actor in common."""
    from pyspark.sql import functions as F

    at, id = F.col("at"), F.col("id")
    sides = claims.select("at", "id", F.explode("named").alias("side"))
    items = sides.select(*item_row(2 * at, F.col("side"), id))
    voices = keys.voices.select(F.col("x").alias("side"), "voice", "since", "till")
    asked = sides.join(voices, "side").where(holding()).select("at", "id", "voice").distinct()
    questions = asked.select(*question_row(2 * at + 1, F.col("voice"), id, id=id))
    pairs = look_up(items, questions, newest=_NEWEST).select("asks", "id").distinct()
    told = claims.select(
        "at",
        "id",
        "published",
        "begin",
        "end",
        "words",
        "telling",
        "of_a_saying",
        "bodies",
        "named",
        F.expr("array_distinct(transform(told, one -> one.actor))").alias("speakers"),
        F.expr("exists(told, one -> NOT one.against)").alias("says"),
        F.expr("exists(told, one -> one.against)").alias("denies"),
    )
    apart = "abs(own.published - its.published)"
    return judged(
        pairs,
        tellings(keys, stories, told, "speakers", "named").localCheckpoint(),
        "is_one_matter",
        f"{apart} IS NULL OR {apart} <= {_native.CLAIM_DAYS}",
    )


def _disputed(keys: Keys, claims: DataFrame) -> DataFrame:
    """(`first`): matters where one says so and another, for whom the first does not speak, denies it, by the ties that
    are known when its last claim is added."""
    from pyspark.sql import functions as F

    last = claims.groupBy("first").agg(F.max("at").alias("last"))
    sides = claims.select("first", F.explode("told").alias("one")).select(
        "first", "one.actor", "one.against"
    )
    sides = sides.distinct().join(last, "first")
    bodies = sides.join(keys.speaks, sides["actor"] == keys.speaks["a"]).where(holding("last"))
    bodies = (
        bodies.groupBy("first", "actor", "against")
        .agg(F.collect_set("body").alias("bodies"))
        .localCheckpoint()
    )
    says = bodies.where("NOT against").select("first", "actor", "bodies")
    denies = bodies.where("against").select(
        "first", F.col("actor").alias("other"), F.col("bodies").alias("others")
    )
    apart = ~(
        F.array_contains("bodies", F.col("other")) | F.array_contains("others", F.col("actor"))
    )
    return says.join(denies, "first").where(apart).select("first").distinct()


def join_claims(keys: Keys, stories: DataFrame) -> DataFrame:
    """(`id`, `at`, `matter`, `disputed`): the first claim of each claim's matter, itself where it stands alone."""
    from pyspark.sql import functions as F

    side = F.expr(
        "transform(sides, one -> struct(element_at(ids, cast(one.actor + 1 as int)) as actor, one.against as against))"
    )
    found = (
        keys.items("claims")
        .withColumns({"named": numbered("named"), "bodies": numbered("bodies"), "told": side})
        .drop("ids", "sides")
        .localCheckpoint()
    )
    links = _links(keys, stories, found).union(said_again(keys, found)).localCheckpoint()
    first = components(links).withColumnRenamed("node", "id")
    found = (
        found.join(first, "id", "left")
        .withColumn("first", F.coalesce("first", "id"))
        .localCheckpoint()
    )
    disputed = _disputed(keys, found).withColumn("disputed", F.lit(True))
    return found.join(disputed, "first", "left").select(
        "id",
        "at",
        F.col("first").alias("matter"),
        F.coalesce("disputed", F.lit(False)).alias("disputed"),
    )
