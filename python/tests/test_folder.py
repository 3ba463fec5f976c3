# SPDX-License-Identifier: Apache-2.0
"""A record as Parquet answers as the store does that it was written from."""

import json
import threading
import urllib.error
import urllib.request

import casus
import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")
from casus.folder import Folder, server


@pytest.fixture(scope="module")
def folder(store, tmp_path_factory):
    path = tmp_path_factory.mktemp("folder") / "record"
    casus.write_parquet(store, path)
    return Folder(path)


QUESTIONS = [
    ("statements", {"by": "Velmar"}),
    ("statements", {"by": "Velmar", "to": "Sorania"}),
    ("statements", {"act": "reject,deny", "since": "2025-10"}),
    ("statements", {"until": "2025-09", "type": "direct"}),
    ("statements", {"between": "Velmar,Sorania"}),
    ("events", {"between": "Velmar,Sorania", "type": "ASSAULT"}),
    ("events", {"status": "planned"}),
    ("events", {"by": "Sorania", "min_confidence": 0.5}),
    ("claims", {"by": "Sorania"}),
    ("claims", {"status": "contested"}),
    ("commitments", {"status": "open,overdue"}),
    ("commitments", {"to": "Council of Lake States", "type": "appeal,demand"}),
    ("relations", {"type": "holds_office,chairs,leads"}),
    ("relations", {"to": "Sorania"}),
    ("actors", {"type": "state"}),
    ("stories", {}),
    ("stories", {"since": "2025-10"}),
    ("reports", {"type": "copy"}),
    ("reports", {"type": "original,version"}),
    ("reports", {"since": "2025-09-03", "until": "2025"}),
]


@pytest.mark.parametrize("kind,question", QUESTIONS, ids=map(str, QUESTIONS))
def test_the_same_items_as_the_store(folder, store, kind, question):
    there = store.ask(kind, limit=1000, **question)
    here = folder.ask(kind, limit=1000, **question)
    rows = {row["id"]: row for row in here.rows}
    assert rows.keys() == {row["id"] for row in there.rows} and rows
    assert here.total == there.total
    for row in there.rows:
        for name in ("date", "act", "type", "status", "text"):
            if name in row:
                assert rows[row["id"]][name] == row[name]


def test_pages_are_the_newest_first(folder):
    whole = [row["id"] for row in folder.statements(limit=1000).rows]
    parts = [
        row["id"]
        for n in range(0, len(whole), 5)
        for row in folder.statements(limit=5, offset=n).rows
    ]
    assert parts == whole and len(whole) > 10
    days = [
        row["date"] if isinstance(row["date"], str) else row["date"]["from"]
        for row in folder.statements(limit=1000).rows
    ]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    "kind,question,code",
    [
        ("statements", {"about": "grain"}, "C0409"),
        ("statements", {"by": "Nobody at All"}, "C0408"),
        ("statements", {"since": "soon"}, "C0407"),
        ("statements", {"between": "Velmar"}, "C0407"),
        ("poems", {}, "C0409"),
    ],
)
def test_what_it_does_not_take_is_said(folder, kind, question, code):
    with pytest.raises(casus.Error) as told:
        folder.ask(kind, **question)
    assert told.value.code == code


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(casus.Error, match="C0404"):
        Folder(tmp_path)


def test_many_ask_at_once_over_http(folder, store):
    door = server(folder, port=0)
    threading.Thread(target=door.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{door.server_address[1]}/api/"
    wanted = store.statements(by="Velmar", limit=1000).total
    found = []

    def ask():
        with urllib.request.urlopen(base + "statements?by=Velmar&limit=1000") as answer:
            found.append(json.load(answer))

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for one in askers:
        one.start()
    for one in askers:
        one.join()
    assert [one["total"] for one in found] == [wanted] * 8
    assert all(len(one["rows"]) == wanted for one in found)
    for path, status in (
        ("poems", 404),
        ("statements?by=Nobody", 404),
        ("statements?limit=many", 400),
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(base + path)
        assert refused.value.code == status and "C04" in json.load(refused.value)["error"]
    door.shutdown()
    door.server_close()
