# SPDX-License-Identifier: Apache-2.0
"""Scores what a record joins against pairs labelled by reading (eval/pairs/).

usage: pairs.py DATA CASUS HALF [RECORD]            HALF is dev or test; DATA is ../shared/data; RECORD one of these reports that is there
Adds the reports of the pairs to a new record and looks up each item of a pair by the words it stands in. Prints, for claims
(same, contradicts), events (same) and commitments (answers, fulfils), precision, recall and F1 over all pairs, and over those whose
items both were read. Pairs of actors are not scored yet.
"""

import collections
import json
import lzma
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def texts_of(data):
    out = {}
    for row in map(json.loads, lzma.open(data / "reports/pool.ndjson.xz", "rt", encoding="utf-8")):
        out[row["id"]] = (row["text"], row.get("date"))
    for path in (data / "reports/train").glob("*.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        out[gold["id"]] = (gold["text"], gold["published"])
    return out


class Record:
    """The record of some reports; spans of a pair are code points, the record's are bytes."""

    def __init__(self, casus, texts, ids, folder, kept=None):
        self.texts, path = texts, pathlib.Path(kept or pathlib.Path(folder) / "pairs.db")
        rows = [
            {"id": i, "text": texts[i][0]} | ({"date": texts[i][1]} if texts[i][1] else {})
            for i in sorted(ids)
        ]
        if kept is None:
            subprocess.run(
                [casus, "add", "--record", path, "-"],
                input="\n".join(map(json.dumps, rows)).encode(),
                check=True,
                stdout=subprocess.DEVNULL,
            )
        self.db = sqlite3.connect(path)
        self.report = {
            source: number
            for number, source in self.db.execute("SELECT id, source_id FROM reports")
        }
        self.items = {}

    def bytes_of(self, item):
        text = self.texts[item["report"]][0]
        return [len(text[:at].encode()) for at in item["span"]]

    def find(self, table, column, item):
        """The row of `table` whose words overlap the item's best; nothing below a half."""
        key = (table, item["report"])
        if key not in self.items:
            self.items[key] = [
                (row, [tuple(map(int, s.split("-"))) for s in spans.split(",") if s])
                for row, spans in self.db.execute(
                    f"SELECT id, {column} FROM {table} WHERE report = ?",
                    (self.report.get(item["report"]),),
                )
            ]
        begin, end = self.bytes_of(item)
        best = (0.5, None)
        for row, spans in self.items[key]:
            first, last = min(s[0] for s in spans), max(s[1] for s in spans)
            shared = min(end, last) - max(begin, first)
            best = max(
                best, (shared / max(1, max(end, last) - min(begin, first)), row), key=lambda b: b[0]
            )
        return best[1]

    def root(self, table, column, row):
        return self.db.execute(
            f"SELECT coalesce({column}, id) FROM {table} WHERE id = ?", (row,)
        ).fetchone()[0]


def judged(record, pair):
    """What the record says of a pair; nothing where an item was not read."""
    a, b = pair["a"], pair["b"]
    if pair["kind"] == "claim":
        rows = [record.find("claims", "spans", x) for x in (a, b)]
        if None in rows:
            return None
        roots = [record.root("claims", "matter", r) for r in rows]
        if roots[0] != roots[1]:
            return "neither"
        sides = [
            record.db.execute(
                "SELECT max(s.denies <> c.negated) FROM claims c JOIN claim_sides s ON s.claim = c.id WHERE c.id = ?",
                (r,),
            ).fetchone()[0]
            for r in rows
        ]
        return "same" if sides[0] == sides[1] else "contradicts"
    if pair["kind"] == "event":
        rows = [record.find("events", "span", x) for x in (a, b)]
        return (
            None
            if None in rows
            else "same"
            if record.root("events", "story", rows[0]) == record.root("events", "story", rows[1])
            else "other"
        )
    if pair["kind"] == "commitment":
        asked = record.find("commitments", "span", a)
        later = (
            record.find("statements", "content", b)
            if b["item"] == "statement"
            else record.find("events", "span", b)
        )
        if asked is None or later is None:
            return None
        if b["item"] == "statement":
            return (
                "answers"
                if record.db.execute(
                    "SELECT 1 FROM answers WHERE commitment = ? AND statement = ?", (asked, later)
                ).fetchone()
                else "neither"
            )
        found = record.db.execute(
            "SELECT status FROM outcomes WHERE commitment = ? AND event = ?", (asked, later)
        ).fetchone()
        return "neither" if not found else "breaks" if found[0] == "broken" else "fulfils"
    return None


def main():
    data, casus, half = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    pairs = [
        p
        for p in map(
            json.loads, (HERE / "pairs/pairs.ndjson").read_text(encoding="utf-8").splitlines()
        )
        if p["half"] == half and p["kind"] != "actor"
    ]
    counts = collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory() as folder:
        ids = {p[x]["report"] for p in pairs for x in "ab"}
        record = Record(
            casus, texts_of(data), ids, folder, sys.argv[4] if len(sys.argv) > 4 else None
        )
        for pair in pairs:
            found = judged(record, pair)
            for label in {
                "claim": ("same", "contradicts"),
                "event": ("same",),
                "commitment": ("answers", "fulfils"),
            }[pair["kind"]]:
                n = counts[pair["kind"], label]
                n["pairs"] += 1
                n["read"] += found is not None
                n["wanted"] += pair["label"] == label
                n["wanted and read"] += pair["label"] == label and found is not None
                n["given"] += found == label
                n["right"] += found == label == pair["label"]
    for (kind, label), n in counts.items():
        share = lambda a, b: a / b if b else 0.0
        f1 = lambda wanted: share(2 * n["right"], n["given"] + wanted)
        print(
            f"{kind + ' ' + label:<20} P {share(n['right'], n['given']):.3f}  R {share(n['right'], n['wanted']):.3f}  F1 {f1(n['wanted']):.3f}  "
            f"of pairs read: R {share(n['right'], n['wanted and read']):.3f}  F1 {f1(n['wanted and read']):.3f}   ({n['right']} right of {n['given']} given, {n['wanted']} wanted; {n['read']} of {n['pairs']} pairs read)"
        )


if __name__ == "__main__":
    main()
