# SPDX-License-Identifier: Apache-2.0
"""Items as the library holds them beside others of their kind (python/src/joins.cc)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _native
from .frames import Row, only
from .keys import Keys

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def tellings(keys: Keys, stories: DataFrame, items: DataFrame, *roles: str) -> DataFrame:
    """(`id`, `telling`): the columns of `items` and the `report` and `story` of each. Of the actors in the columns
    `roles`, those they speak for; of these and of the story, since when it is so."""
    from pyspark.sql import functions as F

    whole = items.drop(*roles)
    if roles:
        by_role = (F.struct(F.lit(role).alias("role"), F.col(role).alias("who")) for role in roles)
        actors = items.select("id", F.explode(F.array(*by_role)).alias("one")).select(
            "id", "one.role", F.explode("one.who").alias("actor")
        )
        bodies = (
            actors.join(keys.speaks, actors["actor"] == keys.speaks["a"])
            .groupBy("id")
            .pivot("role", list(roles))
            .agg(F.flatten(F.collect_list(F.array("body", "since", "till"))))
        )
        whole = whole.join(bodies, "id", "left")
    since = stories.select("at", "story", F.col("since").alias("story_since"))
    whole = whole.join(since, "at", "left").withColumnRenamed("at", "report")
    unknown = {name: F.lit(0).cast("long") for name in ("story", "story_since")}
    unknown |= {role: F.expr("array()").cast("array<bigint>") for role in roles}
    filled = (
        F.coalesce(F.col(name), unknown[name]).alias(name) if name in unknown else F.col(name)
        for name in whole.columns
    )
    return whole.select("id", F.struct(*filled).alias("telling"))


def judged(pairs: DataFrame, told: DataFrame, judge: str, where: str = "true") -> DataFrame:
    """(`a`, `b`): of the pairs (`asks`, `id`) those that the library's rule `judge` finds to be one, as it stands when the
    report of the first is added. `where`: a condition on `own` and `its` tellings that all such pairs meet."""
    from pyspark.sql import functions as F

    own = told.select(F.col("id").alias("asks"), F.col("telling").alias("own"))
    its = told.select("id", F.col("telling").alias("its"))
    both = pairs.join(own, "asks").join(its, "id").where(where)

    def is_one(row: Row) -> bool:
        return getattr(_native, judge)(row["own"], row["its"], row["own"]["report"])

    return only(both, is_one, "asks", "id").select(F.col("asks").alias("a"), F.col("id").alias("b"))


def said_again(keys: Keys, items: DataFrame) -> DataFrame:
    """(`a`, `b`): items of a report, and those in the same words of its earlier versions; of several of the report in the
    same words, the first."""
    from pyspark.sql import functions as F

    own = items.groupBy("at", "folded").agg(F.min("id").alias("a"))
    its = items.select(F.col("at").alias("other"), "folded", F.col("id").alias("b"))
    return keys.replaced.join(own, "at").join(its, ["other", "folded"]).select("a", "b")
