#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills `casus add` at random moments: nothing acknowledged may be lost, the file must stay whole, a re-run completes it.

usage: kill_test.py CASUS [KILLS [REPORTS]]        (200 kills and 400 reports by default; the seed is fixed)
"""

import contextlib
import json
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

casus, kills = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
rng = random.Random(11)
folder = pathlib.Path(tempfile.mkdtemp(prefix="casus-kill-"))
record, reports = folder / "record.db", folder / "reports.ndjson"
cities = ["Kestrin", "Tamsin", "Ostel", "Garve", "Lund Bay", "Ardal", "Norhaven", "Velm"]
words = [
    "water",
    "border",
    "road",
    "bridge",
    "harvest",
    "market",
    "school",
    "railway",
    "tower",
    "garden",
    "river",
    "island",
    "valley",
    "forest",
    "harbour",
    "museum",
]
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 400
with reports.open("w") as out:
    for i in range(COUNT):
        sample = [rng.choice(words) for _ in range(60)]
        text = (
            f"Talks in {rng.choice(cities)}\n\nThe minister said that the {sample[0]} and the {sample[1]} were closed. "
            + " ".join(
                f"The {w} of {rng.choice(cities)} was number {rng.randrange(10**6)}."
                for w in sample[2:12]
            )
        )
        out.write(
            json.dumps(
                {"id": f"r{i}", "text": text, "date": f"2024-{1 + i % 12:02}-{1 + i % 28:02}"}
            )
            + "\n"
        )

acknowledged, interrupted = set(), 0
for kill in range(kills):
    process = subprocess.Popen(
        [casus, "add", "--record", str(record), "--format", "ndjson", str(reports)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    time.sleep(rng.uniform(0.0, 0.35))
    process.kill()
    lines = process.stdout.read().splitlines()
    process.wait()
    interrupted += process.returncode == -9
    for line in lines:
        with contextlib.suppress(ValueError, KeyError):  # the line the kill cut
            acknowledged.add(json.loads(line)["uid"])
    if record.exists():
        database = sqlite3.connect(record)
        kept = (
            {uid for (uid,) in database.execute("SELECT uid FROM reports")}
            if database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            else set()
        )
        assert acknowledged <= kept, (
            f"kill {kill}: {len(acknowledged - kept)} acknowledged reports are lost"
        )
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok", (
            f"kill {kill}: the file is damaged"
        )
        assert not database.execute("PRAGMA foreign_key_check").fetchall() if kept else True, (
            f"kill {kill}: a row points nowhere"
        )
        database.close()
    if len(acknowledged) >= COUNT - 20:  # nearly complete: begin again, so that the kills hit work
        for end in ("", "-wal", "-shm"):
            pathlib.Path(str(record) + end).unlink(missing_ok=True)
        acknowledged.clear()
done = subprocess.run(
    [casus, "add", "--record", str(record), str(reports)],
    capture_output=True,
    text=True,
    check=False,
)
assert done.returncode == 0, done.stderr
database = sqlite3.connect(record)
assert database.execute("SELECT count(*) FROM reports").fetchone()[0] == COUNT, done.stdout
assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
print(
    f"{kills} runs, {interrupted} killed at work; nothing acknowledged lost; the re-run kept all {COUNT} reports"
)
shutil.rmtree(folder)
