# SPDX-License-Identifier: Apache-2.0
import json
import re
import shlex

import casus
import pytest
from conftest import ACTORS, DISPUTE, ROOT

duckdb = pytest.importorskip("duckdb")
pq = pytest.importorskip("pyarrow.parquet")
QUESTIONS = re.findall(
    r"```sh\n(casus .*?)\n```\n```sql\n(.*?)\n```", (ROOT / "docs/parquet.md").read_text(), re.S
)


@pytest.fixture(scope="session")
def folder(store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("parquet") / "record"
    casus.write_parquet(store, folder)
    return folder


@pytest.fixture(scope="session")
def database(folder):
    database = duckdb.connect()
    for kind in ("statements", "events", "claims", "commitments", "relations", "actors", "reports"):
        database.sql(
            f"CREATE VIEW {kind} AS FROM read_parquet('{folder}/{kind}/**/*.parquet', hive_partitioning = true)"
        )
    return database


def test_there_are_ten_questions():
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize("command,sql", QUESTIONS, ids=[command for command, _ in QUESTIONS])
def test_duckdb_gives_what_the_command_line_gives(command, sql, database, dispute_db, program):
    there = program(
        *shlex.split(command)[1:], "--record", dispute_db, "--format", "json", "--limit", 1000
    )
    ids = [id for (id,) in database.sql(sql).fetchall()]
    assert sorted(ids) == sorted(row["id"] for row in there["rows"])
    assert ids, "a question without an answer shows nothing"


def test_days_are_partitions_and_files_say_their_version(folder):
    days = sorted(path.name for path in (folder / "statements").iterdir())
    assert "day=2025-09-02" in days
    for file in folder.rglob("*.parquet"):
        assert pq.read_schema(file).metadata[b"casus.schema"] == b"1", file


def test_records_are_written_by_day(reader, tmp_path):
    found = list(
        reader.read_many([*(page.read_bytes() for page in DISPUTE), {"id": "empty", "text": ""}])
    )
    casus.write_parquet(found, tmp_path / "out")
    rows = duckdb.sql(
        f"SELECT id, error, day, len(statements) FROM read_parquet('{tmp_path}/out/records/**/*.parquet', hive_partitioning = true)"
    ).fetchall()
    assert len(rows) == 8
    assert [row[0] for row in rows if row[1]] == ["empty"]
    assert sum(row[3] or 0 for row in rows) == sum(len(one.statements) for one in found[:-1])
    words = duckdb.sql(f"""WITH said AS (SELECT report.text AS text, unnest(statements) AS one FROM read_parquet('{tmp_path}/out/records/**/*.parquet')),
        parts AS (SELECT text, unnest(one.content_spans) AS span FROM said)
        SELECT substring(text, span.start + 1, span."end" - span.start) FROM parts""").fetchall()
    wanted = [
        one.text[span.start : span.end]
        for one in found[:-1]
        for s in one.statements
        for span in s.content_spans
    ]
    assert sorted(word for (word,) in words) == sorted(wanted)


def test_a_folder_is_there_whole_or_not_at_all(tmp_path, reader):
    def failing():
        yield reader.read("Velmar said on Tuesday that it agreed.")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        casus.write_parquet(failing(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    casus.write_parquet([], tmp_path / "out")
    with pytest.raises(casus.Error, match="C0412"):
        casus.write_parquet([], tmp_path / "out")
    casus.write_parquet([], tmp_path / "out", overwrite=True)


def test_records_come_back_as_they_were(tmp_path, record):
    import pickle

    reader = casus.Reader(actors=ACTORS)
    found = [record, *(reader.read(page.read_bytes()) for page in DISPUTE)]
    for one in found:
        assert casus.Record.from_json(one.to_json()).to_json() == one.to_json()
    assert pickle.loads(pickle.dumps(record)).to_dict() == record.to_dict()
    casus.write_parquet([*found, casus.Error("C0101 the input is empty", 0, "x")], tmp_path / "out")
    back = list(casus.read_parquet(tmp_path / "out"))
    assert sorted(one.to_json() for one in back if isinstance(one, casus.Record)) == sorted(
        one.to_json() for one in found
    )
    assert [(one.id, one.code) for one in back if isinstance(one, casus.Error)] == [("x", "C0101")]


def test_what_is_no_record_is_refused(record):
    cut = record.to_dict()
    cut["report"]["text"] = cut["report"]["text"][:40]
    for text in ("{}", "no", json.dumps(cut)):
        with pytest.raises(casus.Error, match="C0419"):
            casus.Record.from_json(text)


def test_a_store_made_from_parquet_is_the_one_made_from_texts(tmp_path, store):
    """What was read elsewhere, such as in Spark, is joined as if it had been read here."""
    reader = casus.Reader(actors=ACTORS)
    casus.write_parquet(reader.read_many(page.read_bytes() for page in DISPUTE), tmp_path / "out")
    other = casus.Store(tmp_path / "record.db", actors=ACTORS)
    added = other.add(casus.read_parquet(tmp_path / "out"))
    assert (added.new, added.copies, added.known, added.errors) == (6, 1, 0, [])
    for kind in casus.store.KINDS:
        here, there = (
            {row["id"]: row for row in one.ask(kind, limit=1000)} for one in (other, store)
        )
        for row in (*here.values(), *there.values()):
            row.pop("salience", None)  # of confidences, which the JSON rounds to a thousandth
        assert here == there, kind
