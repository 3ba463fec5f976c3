# SPDX-License-Identifier: Apache-2.0
"""Scores what the record of one episode's reports tells together, against what was read in them by hand (eval/episode/).

usage: episode.py DATA CASUS NAME [--say] [--record FILE]
DATA is ../shared/data, NAME a file of eval/episode; --say lists what was missed, --record takes a record of these reports that is there.
An item of the file has the words it is told in: a report's id and [start, end) in its code points. The record is asked as a user would
ask (`casus claims --status contested` and so on), and what it gives is looked up by the words it stands in. Prints how many are found of

disputes     a contested claim with one told side on its words and one of the two sides' names
commitments  one of that kind, by that maker, on its words; and of those that had an outcome, where the record gives that one
events       one event of the record that two reports tell, on their words
changes      one of the brief, by that actor, with the words before or after

and how many the record gives of each in all, so that precision can be told too.
"""

import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from pairs import HERE, Record, texts_of

RESOLVED = {"rejected", "accepted", "fulfilled", "broken"}


def ask(casus, record, *words):
    out = subprocess.run(
        [casus, *words, "--record", record, "--format", "json", "--limit", "10000"],
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    rows = json.loads(out)
    return rows if isinstance(rows, list) else rows["rows"]


class Episode:
    def __init__(self, data, casus, name, folder, kept=None):
        self.wanted = json.loads((HERE / "episode" / f"{name}.json").read_text(encoding="utf-8"))
        told = [
            t
            for items in self.wanted.values()
            for item in items
            for part in item.values()
            if isinstance(part, list)
            for t in part
        ]
        ids = {t["report"] for t in told if isinstance(t, dict)} | set(
            self.wanted.get("reports", [])
        )
        self.casus, self.record = casus, Record(casus, texts_of(data), ids, folder, kept)
        self.path, self.db = kept or pathlib.Path(folder) / "pairs.db", self.record.db

    def spans(self, table, column, where, values):
        """(report, begin, end) of each of the rows, in bytes."""
        for report, spans in self.db.execute(
            f"SELECT report, {column} FROM {table} WHERE {where}", values
        ):
            for span in filter(None, (spans or "").split(",")):
                begin, end = map(int, span.split("-"))
                yield report, begin, end

    def on(self, told, spans):
        """Those of the tellings that some of the spans meet."""
        spans = list(spans)
        out = []
        for one in told:
            begin, end = self.record.bytes_of(one)
            report = self.record.report[one["report"]]
            if any(r == report and b < end and e > begin for r, b, e in spans):
                out.append(one)
        return out

    def disputes(self):
        rows = ask(self.casus, self.path, "claims", "--status", "contested")
        found = []
        for want in self.wanted["disputes"]:
            for row in rows:
                number = int(row["id"][1:])
                spans = list(
                    self.spans("claims", "spans", "id = ? OR matter = ?", (number, number))
                )
                sides = [
                    " ".join(a["name"] for a in row[side]) for side in ("asserted_by", "denied_by")
                ]
                named = any(
                    re.search(want["says"], a) and re.search(want["denies"], b)
                    for a, b in (sides, sides[::-1])
                )
                if named and self.on(want["said"] + want["denied"], spans):
                    found.append(want)
                    break
        return found, len(rows)

    def commitments(self):
        rows = ask(self.casus, self.path, "commitments")
        found, right = [], []
        for want in self.wanted["commitments"]:
            statuses = set()
            for row in rows:
                number = int(row["id"][1:])
                if row["kind"] not in want["kind"] or not re.search(
                    want["from"], (row["from"] or {}).get("name", "")
                ):
                    continue
                if self.on(
                    want["told"],
                    self.spans("commitments", "span", "id = ? OR matter = ?", (number, number)),
                ):
                    statuses.add(row["status"])
            if statuses:
                found.append(want)
            if want["outcome"] in RESOLVED and want["outcome"] in statuses:
                right.append(want)
        return found, right, len(rows), sum(row["status"] in RESOLVED for row in rows)

    def events(self):
        found = []
        for want in self.wanted["events"]:
            stories = {}
            for (story,) in self.db.execute(
                "SELECT DISTINCT story FROM events WHERE story IS NOT NULL"
            ):
                told = self.on(want["told"], self.spans("events", "span", "story = ?", (story,)))
                stories[story] = {one["report"] for one in told}
            if any(len(reports) > 1 for reports in stories.values()):
                found.append(want)
        given = self.db.execute(
            "SELECT count(*) FROM (SELECT story FROM events WHERE story IS NOT NULL GROUP BY story HAVING count(DISTINCT report) > 1)"
        ).fetchone()[0]
        return found, given

    def changed(self):
        """What the briefs of its weeks say changed."""
        days = [
            datetime.date.fromisoformat(d)
            for (d,) in self.db.execute("SELECT published FROM reports WHERE published IS NOT NULL")
        ]
        out, day = {}, min(days)
        while day <= max(days):
            until = day + datetime.timedelta(days=6)
            command = [
                self.casus,
                "brief",
                "--record",
                self.path,
                "--since",
                str(day),
                "--until",
                str(until),
                "--format",
                "json",
            ]
            brief = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
            out |= {(row["before"]["id"], row["after"]["id"]): row for row in brief["changed"]}
            day = until + datetime.timedelta(days=1)
        return list(out.values())

    def changes(self):
        changed = self.changed()
        tables = {
            "c": ("claims", "spans"),
            "s": ("statements", "content"),
            "k": ("commitments", "span"),
            "e": ("events", "span"),
        }
        found = []
        for want in self.wanted["changes"]:
            for row in changed:
                spans = []
                for part in (row["before"], row["after"]):
                    table, column = tables[part["id"][0]]
                    spans += self.spans(table, column, "id = ?", (int(part["id"][1:]),))
                if re.search(want["actor"], row["actor"]["name"]) and self.on(
                    want["before"] + want["after"], spans
                ):
                    found.append(want)
                    break
        return found, len(changed)


def main():
    data, casus, name = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    with tempfile.TemporaryDirectory() as folder:
        kept = sys.argv[sys.argv.index("--record") + 1] if "--record" in sys.argv else None
        episode = Episode(data, casus, name, folder, kept)
        wanted = episode.wanted
        disputes, disputes_given = episode.disputes()
        commitments, outcomes, commitments_given, outcomes_given = episode.commitments()
        events, events_given = episode.events()
        changes, changes_given = episode.changes()
        ended = [k for k in wanted["commitments"] if k["outcome"] in RESOLVED]
        for what, found, of, given in (
            ("disputes", disputes, wanted["disputes"], disputes_given),
            ("commitments", commitments, wanted["commitments"], commitments_given),
            ("their outcomes", outcomes, ended, outcomes_given),
            ("events", events, wanted["events"], events_given),
            ("changes", changes, wanted["changes"], changes_given),
        ):
            print(f"{what:<15} {len(found):3} of {len(of):3} found; {given} given in all")
            if "--say" in sys.argv:
                for missed in of:
                    if missed not in found:
                        print(f"    not: {missed['about']}")


if __name__ == "__main__":
    main()
