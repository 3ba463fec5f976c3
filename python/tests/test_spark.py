# SPDX-License-Identifier: Apache-2.0
import gzip
import os
import pathlib
import signal
import subprocess
import sys
import time

import casus
import pytest
from conftest import report

pytest.importorskip("pyspark")
import casus.spark


def as_rows(frame):
    return {row["id"]: row for row in frame.collect()}


def test_records_are_those_of_one_machine(spark, reader):
    texts = {str(n): report(n) for n in range(12)}
    frame = spark.createDataFrame(
        [(id, text, "2025-11-18") for id, text in texts.items()],
        "id string, text string, date string",
    )
    found = as_rows(casus.spark.read(frame.repartition(3)))
    assert found.keys() == texts.keys()
    for id, text in texts.items():
        here = reader.read({"id": id, "text": text, "date": "2025-11-18"}).to_dict()
        row = found[id].asDict(recursive=True)
        assert (
            row["error"] is None
            and row["day"].isoformat() == "2025-11-18"
            and row["report"]["text"] == text
        )
        assert [s["id"] for s in row["statements"]] == [s["id"] for s in here["statements"]]
        assert [
            [tuple(span.values()) for span in s["content_spans"]] for s in row["statements"]
        ] == [[tuple(span) for span in s["content_spans"]] for s in here["statements"]]
        assert [(e["type"], e["source"], e["target"]) for e in row["events"]] == [
            (e["type"], e["source"], e["target"]) for e in here["events"]
        ]


def test_bad_reports_are_rows_with_an_error(spark):
    rows = [
        ("empty", b"", None),
        ("none", None, None),
        ("binary", bytes(range(256)) * 40, None),
        ("day", b"Velmar agreed.", "soon"),
        ("good", report(1).encode(), "2025-11-18"),
    ]
    found = as_rows(
        casus.spark.read(spark.createDataFrame(rows, "id string, text binary, date string"))
    )
    assert {id: (row["error"] or "")[:5] for id, row in found.items()} == {
        "empty": "C0101",
        "none": "C0101",
        "binary": "C0102",
        "day": "C0111",
        "good": "",
    }


def archive(path, pages, together=False):
    """A WARC of pages, compressed record by record as crawls are, or whole."""

    def record(kind, url, body):
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:casus:{url}>\r\nWARC-Date: 2025-11-18T10:00:00Z\r\n"
            f"WARC-Target-URI: http://example.org/{url}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body + b"\r\n\r\n"

    parts = [record("warcinfo", "info", b"software: ours\r\n")]
    for number, page in enumerate(pages):
        parts.append(
            record(
                "response",
                str(number),
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page,
            )
        )
    path.write_bytes(
        gzip.compress(b"".join(parts)) if together else b"".join(map(gzip.compress, parts))
    )
    return path


def page(number):
    return f"<html><head><title>Report {number}</title></head><body><article><p>{report(number)}</p></article></body></html>".encode()


def test_an_archive_is_read_the_same_in_any_parts(spark, tmp_path, program):
    path = archive(tmp_path / "pages.warc.gz", [page(n) for n in range(20)])
    wanted = program("read", "--format", "ndjson", path, lines=True)
    assert len(wanted) == 20
    for split_bytes in (path.stat().st_size * 2, path.stat().st_size // 7):
        found = casus.spark.warc(spark, str(tmp_path / "*.warc.gz"), split_bytes=split_bytes)
        rows = as_rows(found)
        assert {id: row["report"]["text"] for id, row in rows.items()} == {
            one["report"]["id"]: one["report"]["text"] for one in wanted
        }
        assert found.count() == 20 and all(row["error"] is None for row in rows.values())


def test_archives_that_cannot_be_cut_are_read_whole_and_damage_is_a_row(spark, tmp_path):
    whole = archive(tmp_path / "whole.warc.gz", [page(n) for n in range(4)], together=True)
    found = casus.spark.warc(spark, str(whole), split_bytes=whole.stat().st_size // 3).collect()
    assert [row["error"] for row in found] == [None] * 4
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(
        archive(tmp_path / "all.warc.gz", [page(n) for n in range(4)]).read_bytes()[:-40]
    )
    found = casus.spark.warc(spark, [str(cut)]).collect()
    assert [(row["error"] or "")[:5] for row in found].count("C0112") == 1
    assert len(found) == 4 and sum(row["error"] is None for row in found) == 3


def test_a_skewed_partition_loses_nothing(spark):
    rows = [(str(n), report(n), "a" if n < 57 else "b") for n in range(60)]
    frame = spark.createDataFrame(rows, "id string, text string, source string").repartition(
        4, "source"
    )
    assert max(map(len, frame.rdd.glom().collect())) >= 57
    assert casus.spark.read(frame).select("id").distinct().count() == 60


def test_a_report_over_the_limit_of_memory_is_a_row(reader, monkeypatch):
    class Full:
        def read_parcel(self, one):
            raise MemoryError

    monkeypatch.setattr(reader, "_native", Full())
    assert reader.try_read({"id": "big", "text": "words"}).code == "C0418"


def test_a_killed_worker_is_started_again(tmp_path):
    """A worker that the system ends for want of memory: its part is read again by another, without doubles."""
    mark = str(tmp_path / "killed")
    found = _in_another(
        "local[2,4]",
        f"""
frame = spark.createDataFrame([(str(n), report(n)) for n in range(8)], "id string, text string").repartition(2)
def die_once(batches):
    for batch in batches:
        if not os.path.exists({mark!r}):
            open({mark!r}, "x").close()
            os.kill(os.getpid(), 9)
        yield batch
print(casus.spark.read(frame.mapInArrow(die_once, frame.schema)).select("id").distinct().count())
""",
    )
    assert os.path.exists(mark) and found.stdout.split()[-1] == "8", found.stderr[-2000:]


HEAD = f"""
import os, sys
sys.path.insert(0, {str(pathlib.Path(__file__).parent)!r})
import casus.spark
from conftest import report
from pyspark.sql import SparkSession
spark = SparkSession.builder.master(MASTER).config("spark.ui.enabled", "false").config("spark.driver.memory", "1g").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
"""


def _in_another(master, code, **options):
    return subprocess.run(
        [sys.executable, "-c", f"MASTER = {master!r}\n{HEAD}\n{code}"],
        capture_output=True,
        text=True,
        **options,
    )


def test_a_killed_job_runs_again_without_doubles(tmp_path):
    """Killed while its second half is read: what the first job wrote stands, and the next makes the rest, once."""
    out = tmp_path / "records"
    write = f"""
def frame(last):
    return spark.createDataFrame([(str(n), report(n)) for n in range(last)], "id string, text string").repartition(2)
print(casus.spark.write_new(frame(COUNT), {str(out)!r}))
"""
    first = _in_another("local[2]", "COUNT = 20\n" + write)
    assert first.stdout.split()[-1] == "20", first.stderr[-2000:]
    running = subprocess.Popen(
        [sys.executable, "-c", f"MASTER = 'local[2]'\n{HEAD}\nCOUNT = 4000\n{write}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 900
    while not list(out.rglob("_temporary")) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert running.poll() is None and list(out.rglob("_temporary")), (
        "the second job was not caught at work"
    )
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    second = _in_another("local[2]", "COUNT = 60\n" + write)
    assert second.stdout.split()[-1] == "60", second.stderr[-2000:]


def test_copies_are_those_of_the_store(spark, reader, tmp_path):
    """Reprints, cut ones, notes within long reports, reports that only share their boilerplate, and what is much like
    another and tells more: corrections and new figures."""
    plain = [
        report(n) + " " + " ".join(report(1000 + 7 * n + k) for k in range(3)) for n in range(30)
    ]
    texts = []
    for n, text in enumerate(plain):
        texts.append(text)
        if n % 3 == 0:
            texts.append("LAKEPORT (Casus Wire) " + text + " It was a cold day.")
        if n % 5 == 0:
            texts.append(text[: len(text) * 2 // 3])
        if n % 7 == 0:
            texts.append(text[: len(text) // 4])
        if n % 4 == 0:
            texts.append("Correction: " + text)
        if n % 6 == 0:
            texts.append(text + " Of 340 beds 77 were empty.")
    db = tmp_path / "record.db"
    store = casus.Store(db)
    store.add(texts, reader=reader)
    wanted = {
        int(row["id"][1:]): int(row["copy_of"][1:])
        for row in store.reports(type="copy", limit=1000)
    }
    frame = spark.createDataFrame(
        [(n + 1, text) for n, text in enumerate(texts)], "order long, text string"
    ).repartition(4)
    found = {row["order"]: row["copy_of"] for row in casus.spark.copies(frame).collect()}
    assert len(wanted) >= 12 and found == wanted


def test_what_spark_writes_is_read_by_others(spark, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    frame = spark.createDataFrame(
        [(str(n), report(n), "2025-11-18") for n in range(4)], "id string, text string, date string"
    )
    casus.spark.read(frame).write.partitionBy("day").parquet(str(tmp_path / "out"))
    assert pq.read_table(tmp_path / "out").num_rows == 4
    assert (tmp_path / "out" / "day=2025-11-18").is_dir()
