# SPDX-License-Identifier: Apache-2.0
"""Which claims are of one matter, and which of those are disputed (src/assess/joins_claims.cc)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _native
from .frames import components, item_row, look_up, only, question_row
from .keys import Keys, holding, numbered

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def _links(keys: Keys, claims: DataFrame) -> DataFrame:
    """(`a`, `b`): claims that are one, told by or of an actor in common."""
    from pyspark.sql import functions as F

    whole = claims.where("terms <> ''")
    sides = whole.select(
        "at",
        "id",
        "published",
        F.explode(F.array_union("named", F.col("told.actor"))).alias("side"),
    )
    id = F.col("id")
    items = sides.select(*item_row(2 * id + 1, F.col("side"), id))
    voices = keys.voices.select(F.col("x").alias("side"), "voice", "since", "till")
    asked = sides.join(voices, "side").where(holding()).select("id", "voice").distinct()
    questions = asked.select(*question_row(2 * id, F.col("voice"), id))
    found = look_up(items, questions, newest=60).select("asks", "id").distinct()
    own = whole.select(
        id.alias("asks"), F.col("terms").alias("own"), F.col("published").alias("own_day")
    )
    other = whole.select("id", F.col("terms").alias("its"), F.col("published").alias("its_day"))
    apart = F.abs(F.col("own_day") - F.col("its_day"))
    pairs = (
        found.join(own, "asks")
        .join(other, "id")
        .where(apart.isNull() | (apart <= _native.CLAIM_DAYS))
    )
    same = only(pairs, lambda row: _native.is_same_claim(row["own"], row["its"]), "asks", "id")
    return same.select(F.col("asks").alias("a"), F.col("id").alias("b"))


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


def join_claims(keys: Keys) -> DataFrame:
    """(`id`, `at`, `matter`, `disputed`): the first claim of each claim's matter, itself where it stands alone."""
    from pyspark.sql import functions as F

    found = keys.items("claims")
    side = F.expr(
        "transform(sides, one -> struct(element_at(ids, cast(one.actor + 1 as int)) as actor, one.against as against))"
    )
    found = found.select(
        "at", "id", "published", "terms", numbered("named").alias("named"), side.alias("told")
    ).localCheckpoint()
    first = components(_links(keys, found).localCheckpoint()).withColumnRenamed("node", "id")
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
