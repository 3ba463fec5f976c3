# SPDX-License-Identifier: Apache-2.0
import json

import casus
import pytest
from conftest import ACTORS, DISPUTE

QUESTIONS = [
    ("statements", {"by": "Velmar"}),
    ("statements", {"about": "the lake", "since": "2025-09", "sort": "date"}),
    ("statements", {"act": "reject,accuse", "min_confidence": 0.5, "limit": 3, "offset": 1}),
    ("events", {"between": "Velmar,Sorania", "type": "ASSAULT"}),
    ("claims", {"status": "contested"}),
    ("commitments", {"to": "Lake Council", "as_of": "2025-11-24"}),
    ("relations", {}),
    ("actors", {"type": "person"}),
    ("reports", {"type": "copy"}),
]


@pytest.mark.parametrize("kind,question", QUESTIONS)
def test_questions_are_answered_as_on_the_command_line(kind, question, store, dispute_db, program):
    options = [
        part for name, value in question.items() for part in ("--" + name.replace("_", "-"), value)
    ]
    there = program(kind, "--record", dispute_db, "--format", "json", *options)
    here = store.ask(kind, **question)
    assert (
        here.rows == there["rows"] and here.total == there["total"] and here.notes == there["notes"]
    )
    assert here.rows


def test_views_are_those_of_the_command_line(store, dispute_db, program):
    def there(*arguments):
        return program(*arguments, "--record", dispute_db, "--format", "json")

    first = store.statements(limit=1).rows[0]["id"]
    assert store.show(first) == there("show", first)
    assert store.show("d1") == there("show", "d1")
    assert store.actor("Leda Marin") == there("actor", "Leda Marin")
    assert store.dispute("Velmar", "Sorania") == there("dispute", "Velmar", "Sorania")
    assert store.timeline("Velmar", since="2025-09") == there(
        "timeline", "Velmar", "--since", "2025-09"
    )
    assert store.positions() == there("positions")
    assert store.outlook(as_of="2025-10-01") == there("outlook", "--as-of", "2025-10-01")
    assert store.overview(as_of="2025-10-01") == there("overview", "--as-of", "2025-10-01")


def flat(value):
    """A value of Arrow as JSON has it: a day or {"from", "to"}."""
    if isinstance(value, dict):
        if (
            set(value) == {"from", "to"}
            and not isinstance(value["to"], list)
            and not isinstance(value["from"], dict)
        ):
            first, last = str(value["from"] or "") or None, str(value["to"] or "") or None
            return first if first == last else {"from": first, "to": last}
        return {key: flat(one) for key, one in value.items()}
    if isinstance(value, list):
        return [flat(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("kind", casus.store.KINDS)
def test_tables_hold_what_the_rows_hold(kind, store):
    answer = store.ask(kind, limit=1000)
    table = answer.to_arrow()
    table.validate(full=True)
    assert table.schema.metadata[b"casus.schema"] == b"1"
    assert [flat(row) for row in table.to_pylist()] == answer.rows
    assert len(answer.to_pandas()) == len(answer) == len(answer.to_polars())
    assert answer.to_polars()["id"].to_list() == [row["id"] for row in answer]


def test_answers_without_rows_are_tables_too(store):
    table = store.statements(text="zeppelin").to_arrow()
    assert table.num_rows == 0 and "speaker" in table.column_names


def test_what_the_command_line_refuses_is_raised(store, tmp_path):
    for ask in (
        lambda: store.ask("poems"),
        lambda: store.claims(to="Velmar"),
        lambda: store.events(type="WAR"),
        lambda: store.statements(since="soon"),
        lambda: store.statements(nonsense="x"),
    ):
        with pytest.raises(casus.Error) as raised:
            ask()
        assert raised.value.code in {"C0407", "C0409"}, raised.value
    with pytest.raises(casus.Error) as raised:
        store.statements(by="Nobody Atall")
    assert raised.value.code == "C0408"
    with pytest.raises(casus.Error) as raised:
        casus.Store(tmp_path / "none.db", read_only=True)
    assert raised.value.code == "C0404"


def test_adding_again_changes_nothing(tmp_path, reader):
    store = casus.Store(tmp_path / "record.db", actors=ACTORS)
    pages = [page.read_bytes() for page in DISPUTE]
    assert store.add(pages[0]).new == 1
    added = store.add([*pages, "", {"id": "x"}])
    assert (added.new, added.copies, added.known) == (5, 1, 1) and [
        e.code for e in added.errors
    ] == ["C0101", "C0111"]
    assert store.add([casus.Reader(actors=ACTORS).read(page) for page in pages]).known == 7
    assert store.overview()["reports"] == 6


def test_program_and_package_keep_the_same(tmp_path, dispute_db, store, program):
    import subprocess

    from conftest import PROGRAM, ROOT

    path = tmp_path / "program.db"
    subprocess.run(
        [
            PROGRAM,
            "add",
            "--record",
            path,
            "--actors",
            ROOT / "examples/lake-dispute/actors.tsv",
            *DISPUTE,
        ],
        check=True,
        capture_output=True,
    )
    for kind in ("statements", "events", "claims", "commitments", "relations", "actors", "reports"):
        assert (
            program(kind, "--record", path, "--format", "json")["rows"] == store.ask(kind).rows
        ), kind


def test_records_are_a_table(reader, record):
    pa = pytest.importorskip("pyarrow")
    table = casus.table(
        [
            record,
            casus.Error("C0101 the input is empty", 0, "x"),
            reader.read("Velmar said it agreed."),
        ]
    )
    arrow = table.to_arrow()
    arrow.validate(full=True)
    first, bad, _ = arrow.to_pylist()
    assert bad["id"] == "x" and bad["error"].startswith("C0101") and bad["report"] is None
    assert first["day"].isoformat() == "2025-11-18" and first["error"] is None
    spans = [(s["start"], s["end"]) for s in first["statements"][0]["content_spans"]]
    assert spans == [tuple(span) for span in record.statements[0].content_spans]
    wanted = record.to_dict()
    for kind in (
        "actors",
        "statements",
        "events",
        "claims",
        "commitments",
        "relations",
        "positions",
    ):
        assert [row.get("id") for row in first[kind]] == [row.get("id") for row in wanted[kind]]
    assert json.loads(json.dumps(first["report"]["text"])) == record.text
    assert isinstance(arrow.schema, pa.Schema) and table.to_polars().height == 3
