#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A record shared by a team: DuckDB over Parquet beside PostgreSQL, in one run: docs/scale.md.

usage: bench/shared.py FOLDER [CLIENTS [ROUNDS]]      (FOLDER of bench/parquet.py; with the wheel, pyarrow, duckdb, psycopg[binary])

The statements of the folder are copied into a PostgreSQL of Debian's (its defaults; with indexes of speaker and day, of act and
day, of whom it was said to, and the row as jsonb), in a cluster of its own under /tmp that is deleted in the end; needs root, or
the right to become `postgres`. Then so many clients at once ask both what an actor said, with and without a month, each another
actor; and as many writers add reports of nine statements to PostgreSQL, a transaction each.
"""

import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import duckdb
import psycopg
import psycopg.types.json
from casus.folder import Folder

source = pathlib.Path(sys.argv[1])
clients = int(sys.argv[2]) if len(sys.argv) > 2 else 20
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
BIN = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
home = pathlib.Path(tempfile.mkdtemp(prefix="casus-shared-"))


def postgres(command):
    subprocess.run(["su", "postgres", "-c", command], check=True, stdout=subprocess.DEVNULL)


subprocess.run(["chown", "postgres", home], check=True)
postgres(f"{BIN}/initdb -D {home}/data -A trust")
postgres(
    f"{BIN}/pg_ctl -D {home}/data -w -l {home}/log -o '-k {home} -p 5499 -c listen_addresses= -c max_connections=60' start"
)


def connect():
    return psycopg.connect(host=str(home), port=5499, user="postgres", autocommit=False)


def load():
    rows = duckdb.connect(config={"threads": 1}).execute(
        f"""SELECT s.id, s.speaker.id, s.act, s."date"."from", list_transform(s."to", lambda who: who.id), to_json(s)::VARCHAR
        FROM read_parquet('{source}/statements/**/*.parquet', hive_partitioning = true) s"""
    )
    with connect() as here, here.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE statements (id text, speaker text, act text, day date, addressees text[], row jsonb)"
        )
        with cursor.copy("COPY statements FROM STDIN") as copy:
            while some := rows.fetchmany(10_000):
                for row in some:
                    copy.write_row(row)
        cursor.execute("CREATE INDEX ON statements (speaker, day DESC, id DESC)")
        cursor.execute("CREATE INDEX ON statements (act, day)")
        cursor.execute("CREATE INDEX ON statements USING gin (addressees)")
        cursor.execute("ANALYZE statements")


def at_once(work):
    """Seconds of each of `clients` threads' questions."""
    took = []

    def one(number):
        for turn in range(rounds):
            started = time.perf_counter()
            work(number, turn)
            took.append(time.perf_counter() - started)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, time.perf_counter() - started


def told(name, took, wall):
    ordered = sorted(took)
    print(
        f"{name}: {clients} clients, median {statistics.median(took):.3f} s, 95 in 100 within {ordered[int(0.95 * len(ordered))]:.3f} s, "
        f"{len(took) / wall:.1f} a second",
        flush=True,
    )


try:
    started = time.perf_counter()
    load()
    loading = time.perf_counter() - started
    with connect() as here:
        size = here.execute("SELECT pg_total_relation_size('statements')").fetchone()[0]
        count = here.execute("SELECT count(*) FROM statements").fetchone()[0]
    parquet = sum(file.stat().st_size for file in (source / "statements").rglob("*.parquet"))
    print(
        f"{count} statements: Parquet {parquet / 1e6:.0f} MB, PostgreSQL {size / 1e6:.0f} MB, loaded in {loading:.0f} s",
        flush=True,
    )
    folder = Folder(source, threads=2)
    names = [
        row["name"] for row in folder.actors(type="state,organization,person", limit=clients).rows
    ]
    voices = [folder._voices(name) for name in names]
    MONTH = {"since": "2022-09", "until": "2022-09"}

    def by_duckdb(number, turn):
        folder.statements(by=names[number % len(names)], **(MONTH if turn % 2 else {}))

    held = threading.local()

    def by_postgres(number, turn):
        if not hasattr(held, "here"):
            held.here = connect()
        month = " AND day BETWEEN '2022-09-01' AND '2022-09-30'" if turn % 2 else ""
        where = f"FROM statements WHERE speaker = ANY(%s){month}"
        its = [voices[number % len(voices)]]
        held.here.execute(f"SELECT count(*) {where}", its).fetchone()
        held.here.execute(f"SELECT row {where} ORDER BY day DESC, id DESC LIMIT 50", its).fetchall()

    told("DuckDB over Parquet", *at_once(by_duckdb))
    told("PostgreSQL", *at_once(by_postgres))
    some = None
    with connect() as here:
        some = here.execute("SELECT * FROM statements LIMIT 9").fetchall()

    def writing(number, turn):
        if not hasattr(held, "writer"):
            held.writer = connect()
        with held.writer.cursor() as cursor:
            for row in some:
                cursor.execute(
                    "INSERT INTO statements VALUES (%s, %s, %s, %s, %s, %s)",
                    [*row[:5], psycopg.types.json.Json(row[5])],
                )
        held.writer.commit()

    told("PostgreSQL, a report of nine statements written", *at_once(writing))
finally:
    postgres(f"{BIN}/pg_ctl -D {home}/data -m immediate stop")
    subprocess.run(["rm", "-rf", home], check=True)
