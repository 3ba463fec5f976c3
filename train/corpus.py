# SPDX-License-Identifier: Apache-2.0
"""Our own annotations of the pool's reports and of NGEC's stories: packed as offsets and labels, and joined to the texts again.

usage: corpus.py pack GOLD_DIR... > train/corpus/reports.ndjson
       corpus.py unpack DATA PACKED.ndjson.xz OUT_FOLDER
       corpus.py prepare DATA DUMP_ANALYSES OUT_FOLDER PART...
`pack` takes folders of gold files (../shared/spec/ANNOTATE.md); a later one replaces reports of an earlier one. Every exact
string, and every name that stands in the text, becomes [start, end) in code points, so no text is kept; the SHA-1 of the text
guards the join; `unpack` makes gold files of them again. Of a long report only the first "end" code points may be annotated. `prepare` writes what the training programs take: for each PART
(train, dev, held, plover, polnear-train, unread) its gold files and PART.dump, what casus makes of its words (DUMP_ANALYSES is the
program built from train/dump_analyses.cc). train holds ../shared's reports and corpus/reports.ndjson.xz; held, which no reading
is trained on, corpus/held.ndjson.xz; corpus/fresh.ndjson.xz, 16 more, is measured once a session, and neither read nor fitted on.
"""

import csv
import hashlib
import json
import lzma
import pathlib
import subprocess
import sys

from readings_data import locate, text_of

HERE = pathlib.Path(__file__).resolve().parent
EXACT = {"speaker_text", "cue", "trigger"}
EXACT_LISTS = {"content", "source_text", "target_text", "spans", "furniture"}
REST, LEAST_REST = 6000, 1500  # code points of a report that nobody annotated
NAMES = {"speaker", "addressees", "source", "target", "asserted_by", "denied_by", "from", "to"}


def sha1(text):
    return hashlib.sha1(text.encode()).hexdigest()


def walked(value, key, exact, name):
    """`value` with `exact` applied to exact strings and `name` to names, wherever they stand below `key`."""
    if key in EXACT or (key == "text" and exact is not None):
        return None if value is None else exact(value)
    if key in EXACT_LISTS:
        return [exact(x) for x in value]
    if key in NAMES:
        return (
            [walked(x, key, exact, name) for x in value]
            if isinstance(value, list) and not is_span(value)
            else name(value)
        )
    return value


def is_span(x):
    return isinstance(x, list) and len(x) == 2 and all(isinstance(v, int) for v in x)


def packed(gold):
    text = gold["text"]

    def exact(x):
        span = locate(text, x)
        return list(span) if span else None

    def name(x):
        at = text.find(x) if x else -1
        return [at, at + len(x)] if at >= 0 else x

    out = {
        "id": gold["id"],
        "sha1": sha1(text),
        "furniture": [exact(x) for x in gold.get("furniture", [])],
    }
    if "end" in gold:
        out["end"] = gold["end"]
    for kind in ("statements", "events", "commitments", "relations"):
        out[kind] = []
        for item in gold[kind]:
            row = {k: walked(v, k, exact, name) for k, v in item.items() if k != "quantities"}
            if kind == "events":
                row["quantities"] = [
                    {k: exact(v) if k == "text" else v for k, v in q.items() if k != "qualifier"}
                    for q in item.get("quantities", [])
                ]
            out[kind].append({k: v for k, v in row.items() if v not in (None, [])})
    out["contested"] = [
        {
            "spans": [exact(x) for x in c["spans"]],
            "asserted_by": [name(x) for x in c["asserted_by"]],
            "denied_by": [name(x) for x in c["denied_by"]],
        }
        for c in gold.get("contested", [])
    ]
    return out


EMPTY = {
    "statements": {
        "speaker": [],
        "speaker_text": None,
        "cue": None,
        "content": [],
        "addressees": [],
        "date": None,
    },
    "events": {
        "source": [],
        "target": [],
        "source_text": [],
        "target_text": [],
        "date": None,
        "quantities": [],
    },
    "commitments": {"to": [], "due": None},
    "relations": {},
}


def unpacked(row, text, published):
    def exact(x):
        s, at, nth = text[x[0] : x[1]], -1, 0
        while at < x[0]:
            at, nth = text.find(s, at + 1), nth + 1
        return s if nth == 1 and locate(text, s) == tuple(x) else {"text": s, "nth": nth}

    def name(x):
        return text[x[0] : x[1]] if is_span(x) else x

    out = {
        **({"end": row["end"]} if "end" in row else {}),
        "id": row["id"],
        "text": text,
        "published": published,
        "title": None,
        "url": None,
        "furniture": [text_of(exact(x)) for x in row["furniture"] if x],
    }
    for kind, empty in EMPTY.items():
        out[kind] = []
        for item in row[kind]:
            whole = {
                **empty,
                **{k: walked(v, k, exact, name) for k, v in item.items() if k != "quantities"},
            }
            if kind == "events":
                whole["quantities"] = [
                    {
                        k: exact(v) if k == "text" else v
                        for k, v in {"value": None, "unit": None, **q, "qualifier": None}.items()
                    }
                    for q in item.get("quantities", [])
                ]
            out[kind].append(whole)
    out["contested"] = [
        {
            "text": text[c["spans"][0][0] : c["spans"][0][1]],
            "spans": [exact(x) for x in c["spans"]],
            "asserted_by": [name(x) for x in c["asserted_by"]],
            "denied_by": [name(x) for x in c["denied_by"]],
        }
        for c in row["contested"]
    ]
    return out


def pack(folders):
    golds = {}
    for folder in folders:
        for path in sorted(pathlib.Path(folder).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            golds[gold["id"]] = gold
    for _, gold in sorted(golds.items()):
        print(json.dumps(packed(gold), ensure_ascii=False, separators=(",", ":")))


def texts(data):
    """Every report of the pool, and NGEC's synthetic stories (ngec and the number of the row), by id."""
    pool = {
        row["id"]: row
        for row in map(
            json.loads, lzma.open(data / "reports/pool.ndjson.xz", "rt", encoding="utf-8")
        )
    }
    csv.field_size_limit(1 << 30)
    with lzma.open(
        data / "events/ngec-synthetic-stories.csv.xz", "rt", encoding="utf-8", newline=""
    ) as stories:
        pool |= {
            f"ngec{number}": {"text": story["text"].strip()}
            for number, story in enumerate(csv.DictReader(stories))
        }
    return pool


def unpack(data, packed_file, folder):
    folder.mkdir(parents=True, exist_ok=True)
    pool = texts(data)
    with lzma.open(packed_file, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            report = pool[row["id"]]
            text = report["text"][: row.get("end")]
            if sha1(text) != row["sha1"]:
                sys.exit(f"{row['id']}: the pool has another text")
            gold = unpacked(row, text, report.get("date"))
            (folder / f"{row['id']}.json").write_text(
                json.dumps(gold, ensure_ascii=False), encoding="utf-8"
            )


def unread(data):
    """Reports of the pool that nobody annotated, and what was left of long ones; one in six is left out, to be read by eye."""
    annotated = {"reports": {}, "held": {}, "fresh": {}, "second": {}}
    for name, rows in annotated.items():
        with lzma.open(HERE / f"corpus/{name}.ndjson.xz", "rt", encoding="utf-8") as packed_rows:
            rows |= {row["id"]: row for row in map(json.loads, packed_rows)}
    measured = annotated["held"] | annotated["fresh"] | annotated["second"]
    with lzma.open(data / "reports/pool.ndjson.xz", "rt", encoding="utf-8") as pool:
        for row in map(json.loads, pool):
            begin = annotated["reports"].get(row["id"], {"end": 0}).get("end", len(row["text"]))
            by_eye = begin == 0 and int(sha1(row["id"]), 16) % 6 == 0
            rest = row["text"][begin : begin + REST]
            if row["id"] not in measured and not by_eye and len(rest) >= LEAST_REST:
                yield {"id": "unread-" + row["id"], "text": rest, "date": row.get("date")}


def prepare(data, dump, out, parts):
    for part in parts:
        (out / part).mkdir(parents=True, exist_ok=True)
        if part == "polnear-train":  # a third of it
            articles = list(
                map(
                    json.loads,
                    lzma.open(data / f"attribution/{part}.jsonl.xz", "rt", encoding="utf-8"),
                )
            )[::3]
            analyse(
                dump,
                [{"id": a["id"], "text": a["text"]} for a in articles],
                out / f"{part}.dump",
                "--plain",
            )
            continue
        if part == "unread":
            analyse(dump, unread(data), out / "unread.dump")
            continue
        if part == "plover":
            sentences = map(
                json.loads, open(data / "events/plover-gsr-dev.jsonl", encoding="utf-8")
            )
            analyse(
                dump, [{"id": s["id"], "text": s["text"]} for s in sentences], out / "plover.dump"
            )
            continue
        for path in (data / "reports" / part).glob("*.json"):
            (out / part / path.name).write_bytes(path.read_bytes())
        own = {"train": "reports", "held": "held"}.get(part)
        if own:
            unpack(data, HERE / f"corpus/{own}.ndjson.xz", out / part)
        golds = [
            json.loads(p.read_text(encoding="utf-8")) for p in sorted((out / part).glob("*.json"))
        ]
        analyse(
            dump,
            [{"id": g["id"], "text": g["text"], "date": g["published"]} for g in golds],
            out / f"{part}.dump",
        )


def analyse(dump, rows, path, *options):
    source = path.with_suffix(".ndjson")
    source.write_text("".join(json.dumps(r) + "\n" for r in rows))
    with open(path, "w") as result:
        subprocess.run([dump, source, *options], stdout=result, check=True)


if __name__ == "__main__":
    if sys.argv[1] == "pack":
        pack(sys.argv[2:])
    elif sys.argv[1] == "unpack":
        unpack(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4]))
    else:
        prepare(pathlib.Path(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4]), sys.argv[5:])
