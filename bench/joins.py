#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What joining reports in Spark costs, and by which law it grows: docs/scale.md.

usage: bench/joins.py RECORDS.ndjson COUNT...      (in a virtual environment with the wheel, pyspark and psutil)

RECORDS.ndjson is what `casus read --format ndjson` wrote; COUNT reports are made of it as the test does (python/tests/altered.py).
For each count and part of the joins: wall time, processor time of the virtual machine and its workers, bytes that stages handed
on (shuffle). In the end, of each part the power of the number of reports by which it grew.
"""

import json
import math
import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "python/tests"))
os.environ["PYSPARK_PYTHON"] = sys.executable

import casus
import casus.joins
import casus.spark
import casus.versions
import psutil
import pyarrow
import pyarrow.parquet
from altered import many
from pyspark.sql import SparkSession

logs = tempfile.mkdtemp(prefix="casus-joins-")
spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.memory", "2g")
    .config("spark.sql.shuffle.partitions", "8")
    .config("spark.eventLog.enabled", "true")
    .config("spark.eventLog.dir", "file://" + logs)
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")


def used():
    """Processor seconds of the virtual machine and all below it, workers that ended with them."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        try:
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
        except psutil.Error:
            pass
    return total


def shuffled():
    """Bytes that all stages so far handed on."""
    total = 0
    for file in pathlib.Path(logs).rglob("*"):
        if not file.is_file():
            continue
        for line in file.read_text().splitlines():
            if '"SparkListenerTaskEnd"' in line:
                metrics = json.loads(line).get("Task Metrics") or {}
                total += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
    return total


def read_back(records, folder):
    """The records as a frame of Parquet, with their order."""
    for number in range(0, len(records), 256):
        some = records[number : number + 256]
        batch = pyarrow.record_batch(casus.tables.batch(some))
        order = pyarrow.array(range(number + 1, number + 1 + len(some)))
        table = pyarrow.Table.from_batches([batch]).append_column("order", order)
        pyarrow.parquet.write_table(table, f"{folder}/{number}.parquet")
    return spark.read.parquet(folder).repartition(8, "id")


def measured(work):
    before, handed, started = used(), shuffled(), time.perf_counter()
    rows = work()
    return rows, time.perf_counter() - started, used() - before, shuffled() - handed


with open(sys.argv[1], encoding="utf-8") as lines:
    base = [json.loads(line) for line in lines]
found = {}
for count in map(int, sys.argv[2:]):
    records = {}
    for one in many(base, count):
        record = casus.Record.from_json(json.dumps(one))
        records.setdefault(record.uid, record)
    frame = read_back(list(records.values()), tempfile.mkdtemp(prefix="casus-joins-"))
    held = {}

    def keys():
        about = ("text", "title", "url", "agency", "published")
        reports = frame.select("order", *(f"report.{name}" for name in about))
        told = casus.versions.told_before(reports, order="order", text="text").localCheckpoint()
        copied = told.where("copy_of IS NOT NULL").selectExpr("at as order")
        versions = told.where("version_of IS NOT NULL").select("at", "version_of")
        own = frame.join(copied, "order", "left_anti")
        held["keys"] = casus.joins.keys.read_keys(own, versions, "order", "")
        return told.count()

    def both():
        matters, answers = casus.joins.commitments.join_commitments(
            held["keys"], held["stories"], ""
        )
        return matters.count() + answers.count()

    def stories():
        held["stories"] = casus.joins.stories.join_stories(held["keys"]).localCheckpoint()
        return held["stories"].count()

    parts = {
        "copies and keys": keys,
        "stories": stories,
        "claims": lambda: casus.joins.claims.join_claims(held["keys"], held["stories"]).count(),
        "commitments": both,
        "events": lambda: casus.joins.events.join_events(held["keys"], held["stories"]).count(),
    }
    for name, work in parts.items():
        rows, wall, cpu, handed = measured(work)
        found.setdefault(name, []).append((len(records), cpu, handed))
        print(
            f"{len(records)} reports, {name}: {wall:.1f} s, {cpu:.1f} s of processor time, {handed / 1e6:.2f} MB handed on, {rows} rows",
            flush=True,
        )
    spark.catalog.clearCache()
for name, values in found.items():
    if len(values) > 1:
        (n, cpu, handed), (m, more, most) = values[0], values[-1]
        power = lambda a, b: math.log(b / a) / math.log(m / n) if a > 0 and b > 0 else 0.0
        print(
            f"{name}: processor time grows by n^{power(cpu, more):.2f}, bytes by n^{power(handed, most):.2f}"
        )
spark.stop()
