#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A large record out of a small one, in minutes: every report and item again and again, each time some days later.

usage: bench/multiply.py RECORD TIMES DAYS OUT      each repetition is DAYS later than the one before

The actors stay the same, so each has TIMES as many items; what was joined is joined within each repetition. It stands
for a record of so many reports where views and answers are timed (docs/benchmarks.md), not where reading or joining is measured.
"""

import datetime
import functools
import sqlite3
import sys
import zlib

source, times, days, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]

# What of each table points to a row of another (or is a row's own number), and what is a day.
POINTS = {
    "stories": {"id": "stories"},
    "reports": {"id": "reports", "copy_of": "reports", "part_of": "stories"},
    "shingles": {"report": "reports"},
    "signs": {"report": "reports"},
    "roles": {"id": "roles", "report": "reports"},
    "mentions": {"report": "reports"},
    "statements": {"id": "statements", "report": "reports"},
    "addressees": {"statement": "statements"},
    "events": {"id": "events", "report": "reports", "story": "events"},
    "parties": {"event": "events"},
    "according": {"event": "events", "statement": "statements"},
    "quantities": {"event": "events"},
    "claims": {"id": "claims", "report": "reports", "matter": "claims"},
    "claim_sides": {"claim": "claims"},
    "claim_actors": {"claim": "claims"},
    "commitments": {"id": "commitments", "report": "reports", "matter": "commitments"},
    "commitment_to": {"commitment": "commitments"},
    "answers": {"commitment": "commitments", "statement": "statements"},
    "outcomes": {"commitment": "commitments", "event": "events"},
    "relations": {"id": "relations", "report": "reports"},
    "positions": {"id": "positions", "report": "reports", "statement": "statements"},
}
DAYS = {"published", "date", "date_to", "due", "due_to", "first", "last"}


@functools.lru_cache(1 << 20)
def later(day, by):
    """A day of the record moved; a month or a year alone stays as it is written."""
    try:
        return (datetime.date.fromisoformat(day[:10]) + datetime.timedelta(by)).isoformat() + day[
            10:
        ]
    except (TypeError, ValueError):
        return day


def words(text, spans):
    """As words_of() in src/store/store.cc, for the search tables."""
    parts = [text[int(a) : int(b)] for a, b in (s.split("-") for s in spans.split(",") if s)]
    return " ... ".join(" ".join(part.decode("utf-8", "replace").split()) for part in parts)


sqlite3.connect(source).execute("VACUUM INTO ?", (out,))
db = sqlite3.connect(out, isolation_level=None)
db.create_function("later", 2, later, deterministic=True)
db.execute("PRAGMA foreign_keys = OFF")
db.execute("PRAGMA journal_mode = OFF")
db.execute("PRAGMA synchronous = OFF")
db.execute("PRAGMA cache_size = -400000")
db.execute("BEGIN")
indexes = db.execute(
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
).fetchall()
for name, _ in indexes:
    db.execute(f"DROP INDEX {name}")
size = {
    table: db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
    for table in {t for points in POINTS.values() for t in points.values()}
}

texts = {}
for row, title, text, length in db.execute(
    "SELECT id, coalesce(title, ''), text, size FROM reports"
):
    texts[row] = (title, text if len(text) == length else zlib.decompress(text))
found = {
    "statement": db.execute("SELECT id, report, content FROM statements").fetchall(),
    "claim": db.execute("SELECT id, report, spans FROM claims").fetchall(),
}
found = {kind: [(i, words(texts[r][1], s)) for i, r, s in rows] for kind, rows in found.items()}
told = [(i, title, text.decode("utf-8", "replace")) for i, (title, text) in texts.items()]
kept = {table: db.execute(f"SELECT * FROM {table} LIMIT 0").description for table in POINTS}
for table in POINTS:
    db.execute(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM {table}")
for turn in range(1, times):
    for table, points in POINTS.items():
        values = []
        for column, *_ in kept[table]:
            if column in points:
                values.append(f"{column} + {turn * size[points[column]]}")
            elif column in DAYS:
                values.append(f"later({column}, {turn * days})")
            elif column in ("uid", "source_id") and table == "reports":
                values.append(f"{column} || '#{turn}'")
            else:
                values.append(column)
        db.execute(f"INSERT INTO {table} SELECT {', '.join(values)} FROM first_{table}")
    db.executemany(
        "INSERT INTO report_search(rowid, title, text) VALUES (?,?,?)",
        ((i + turn * size["reports"], title, text) for i, title, text in told),
    )
    for kind, rows in found.items():
        db.executemany(
            f"INSERT INTO {kind}_search(rowid, text) VALUES (?,?)",
            ((i + turn * size[f"{kind}s"], text) for i, text in rows),
        )
    print(f"\r{(turn + 1) * len(told)} reports", end="", file=sys.stderr)

for _, sql in indexes:
    db.execute(sql)
db.execute("UPDATE sign_counts SET n = n * ?", (times,))
db.execute("UPDATE actors SET reports = reports * ?", (times,))
db.execute("UPDATE tallies SET n = n * ? WHERE kind NOT LIKE '%month'", (times,))
db.execute("DELETE FROM tallies WHERE kind LIKE '%month'")
for kind, key, table in (
    (
        "speaker.month",
        "speaker || ':' || substr(date, 1, 7)",
        "statements WHERE speaker IS NOT NULL AND",
    ),
    ("statement.month", "substr(date, 1, 7)", "statements WHERE"),
    ("event.month", "substr(date, 1, 7)", "events WHERE"),
):
    db.execute(
        f"INSERT INTO tallies SELECT '{kind}', {key}, count(*) FROM {table} date IS NOT NULL GROUP BY 2"
    )
db.execute("DELETE FROM sqlite_stat1") if db.execute(
    "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'"
).fetchone() else None
db.execute("COMMIT")
db.execute("PRAGMA journal_mode = WAL")
print(
    f"\n{out}: {db.execute('SELECT count(*) FROM reports').fetchone()[0]} reports", file=sys.stderr
)
