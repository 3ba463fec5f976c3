# SPDX-License-Identifier: Apache-2.0
"""The joins of Spark against those of a store to which the same records are added in the same order.

$CASUS_JOINS names what `casus read --format ndjson` wrote, $CASUS_JOINS_REPORTS how many reports are made of it (docs/scale.md
has 5,000 of them); by default 150 are made of our own examples.
"""

import json
import os
import sqlite3
from collections import defaultdict

import casus
import pytest
from altered import grown, many
from conftest import ACTORS, DISPUTE, EXAMPLE, report

pytest.importorskip("pyspark")
import casus.joins
import casus.spark

COUNT = int(os.environ.get("CASUS_JOINS_REPORTS", "150"))


@pytest.fixture(scope="module")
def records():
    """Distinct records in the order of their days."""
    if path := os.environ.get("CASUS_JOINS"):
        with open(path, encoding="utf-8") as lines:
            base = [json.loads(line) for line in lines]
    else:
        reader = casus.Reader(actors=ACTORS)
        sources = [page.read_bytes() for page in DISPUTE] + [EXAMPLE.read_text()]
        sources += [{"text": report(n), "date": f"2025-09-0{n % 7 + 1}"} for n in range(4)]
        base = [one.to_dict() for one in reader.read_many(sources)]
        for number, one in enumerate(base):
            one["report"]["id"] = str(number)
            if number % 3:
                one["report"]["url"] = f"https://example.org/{number}"
        later = [grown(one) for one in base]
        for one in later[::3]:  # they have no address, and say of themselves what they are
            one["report"]["title"] = "Correction"
        base += later
    found = {}
    for one in many(base, COUNT):
        record = casus.Record.from_json(json.dumps(one))
        found.setdefault(record.uid, record)
    return list(found.values())


@pytest.fixture(scope="module")
def kept(records, tmp_path_factory):
    """The store's tables."""
    path = tmp_path_factory.mktemp("joins") / "record.db"
    added = casus.Store(path, actors=ACTORS).add(records)
    assert added.new > 0.5 * len(records) and added.errors == []
    return sqlite3.connect(path)


@pytest.fixture(scope="module")
def joined(spark, records, tmp_path_factory):
    folder = tmp_path_factory.mktemp("parquet")
    import pyarrow.parquet

    place = {one.uid: number for number, one in enumerate(records, 1)}
    for number, batch in enumerate(casus.tables.batches(records, 256)):
        order = pyarrow.array(
            [place[one.uid] for one in records[256 * number : 256 * (number + 1)]]
        )
        table = pyarrow.Table.from_batches([batch]).append_column("order", order)
        pyarrow.parquet.write_table(table, folder / f"{number}.parquet")
    frame = spark.read.parquet(str(folder)).repartition(4, "id")
    return casus.joins.join(frame, actors=ACTORS)


def groups(pairs):
    """What has the same name, without the names; those alone are left out."""
    named = defaultdict(set)
    for item, name in pairs:
        named[name].add(item)
    return {frozenset(items) for items in named.values() if len(items) > 1}


def places(kept, table):
    """A store's items by report and place in it: as the joins number them."""
    out, last, place = {}, None, 0
    for id, its in kept.execute(f"SELECT id, report FROM {table} ORDER BY id"):
        place = place + 1 if its == last else 0
        out[id], last = its * casus.joins.ITEMS + place, its
    return out


def test_copies(kept, joined):
    wanted = dict(kept.execute("SELECT id, copy_of FROM reports WHERE copy_of IS NOT NULL"))
    assert {row["at"]: row["copy_of"] for row in joined.copies.collect()} == wanted
    assert wanted


def test_versions(kept, joined):
    wanted = dict(kept.execute("SELECT id, version_of FROM reports WHERE version_of IS NOT NULL"))
    assert {row["at"]: row["version_of"] for row in joined.versions.collect()} == wanted
    by_address = kept.execute(
        "SELECT 1 FROM reports v JOIN reports r ON r.id = v.version_of WHERE r.url = v.url"
    )
    again = kept.execute("SELECT 1 FROM statements WHERE retells IS NOT NULL")
    assert by_address.fetchone() and again.fetchone()
    assert len(groups(wanted.items())) > 1


def test_stories(kept, joined):
    wanted = groups(kept.execute("SELECT id, part_of FROM reports WHERE part_of IS NOT NULL"))
    assert groups((row["at"], row["story"]) for row in joined.stories.collect()) == wanted
    assert len(wanted) > 1


@pytest.mark.parametrize("table", ["claims", "commitments"])
def test_matters(kept, joined, table):
    number = places(kept, table)
    rows = kept.execute(f"SELECT id, coalesce(matter, id) FROM {table}")
    wanted = {number[id]: number[first] for id, first in rows}
    found = {row["id"]: row["matter"] for row in getattr(joined, table).collect()}
    assert found == wanted
    assert len(groups(wanted.items())) > 1


def test_disputed_matters(kept, joined):
    number = places(kept, "claims")
    rows = kept.execute("SELECT id FROM claims WHERE disputed AND coalesce(matter, id) = id")
    wanted = {number[id] for (id,) in rows}
    assert {row["matter"] for row in joined.claims.where("disputed").collect()} == wanted
    assert wanted


def test_answers(kept, joined):
    asked, said = places(kept, "commitments"), places(kept, "statements")
    rows = kept.execute("SELECT commitment, statement, status FROM answers")
    wanted = {(asked[a], said[s], status) for a, s, status in rows}
    found = [tuple(row) for row in joined.answers.collect()]
    assert len(found) == len(set(found)) and set(found) == wanted
    # Over reports, and not only what one report tells of both.
    assert any(a // casus.joins.ITEMS != s // casus.joins.ITEMS for a, s, _ in wanted)


def test_events(kept, joined):
    number = places(kept, "events")
    rows = kept.execute("SELECT id, coalesce(story, id) FROM events")
    wanted = {number[id]: number[first] for id, first in rows}
    assert {row["id"]: row["first"] for row in joined.events.collect()} == wanted
    assert len(groups(wanted.items())) > 1
