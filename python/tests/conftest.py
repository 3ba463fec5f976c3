# SPDX-License-Identifier: Apache-2.0
import os
import pathlib
import random
import sys

import casus
import pytest

os.environ["PYSPARK_PYTHON"] = sys.executable  # Spark's workers have what this process has

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CASUS", str(ROOT / "build/release/casus"))
EXAMPLE = ROOT / "examples/lake-accord.txt"
DISPUTE = sorted((ROOT / "examples/lake-dispute").glob("*.html"))
ACTORS = (ROOT / "examples/lake-dispute/actors.tsv").read_text()

SUBJECTS = [
    "the fishing quota",
    "the rail tunnel",
    "the border post",
    "the grain levy",
    "the ferry line",
    "the reservoir",
]
WORDS = [
    "harbour",
    "market",
    "railway",
    "garden",
    "valley",
    "forest",
    "museum",
    "tower",
    "island",
    "bridge",
    "school",
    "station",
    "factory",
    "council",
]


def report(number):
    """A short report of our own, with words of its own."""
    dice = random.Random(number)
    subject = dice.choice(SUBJECTS)
    around = " ".join(dice.choice(WORDS) for _ in range(60))
    return (
        f"Velmar rejected a plan for {subject} on Tuesday, its President Oskar Tamm said. Sorania accused Velmar of delay. "
        f"The {around} number {number} was closed."
    )


@pytest.fixture(scope="session")
def reader():
    return casus.Reader()


@pytest.fixture(scope="session")
def record(reader):
    return reader.read(EXAMPLE.read_text(), date="2025-11-18")


@pytest.fixture(scope="session")
def program():
    """Runs the command line, for what must be the same there and here."""
    import json
    import subprocess

    if not os.access(PROGRAM, os.X_OK):
        pytest.fail(f"no program at {PROGRAM}: make build")

    def run(*arguments, lines=False):
        done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return (
            [json.loads(line) for line in done.stdout.splitlines()]
            if lines
            else json.loads(done.stdout)
        )

    return run


@pytest.fixture(scope="session")
def dispute_db(tmp_path_factory):
    """The seven linked reports of the examples, kept."""
    path = tmp_path_factory.mktemp("dispute") / "record.db"
    store = casus.Store(path, actors=ACTORS)
    added = store.add(page.read_bytes() for page in DISPUTE)
    assert (added.new, added.copies, added.errors) == (6, 1, [])
    return path


@pytest.fixture(scope="session")
def store(dispute_db):
    return casus.Store(dispute_db, read_only=True)


@pytest.fixture(scope="session")
def spark():
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .appName("casus")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.memory", "1g")
        .getOrCreate()
    )
    yield spark
    spark.stop()
