# SPDX-License-Identifier: Apache-2.0
"""Which reports are near copies of earlier ones, and which replace them, in Spark (src/store/versions.h)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from . import _native

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

_ABOUT = ("text", "title", "url", "agency", "published")


def told_before(df: DataFrame, *, order: str, text: str) -> DataFrame:
    """(`at`, `copy_of`, `version_of`): reports that are near copies of earlier ones or replace them, with the first that
    they are copies or versions of. By their texts, and by the columns title, url, agency, published where `df` has them."""
    from pyspark.sql import functions as F

    known = (
        F.coalesce(F.col(name).cast("string"), F.lit("")) if name in df.columns else F.lit("")
        for name in _ABOUT[1:]
    )
    about = (column.alias(name) for name, column in zip(_ABOUT[1:], known, strict=True))
    reports = df.select(df[order].cast("long").alias("at"), df[text].alias("text"), *about)
    samples = _samples(reports).persist()
    judged = _judged(_likest(samples), reports).localCheckpoint()
    copies = _first_of(judged.where("is_copy").select("at", F.col("other").alias("of")))
    copies = copies.withColumnRenamed("of", "copy_of")
    original = copies.select(F.col("at").alias("other"), "copy_of")
    replacing = judged.where("is_version").join(original, "other", "left")
    replacing = replacing.select("at", F.coalesce("copy_of", "other").alias("of"))
    alone = reports.join(copies, "at", "left_anti")
    others = _of_one_address(alone, samples).join(replacing, "at", "left_anti")
    versions = _first_of(replacing.union(others)).withColumnRenamed("of", "version_of")
    return copies.select("at", "copy_of", F.lit(None).cast("long").alias("version_of")).union(
        versions.select("at", F.lit(None).cast("long").alias("copy_of"), "version_of")
    )


def _samples(reports: DataFrame) -> DataFrame:
    """(`at`, `shingles`, `sampled`): the samples of shingles, and how many there are."""
    from pyspark.sql import functions as F

    def sample(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        for batch in batches:
            shingles = [_native.shingles(row["text"]) for row in batch.to_pylist()]
            yield pyarrow.record_batch(
                {
                    "at": batch.column("at"),
                    "shingles": pyarrow.array(shingles, pyarrow.list_(pyarrow.int64())),
                }
            )

    samples = reports.select("at", "text").mapInArrow(sample, "at long, shingles array<long>")
    return samples.withColumn("sampled", F.size("shingles"))


def _likest(samples: DataFrame) -> DataFrame:
    """(`at`, `other`): of each report the earlier one that it is likest to, where it is much like one."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    by_shingle = Window.partitionBy("shingle").orderBy("at")
    ranked = (
        samples.select("at", "sampled", F.explode("shingles").alias("shingle"))
        .withColumn("rank", F.row_number().over(by_shingle))
        .where(F.col("rank") <= _native.BOILERPLATE)
    )
    earlier = ranked.select(
        "shingle", F.col("at").alias("other"), F.col("sampled").alias("other_sampled")
    )
    shared = (
        ranked.join(earlier, "shingle")
        .where(F.col("other") < F.col("at"))
        .groupBy("at", "other", "sampled", "other_sampled")
        .agg(F.count("*").alias("shared"))
    )
    least, most = F.least("sampled", "other_sampled"), F.greatest("sampled", "other_sampled")
    share = F.col("shared") / least
    best = Window.partitionBy("at").orderBy(F.desc("share"), "other")
    return (
        shared.where(F.col("shared") >= _native.LEAST_SHARED)
        .where((least >= _native.LEAST_SIZE * most) & (share > _native.MOSTLY_SHARED))
        .withColumn("share", share)
        .withColumn("rank", F.row_number().over(best))
        .where("rank = 1")
        .select("at", "other")
    )


def _judged(pairs: DataFrame, reports: DataFrame) -> DataFrame:
    """(`at`, `other`, `is_copy`, `is_version`): what each report is to the other."""
    from pyspark.sql import functions as F

    def judge(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        for batch in batches:
            found = [
                _native.standing(tuple(row["own"].values()), tuple(row["its"].values()))
                for row in batch.to_pylist()
            ]
            yield pyarrow.record_batch(
                {
                    "at": batch.column("at"),
                    "other": batch.column("other"),
                    "is_copy": pyarrow.array([copy for copy, _ in found], pyarrow.bool_()),
                    "is_version": pyarrow.array([version for _, version in found], pyarrow.bool_()),
                }
            )

    own = reports.select("at", F.struct(*_ABOUT).alias("own"))
    its = reports.select(F.col("at").alias("other"), F.struct(*_ABOUT).alias("its"))
    whole = pairs.join(own, "at").join(its, "other").select("at", "other", "own", "its")
    return whole.mapInArrow(judge, "at long, other long, is_copy boolean, is_version boolean")


def _of_one_address(reports: DataFrame, samples: DataFrame) -> DataFrame:
    """(`at`, `of`): reports that tell more than the newest earlier one of their address, and have enough in common."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    by_address = Window.partitionBy("url").orderBy("at")
    at_url = reports.where("url <> ''").withColumns(
        {name: F.lag(column).over(by_address) for name, column in (("of", "at"), ("than", "text"))}
    )
    pairs = at_url.where("of IS NOT NULL").select("at", "of", "text", "than")
    its = samples.select(
        F.col("at").alias("of"), F.col("shingles").alias("others"), F.col("sampled").alias("its")
    )
    shared = F.size(F.array_intersect("shingles", "others")).alias("shared")
    pairs = pairs.join(samples, "at").join(its, "of")
    pairs = pairs.select("at", "of", "text", "than", shared, "sampled", "its")

    def judge(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        for batch in batches:
            kept = [
                _native.share_enough_for_versions(row["shared"], row["sampled"], row["its"])
                and _native.tells_more(row["text"], row["than"], True)
                for row in batch.to_pylist()
            ]
            yield batch.filter(pyarrow.array(kept, pyarrow.bool_())).select(["at", "of"])

    return pairs.mapInArrow(judge, "at long, of long")


def _first_of(found: DataFrame) -> DataFrame:
    """What is of one that is of another is of the first; each round halves the longest chain."""
    from pyspark.sql import functions as F

    while True:
        found = found.localCheckpoint()
        up = found.select(F.col("at").alias("of"), F.col("of").alias("first"))
        longer = found.join(up, "of", "left")
        if longer.where("first IS NOT NULL").isEmpty():
            return found
        found = longer.select("at", F.coalesce("first", "of").alias("of"))
