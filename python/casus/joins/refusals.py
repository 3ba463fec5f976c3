# SPDX-License-Identifier: Apache-2.0
"""The sayings that refuse a commitment without naming it: right after it, or by going on (src/assess/refusals.cc)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _native
from .frames import ITEMS, union
from .keys import Keys, spoken_for

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def _going_on(stories: DataFrame, asked: DataFrame, said: DataFrame) -> DataFrame:
    """(`asked`, `said`, `at`): what was asked to be stopped, and sayings of that report, or of its story, that go on."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    k = asked.where("stops AND day IS NOT NULL").select(
        F.col("id").alias("asked"), F.col("at").alias("k_at"), F.col("day").alias("asked_on")
    )
    s = said.where("goes_on AND day IS NOT NULL").select(
        F.col("id").alias("said"), F.col("at").alias("s_at"), F.col("day").alias("said_on")
    )
    place = F.row_number().over(Window.partitionBy("story").orderBy("at"))
    member = stories.select("at", "story", "since", place.alias("place"))

    def of(who: str) -> DataFrame:
        names = [F.col("at").alias(f"{who}_at"), "story"]
        return member.select(*names, *(F.col(n).alias(f"{who}_{n}") for n in ("since", "place")))

    latest = F.greatest("k_at", "s_at")
    # A report looks at all that its story asked before, and at what the newest of it said.
    in_story = (
        k.join(of("k"), "k_at")
        .join(s.join(of("s"), "s_at"), "story")
        .where("k_at <> s_at")
        .where((F.col("k_since") <= latest) & (F.col("s_since") <= latest))
        .where(f"s_at > k_at OR k_place - s_place < {_native.GOING_ON_REPORTS}")
    )
    in_report = k.join(s, k["k_at"] == s["s_at"])
    columns = ["asked", "said", "asked_on", "said_on", latest.alias("at")]
    return (
        in_story.select(*columns)
        .union(in_report.select(*columns))
        .where(f"said_on BETWEEN asked_on AND asked_on + {_native.GOING_ON_DAYS}")
        .select("asked", "said", "at")
    )


def join_refusals(keys: Keys, stories: DataFrame, asked: DataFrame, said: DataFrame) -> DataFrame:
    """(`asked`, `said`): refusals by one who speaks for whoever was asked, and not for who asked."""
    from pyspark.sql import functions as F

    next_to = asked.select("at", "id", F.explode("refusals").alias("n")).select(
        F.col("id").alias("asked"), (F.col("at") * ITEMS + F.col("n")).alias("said"), "at"
    )
    pairs = union([next_to, _going_on(stories, asked, said)]).distinct()
    pairs = pairs.join(said.selectExpr("id as said", "speaker"), "said").join(
        asked.selectExpr("id as asked", "asker", "to"), "asked"
    )
    pairs = pairs.localCheckpoint()
    both = ["asked", "said"]
    speaker = spoken_for(keys, pairs, "speaker")
    to = spoken_for(keys, pairs.withColumn("one", F.explode("to")), "one")
    asker = spoken_for(keys, pairs, "asker")
    for_it = speaker.join(to, [*both, "body"]).select(*both).distinct()
    for_asker = speaker.join(asker, [*both, "body"]).select(*both).distinct()
    return for_it.join(for_asker, both, "left_anti")
