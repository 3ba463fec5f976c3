# SPDX-License-Identifier: Apache-2.0
"""Commitments told of twice, and the statements that answer them (src/assess/joins_commitments.cc)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import _native
from .frames import (
    ITEMS,
    Row,
    components,
    item_row,
    look_up,
    mapped,
    only,
    question_row,
    union,
)
from .keys import Keys, holding, knowledge, number, numbered, spoken_for
from .refusals import join_refusals
from .tellings import judged, said_again, tellings

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_NEWEST, _SAYINGS, _ASKED = 200, 100, 200  # so many are looked at, as the store does


def _key(*parts: Column) -> Column:
    from pyspark.sql import functions as F

    return F.concat_ws(">", *parts)


def _links(keys: Keys, stories: DataFrame, made: DataFrame) -> DataFrame:
    """(`a`, `b`): commitments that are one: of kinds that are alike, by those who speak for one body, in like words."""
    from pyspark.sql import functions as F

    at, id = F.col("at"), F.col("id")
    listed = made.where("is_alike")
    items = listed.select(*item_row(2 * at, _key(F.col("asker"), F.col("alike")), id))
    bodies = made.join(keys.speaks, made["asker"] == keys.speaks["a"]).where(holding())
    makers = (
        bodies.select("at", "id", "alike", F.col("body").alias("x"))
        .distinct()
        .join(keys.voices, "x")
        .where(holding())
    )
    makers = makers.select("at", "id", "alike", "voice").distinct()
    questions = makers.select(
        *question_row(2 * at + 1, _key(F.col("voice"), F.col("alike")), id, id=id)
    )
    pairs = look_up(items, questions, newest=_NEWEST).select("asks", "id").distinct()
    told = tellings(keys, stories, made.select("at", "id", "day", "text", "to"))
    return judged(pairs, told.localCheckpoint(), "is_same_commitment")


def _of_the_day(keys: Keys, asked: DataFrame, lines: str, method: str) -> DataFrame:
    """(`body`, `day`, `other`, `since`): the members of a body, or the organisations it is a member of, on a day, that
    the record has."""

    def work(rows: Iterator[Row]) -> Iterator[tuple]:
        from datetime import date, timedelta

        base = knowledge(lines)
        for row in rows:
            day = (date(1970, 1, 1) + timedelta(row["day"])).isoformat()
            for key in getattr(base, method)(row["name"], row["type"], day):
                yield row["body"], row["day"], key

    named = keys.actors.selectExpr("id as body", "name", "type")
    found = mapped(asked.distinct().join(named, "body"), work, "body long, day long, key string")
    return found.join(keys.actors.selectExpr("key", "id as other", "since"), "key").select(
        "body", "day", "other", "since"
    )


def _answerers(keys: Keys, asked: DataFrame, lines: str) -> DataFrame:
    """(`id`, `at`, `day`, `x`): of each commitment those who are asked, and the members of those."""
    from pyspark.sql import functions as F

    to = asked.select("id", "at", "day", F.explode("to").alias("body"))
    known = _of_the_day(keys, to.select("body", "day"), lines, "members")
    members = (
        to.join(known, ["body", "day"])
        .where("since <= at")
        .select("id", "at", "day", "body", "other")
    )
    # What reports say of members counts where the knowledge base has none.
    unknown = to.join(members, ["id", "body"], "left_anti")
    told = (
        unknown.join(keys.members, "body")
        .where("since <= at")
        .select("id", "at", "day", F.col("member").alias("other"))
    )
    return (
        to.select("id", "at", "day", F.col("body").alias("x"))
        .union(members.select("id", "at", "day", "other"))
        .union(told)
        .distinct()
    )


def _said_before(keys: Keys, asked: DataFrame, said: DataFrame, lines: str) -> DataFrame:
    """(`asked`, `said`, `at`): sayings of reports that were added before that may answer a commitment."""
    from pyspark.sql import functions as F

    at, day, id = F.col("at"), F.col("day"), F.col("id")
    items = said.select(*item_row(2 * at, F.col("speaker"), id, report=at, **{"from": day}))
    who = _answerers(keys, asked.where("day IS NOT NULL"), lines)
    who = who.join(keys.voices, "x").where(holding()).select("id", "at", "day", "voice").distinct()
    questions = who.select(
        *question_row(
            2 * at + 1,
            F.col("voice"),
            id,
            report=at,
            **{"from": day, "to": day + _native.ANSWER_DAYS},
        )
    )
    found = look_up(items, questions, most=_SAYINGS)
    return found.select(F.col("asks").alias("asked"), F.col("id").alias("said"))


def _asked_before(keys: Keys, asked: DataFrame, said: DataFrame, lines: str) -> DataFrame:
    """(`asked`, `said`): commitments of reports that were added before that a saying may answer."""
    from pyspark.sql import functions as F

    at, day, id = F.col("at"), F.col("day"), F.col("id")
    to = asked.where("day IS NOT NULL").select(
        "at", "id", "day", "asker", F.explode("to").alias("body")
    )
    items = to.select(
        *item_row(2 * at, _key(F.col("asker"), F.col("body")), id, report=at, **{"from": day})
    )
    own = said.select("id", "at", "day", "speaker")
    bodies = (
        own.join(keys.speaks, own["speaker"] == keys.speaks["a"])
        .where(holding())
        .select("id", "at", "day", "body")
    )
    bodies = bodies.distinct().localCheckpoint()
    known = _of_the_day(keys, bodies.select("body", "day"), lines, "organisations")
    known = (
        bodies.join(known, ["body", "day"])
        .where("since <= at")
        .select("id", "at", "day", F.col("other").alias("body"))
    )
    bodies = bodies.union(known).distinct()
    about = (
        said.select("id", "at", F.explode("named").alias("x"))
        .join(keys.voices, "x")
        .where(holding())
    )
    # Who asked somebody, and who was asked by somebody: few of all.
    about = (
        about.select("id", "voice")
        .distinct()
        .join(to.select(F.col("asker").alias("voice")).distinct(), "voice", "left_semi")
    )
    bodies = bodies.join(to.select("body").distinct(), "body", "left_semi")
    questions = bodies.join(about, "id").select(
        *question_row(
            2 * at + 1,
            _key(F.col("voice"), F.col("body")),
            id,
            report=at,
            **{"from": day - _native.ANSWER_DAYS, "to": day},
        )
    )
    found = look_up(items, questions, most=_ASKED)
    return found.select(F.col("id").alias("asked"), F.col("asks").alias("said"))


def _retold(keys: Keys) -> DataFrame:
    """(`id`): statements that an earlier version of their report has of the same speaker in the same words."""
    from pyspark.sql import functions as F

    said = keys.items("statements").select(
        "at", "id", "folded", F.coalesce(number("speaker"), F.lit(0)).alias("speaker")
    )
    before = said.select(F.col("at").alias("other"), "folded", "speaker")
    own = keys.replaced.join(said, "at")
    return own.join(before, ["other", "folded", "speaker"], "left_semi").select("id").distinct()


def _found_answers(keys: Keys, asked: DataFrame, said: DataFrame, lines: str) -> DataFrame:
    """(`asked`, `said`): what is answered by what, over reports."""
    from pyspark.sql import functions as F

    asked = asked.where("answerable AND asker IS NOT NULL")
    said = said.where("status IS NOT NULL AND day IS NOT NULL").localCheckpoint()
    pairs = (
        _said_before(keys, asked, said, lines)
        .union(_asked_before(keys, asked, said, lines))
        .distinct()
    )
    k = asked.select(F.col("id").alias("asked"), F.col("at").alias("k_at"), "kind", "asker", "text")
    s = said.select(F.col("id").alias("said"), F.col("at").alias("s_at"), "speaker", "words")
    pairs = pairs.join(k, "asked").join(s, "said").withColumn("at", F.greatest("k_at", "s_at"))
    alike = only(
        pairs,
        lambda row: _native.may_answer(row["kind"], row["text"], row["words"]),
        "asked",
        "said",
        "at",
        "asker",
        "speaker",
    ).localCheckpoint()
    named = said.select(F.col("id").alias("said"), F.explode("named").alias("x"))
    about = alike.join(named, "said").join(keys.voices, "x").where(holding()).where("voice = asker")
    # Nobody answers himself, though he is a member of whom he asked.
    one = spoken_for(keys, alike, "speaker").join(
        spoken_for(keys, alike, "asker"), ["asked", "said", "body"]
    )
    both = ["asked", "said"]
    return (
        alike.join(about.select(*both).distinct(), both, "left_semi")
        .join(one.select(*both).distinct(), both, "left_anti")
        .select(*both)
    )


def join_commitments(keys: Keys, stories: DataFrame, lines: str) -> tuple[DataFrame, DataFrame]:
    """(`id`, `at`, `matter`), the first of each commitment's matter, and (`commitment`, `statement`, `status`)."""
    from pyspark.sql import functions as F

    found = (
        keys.items("commitments")
        .withColumns({"asker": number("`from`"), "to": numbered("to")})
        .withColumnRenamed("published", "day")
        .drop("ids", "from")
        .localCheckpoint()
    )
    links = _links(keys, stories, found.where("asker IS NOT NULL"))
    links = links.union(said_again(keys, found)).localCheckpoint()
    first = components(links).withColumnRenamed("node", "id")
    matters = found.join(first, "id", "left").select(
        "id", "at", F.coalesce("first", "id").alias("matter")
    )
    said = (
        keys.items("sayings")
        .withColumns({"speaker": number("speaker"), "named": numbered("named")})
        .drop("ids", "published")
        .localCheckpoint()
    )
    within = found.select("at", "id", F.explode("answers").alias("one")).select(
        F.col("id").alias("asked"),
        (F.col("at") * ITEMS + F.col("one.statement")).alias("said"),
        "one.status",
    )
    new = said.join(_retold(keys), "id", "left_anti")
    over_reports = _found_answers(keys, found, new, lines).join(
        said.selectExpr("id as said", "status"), "said"
    )
    refused = join_refusals(keys, stories, found, said).withColumn("status", F.lit("rejected"))
    # What is answered twice keeps the first answer: a store looks for them in this order.
    ways = union(
        [
            way.select("asked", "said", F.struct(F.lit(n).alias("way"), "status").alias("how"))
            for n, way in enumerate((within, over_reports, refused))
        ]
    )
    answers = ways.groupBy("asked", "said").agg(F.min("how").alias("how"))
    return matters, answers.select(
        F.col("asked").alias("commitment"), F.col("said").alias("statement"), "how.status"
    )
