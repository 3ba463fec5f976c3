# SPDX-License-Identifier: Apache-2.0
import gzip
import json
import threading

import casus
import pytest
from casus import _native, kinds
from conftest import DISPUTE, EXAMPLE


def test_record_is_the_one_of_the_command_line(record, program):
    assert record.to_dict() == program("read", "--format", "json", "--date", "2025-11-18", EXAMPLE)
    assert json.loads(record.to_json(1)) == record.to_dict()


def test_pages_are_the_ones_of_the_command_line(reader, program):
    for page in DISPUTE:
        assert reader.read(page.read_bytes()).to_dict() == program(
            "read", "--format", "json", page
        ), page


def test_record_is_typed(record):
    rejected = [s for s in record.statements if s.speaker and s.speaker.name == "Tomas Brandvik"]
    assert (
        rejected
        and isinstance(rejected[0].act, casus.SpeechAct)
        and isinstance(rejected[0].kind, casus.Quotation)
    )
    assert "The lake is a matter between two countries" in rejected[0].text
    first = rejected[0].content_spans[0]
    assert record.text[first.start : first.end].split()[0] == rejected[0].text.split()[0]
    assert record.report.published.isoformat() == "2025-11-18"
    killed = [q for e in record.events for q in e.quantities if q.what is casus.QuantityKind.KILLED]
    assert killed and killed[0].value == 12
    assert all(isinstance(e.type, casus.EventType) for e in record.events)
    assert all(k.sender is None or isinstance(k.sender, casus.Actor) for k in record.commitments)
    assert (
        record.relations is not None and record.positions is not None and record.claims is not None
    )


def test_closed_sets_are_those_of_the_library():
    for name, values in _native.kinds().items():
        assert [member.value for member in getattr(kinds, name)] == [
            value for value in values if value != "none"
        ], name


def test_what_cannot_be_read_is_raised(reader):
    with pytest.raises(casus.Error) as raised:
        reader.read("")
    assert raised.value.code == "C0101" and raised.value.kind is casus.ErrorKind.INVALID_INPUT
    with pytest.raises(casus.Error) as raised:
        reader.read("word " * 100, limit_bytes=10)
    assert raised.value.code == "C0104"
    with pytest.raises(ValueError, match="is not a day"):
        reader.read("Words.", date="yesterday")


def test_many_are_read_in_order_and_errors_are_values(reader):
    text = EXAMPLE.read_text()
    sources = [{"id": str(n), "text": text[: 300 + 40 * n] if n % 3 else ""} for n in range(24)] + [
        {"id": "none"}
    ]
    found = list(reader.read_many(iter(sources), threads=2))
    assert [one.id for one in found] == [source["id"] for source in sources]
    assert [isinstance(one, casus.Error) for one in found] == [
        not source.get("text") for source in sources
    ]
    assert found[0].code == "C0101" and found[-1].code == "C0111"
    alone = reader.read(sources[4])
    assert found[4].to_json() == alone.to_json()


def test_many_are_taken_no_further_than_asked(reader):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield "Velmar said on Tuesday that it would sign."

    some = reader.read_many(endless(), threads=2)
    for _ in range(3):
        next(some)
    some.close()
    assert len(taken) <= 3 + 2 * 4


def test_others_run_while_a_report_is_read(reader):
    long = (EXAMPLE.read_text() + "\n\n") * 12
    ticks, done = [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(1)
            done.wait(0.001)

    counting = threading.Thread(target=tick)
    counting.start()
    before = len(ticks)
    reader.read(long)
    during = len(ticks) - before
    done.set()
    counting.join()
    assert during > 3


def test_streams_are_cut(reader, tmp_path, program):
    lines = "".join(
        json.dumps(
            {"id": str(n), "text": f"Velmar said that it rejected plan {n}.", "date": "2025-11-18"}
        )
        + "\n"
        for n in range(40)
    )
    path = tmp_path / "reports.ndjson.gz"
    path.write_bytes(gzip.compress(lines.encode()))
    here = [record.to_dict() for record in reader.read_many(casus.parcels(path))]
    assert here == program("read", "--format", "ndjson", path, lines=True)
    assert [p.id for p in casus.parcels(lines.encode())] == [str(n) for n in range(40)]
    assert next(casus.parcels(path)).id == "0"  # and the rest is let go
    with pytest.raises(casus.Error) as raised:
        casus.parcels(tmp_path / "none")
    assert raised.value.code == "C0103"
    with pytest.raises(casus.Error) as raised:
        list(casus.parcels(path.read_bytes()[:-30]))
    assert raised.value.code == "C0112"


def test_own_actors_are_known():
    from conftest import ACTORS

    states = {
        a.name: a.code
        for a in casus.Reader(actors=ACTORS).read(DISPUTE[5].read_bytes()).actors
        if a.type == "state"
    }
    assert states["Velmar"] == "VLM" and states["Sorania"] == "SRN"
    with pytest.raises(casus.Error) as raised:
        casus.Reader(actors="nonsense")
    assert raised.value.code == "C0301"
    with pytest.raises(casus.Error) as raised:
        casus.Reader(model="/nowhere/model")
    assert raised.value.code == "C0202"
