# SPDX-License-Identifier: Apache-2.0
"""What no single report holds, in Spark: stories, matters, answers, events told by several. Needs pyspark.

    records = spark.read.parquet("records")            # what casus.spark.read wrote
    joined = casus.joins.join(records.withColumn("order", ...))
    joined.stories, joined.claims, joined.commitments, joined.answers, joined.events

They are those that a store finds to which the same records are added by `order`: each looks at what was there when it
came. The library gives the keys of a record and judges every pair; Spark brings together what has a key in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..versions import told_before
from .claims import join_claims
from .commitments import join_commitments
from .events import join_events
from .frames import ITEMS
from .keys import read_keys
from .stories import join_stories

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["ITEMS", "Joined", "join"]


@dataclass
class Joined:
    """What was joined. An item's `id` is `at * ITEMS + n`: the place of its report, and its own in the record."""

    copies: DataFrame
    """(`at`, `copy_of`): reports that are near copies of earlier ones; they have no part in what follows."""
    versions: DataFrame
    """(`at`, `version_of`): reports that replace earlier ones, with the first of their versions."""
    stories: DataFrame
    """(`at`, `story`, `since`): reports of stories; a story is named by the report that began it, with an earlier one that
    was alike: `since` is the report that put it there."""
    claims: DataFrame
    """(`id`, `at`, `matter`, `disputed`): the first claim of each claim's matter."""
    commitments: DataFrame
    """(`id`, `at`, `matter`): the first commitment of each one's matter."""
    answers: DataFrame
    """(`commitment`, `statement`, `status`): what was answered by what, and how."""
    events: DataFrame
    """(`id`, `at`, `first`): the first telling of each event."""


def join(records: DataFrame, *, order: str = "order", actors: str = "") -> Joined:
    """Joins the rows of `casus.spark.read` over reports. `order` is a column of whole numbers, one each, from 1: the
    order in which a store would get them, such as that of their days. Reports with the same text and day must be left
    out before; so are those with an `error`. `actors` are those that the records were read with."""
    from pyspark.sql import functions as F

    read = records.where("error IS NULL")
    report = [F.col(f"report.{name}") for name in ("text", "title", "url", "agency", "published")]
    told = told_before(read.select(order, *report), order=order, text="text").localCheckpoint()
    copied = told.where("copy_of IS NOT NULL").select("at", "copy_of")
    versions = told.where("version_of IS NOT NULL").select("at", "version_of")
    own = read.join(copied, read[order] == copied["at"], "left_anti")
    keys = read_keys(own, versions, order, actors)
    stories = join_stories(keys).localCheckpoint()
    matters, answers = join_commitments(keys, stories, actors)
    claims, events = join_claims(keys, stories), join_events(keys, stories)
    return Joined(copied, versions, stories, claims, matters, answers, events)
