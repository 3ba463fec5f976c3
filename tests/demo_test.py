#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `make demo-record` shows must be there: a claim contested across reports, an appeal answered by a later refusal, an
overdue demand, one person under two spellings, one clash with its dead, a wire copy counted once.

usage: demo_test.py CASUS EXAMPLES
"""

import json
import pathlib
import subprocess
import sys
import tempfile

casus, examples = sys.argv[1], pathlib.Path(sys.argv[2])
record = pathlib.Path(tempfile.mkdtemp(prefix="casus-demo-")) / "record.db"


def run(*arguments):
    return subprocess.run(
        [casus, *arguments, "--record", str(record)], capture_output=True, text=True, check=True
    ).stdout


def ask(*arguments):
    return json.loads(run(*arguments, "--format", "json"))["rows"]


names = lambda actors: {actor["name"] for actor in actors}
added = run(
    "add", "--actors", str(examples / "actors.tsv"), *map(str, sorted(examples.glob("*.html")))
)
assert "7 reports   6 new, 1 copy of others" in added, added

contested = ask("claims", "--status", "contested")
across = [c for c in contested if len(c["reports"]) > 1]
assert any(
    names(c["asserted_by"]) & {"Sorania", "Leda Marin"}
    and names(c["denied_by"]) & {"Velmar", "Oskar Tamm"}
    for c in across
), contested

appeals = ask("commitments", "--to", "Lake Council", "--type", "appeal", "--status", "rejected")
asked = [a for a in appeals if a["published"] == "2025-09-02"]
assert (
    asked
    and asked[0]["answers"][0]["date"] == "2025-10-14"
    and asked[0]["answers"][0]["by"]["name"] == "Oskar Tamm"
), appeals

overdue = ask("commitments", "--status", "overdue", "--as-of", "2025-11-24")
assert any(o["kind"] == "demand" and o["due"] == "2025-10-20" for o in overdue), overdue

generals = [a for a in ask("actors", "--type", "person") if a["name"].startswith("Arsen Vardan")]
assert len(generals) == 1 and {"Arsen Vardanian", "Arsen Vardanyan"} <= set(generals[0]["names"]), (
    generals
)

clashes = [
    e
    for e in ask("events", "--between", "Velmar,Sorania", "--type", "ASSAULT")
    if e["date"] == "2025-09-14" and e["trigger"].startswith("clash")
]
assert len(clashes) == 1, clashes
assert clashes[0]["copies"] == 1, "the wire copy is counted with its first"
assert len(ask("reports", "--type", "copy")) == 1

sure, whole = (
    len(ask("events", "--limit", "500", "--min-confidence", least)) for least in ("0.5", "0")
)
table = subprocess.run(
    [casus, "events", "--format", "table", "--record", str(record)],
    capture_output=True,
    text=True,
    check=True,
)
assert sure < whole and f"{whole - sure} less certain; --all shows them" in table.stderr, (
    sure,
    whole,
    table.stderr,
)
forecast = json.loads(
    run(
        "outlook", "Lake Council", "--on", "2025-10-14", "--as-of", "2025-10-10", "--format", "json"
    )
)
stands = {member["name"]: member for member in forecast["members"]}
assert (
    stands["Sorania"]["spoke"] and stands["Sorania"]["for"] > 0.6 and not stands["Osmark"]["spoke"]
), forecast
assert (
    forecast["id"] == "f1"
    and abs(sum(option["chance"] for option in forecast["options"]) - 1) < 0.01
), forecast
assert not any(
    words["date"] > "2025-10-10" for member in forecast["members"] for words in member["words"]
), "what came later is no forecast"
assert len(json.loads(run("outlook", "--scores", "--format", "json"))["rows"]) == 1
brief = ("brief", "--since", "2025-09-01", "--until", "2025-10-10")
decisions = json.loads(run(*brief, "--format", "json"))["decisions"]
assert [one["body"]["name"] for one in decisions] == ["Council of Lake States"], decisions
assert decisions[0]["worth"]["grade"] == "little" and decisions[0]["asked"]["id"][0] == "k"
assert "WHAT WILL THEY DECIDE" in run(*brief, "--format", "text")

print("the things the demonstration is for are there")
