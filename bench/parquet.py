#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Asking a Parquet record of many synthetic reports with DuckDB: docs/scale.md.

usage: bench/parquet.py RECORD.db FOLDER [REPORTS [THREADS]]      (in a virtual environment with the wheel, pyarrow and duckdb)

The record's Parquet, as casus.write_parquet writes it, is told again and again with new ids, each time of another stretch of
a year, until there are so many reports; FOLDER keeps it, a file a day and kind. Then the ten questions of docs/parquet.md are
asked of it, two states and an organisation of the record put for theirs, three times each, and the median counts: how many
items there are and fifty of them, as the command line gives. Wall time, and processor time of all threads.
"""

import datetime
import pathlib
import re
import shutil
import statistics
import sys
import time

import casus
import duckdb

KINDS = ("statements", "events", "claims", "commitments", "relations", "reports")
record, folder = sys.argv[1], pathlib.Path(sys.argv[2])
wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
threads = int(sys.argv[4]) if len(sys.argv) > 4 else 2
ROOT = pathlib.Path(__file__).resolve().parents[1]

database = duckdb.connect(config={"threads": threads, "memory_limit": "3GB"})
database.execute("SET preserve_insertion_order = false")


def files(kind):
    return f"read_parquet('{folder}/{kind}/**/*.parquet', hive_partitioning = true)"


def day_of(number):
    return datetime.date(2025, 1, 1) + datetime.timedelta(number)


def make():
    """A year of days, each the record's items under new ids: its reports are as many a day, its actors the same."""
    one = folder.with_name(folder.name + ".one")
    casus.write_parquet(casus.Store(record, read_only=True), one, overwrite=True)
    for kind in KINDS:
        database.execute(
            f"CREATE TABLE {kind} AS SELECT * EXCLUDE (day) FROM read_parquet('{one}/{kind}/**/*.parquet', hive_partitioning = true)"
        )
    reports = database.execute("SELECT count(*) FROM reports").fetchone()[0]
    times = -(-wanted // reports)
    days = min(365, times)
    for kind in KINDS:
        for day in range(days):
            target = folder / kind / f"day={day_of(day)}"
            target.mkdir(parents=True, exist_ok=True)
            database.execute(
                f"""COPY (SELECT * REPLACE (id || '.' || again AS id, DATE '{day_of(day)}' AS published)
                FROM {kind}, range({day}, {times}, {days}) t(again)) TO '{target}/part-0.parquet'
                (FORMAT parquet, COMPRESSION zstd)"""
            )
    for kind in ("actors", "stories"):
        shutil.copytree(one / kind, folder / kind)


if not folder.exists():
    make()
database.close()
database = duckdb.connect(config={"threads": threads, "memory_limit": "3GB"})
for kind in (*KINDS, "actors"):
    database.execute(f"CREATE VIEW {kind} AS FROM {files(kind)}")
states = [
    name
    for (name,) in database.execute(
        "SELECT name FROM actors WHERE type = 'state' ORDER BY reports DESC LIMIT 2"
    ).fetchall()
]
body = database.execute(
    "SELECT name FROM actors WHERE type = 'organization' ORDER BY reports DESC LIMIT 1"
).fetchone()[0]
size = sum(file.stat().st_size for file in folder.rglob("*.parquet"))
count = database.execute("SELECT count(*) FROM reports").fetchone()[0]
print(
    f"{count} reports, {size / 1e9:.2f} GB of Parquet, {threads} threads, DuckDB {duckdb.__version__}"
)
questions = re.findall(
    r"```sh\n(casus .*?)\n```\n```sql\n(.*?)\n```", (ROOT / "docs/parquet.md").read_text(), re.S
)
names = {
    "Velmar": states[0],
    "Sorania": states[1],
    "Council of Lake States": body,
    "2025-10": "2022-09",
}
for command, sql in questions:
    for known, name in names.items():
        sql = sql.replace(known, name.replace("'", "''"))
        command = command.replace(known, name)
    took, used = [], []
    for _ in range(3):
        started, before = time.perf_counter(), time.process_time()
        ((rows, _),) = database.execute(f"SELECT count(*), max(id, 50) FROM ({sql})").fetchall()
        took.append(time.perf_counter() - started)
        used.append(time.process_time() - before)
    print(
        f"{statistics.median(took):6.2f} s, {statistics.median(used):6.2f} s of processor time  {rows:9} items  {command}",
        flush=True,
    )
