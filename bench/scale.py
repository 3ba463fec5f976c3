#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What reading costs through Python and through Spark, beside the program, in one run: docs/scale.md.

usage: bench/scale.py CASUS REPORTS.ndjson[.xz] [COUNT [ROUNDS [--without-spark]]]      (in a virtual environment with the wheel, and pyspark, psutil)

The three take turns, each with one core's work: `--jobs 1`, `threads=1`, `local[1]`. Processor time is user and system time of
all that works (for Spark the virtual machine and its workers), after a first, uncounted round. Ratios are of minima.
"""

import itertools
import json
import lzma
import os
import sys
import tempfile
import time

import casus

program, source = sys.argv[1], sys.argv[2]
count = int(sys.argv[3]) if len(sys.argv) > 3 else 100
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
with_spark = "--without-spark" not in sys.argv

os.environ["PYSPARK_PYTHON"] = sys.executable
with (lzma.open if source.endswith(".xz") else open)(source, "rt", encoding="utf-8") as lines:
    reports = [json.loads(line) for line in itertools.islice(lines, count)]
reports = [
    {key: report.get(key) for key in ("id", "text", "url", "date", "title")} for report in reports
]
folder = tempfile.mkdtemp(prefix="casus-scale-")
path = os.path.join(folder, "reports.ndjson")
with open(path, "w", encoding="utf-8") as out:
    out.writelines(
        json.dumps({key: value for key, value in report.items() if value}) + "\n"
        for report in reports
    )

reader = casus.Reader()
if with_spark:
    import casus.spark
    import psutil
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "1g")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    columns = "id string, text string, url string, date string, title string"
    frame = (
        spark.createDataFrame([tuple(report.values()) for report in reports], columns)
        .coalesce(1)
        .cache()
    )
    frame.count()


def tree():
    """Processor seconds of Spark's virtual machine and all below it."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        try:
            times = process.cpu_times()
            total += times.user + times.system
        except psutil.Error:
            pass
    return total


def by_program():
    child = os.posix_spawn(
        program,
        [program, "read", "--from", "ndjson", "--jobs", "1", "--format", "ndjson", path],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    used = os.wait4(child, 0)[2]
    return used.ru_utime + used.ru_stime


def by_python():
    before = time.process_time()
    size = sum(
        len(record.to_json())
        for record in reader.read_many(reports, threads=1)
        if isinstance(record, casus.Record)
    )
    assert size > 0
    return time.process_time() - before


def by_spark():
    before = tree()
    casus.spark.read(frame).write.mode("overwrite").parquet(os.path.join(folder, "out"))
    return tree() - before


ways = {"program": by_program, "python": by_python} | ({"spark": by_spark} if with_spark else {})
found = {name: [] for name in ways}
for turn in range(rounds + 1):
    for name, work in ways.items():
        started = time.perf_counter()
        used = work()
        print(f"turn {turn}: {name} {used:.2f} s", file=sys.stderr, flush=True)
        if turn > 0:
            found[name].append((used, time.perf_counter() - started))
words = sum(len(report["text"].split()) for report in reports)
best = {name: min(used for used, _ in values) for name, values in found.items()}
for name, values in found.items():
    wall = min(wall for _, wall in values)
    print(
        f"{name}: {best[name]:.2f} s of processor time for {len(reports)} reports, {words} words; speed {best['program'] / best[name]:.3f}"
        f" of the program's; {len(reports) / best[name]:.1f} reports a second and core; wall {wall:.2f} s"
    )
if with_spark:
    size = sum(
        os.path.getsize(os.path.join(folder, "out", name))
        for name in os.listdir(os.path.join(folder, "out"))
        if name.endswith(".parquet")
    )
    text = sum(len(report["text"].encode()) for report in reports)
    print(
        f"Parquet: {size / len(reports):.0f} bytes a report, of texts of {text / len(reports):.0f}"
    )
    workers = [
        p
        for p in psutil.Process().children(recursive=True)
        if "pyspark" in " ".join(p.cmdline()) and "java" not in p.name()
    ]
    if workers:
        info = max((p.memory_full_info() for p in workers), key=lambda one: one.rss)
        print(f"a worker: {info.rss / 1e6:.0f} MB resident, {info.uss / 1e6:.0f} MB of it its own")
    spark.stop()
