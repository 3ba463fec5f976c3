# SPDX-License-Identifier: Apache-2.0
"""How far two readers of the same reports agree: the second's annotation scored against the first's, each measure of
../shared/score/score.py. It is the ceiling for any reader.

usage: agreement.py FIRST_DIR SECOND_DIR SCORE.py        folders of gold files (../shared/spec/ANNOTATE.md)
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "train"))
from readings_data import locate, text_of


def record_of(gold):
    """A gold file as the record casus would print of it."""
    text, actors = gold["text"], {}

    def actor(names):
        name = names if isinstance(names, str) else (names[0] if names else None)
        return actors.setdefault(name, f"a{len(actors) + 1}") if name else None

    span = lambda x: list(locate(text, x) or (0, 0))
    statements = [
        {
            "speaker": actor(s["speaker"]),
            "speaker_span": None,
            "content_spans": [span(c) for c in s["content"]],
            "kind": s["kind"],
            "act": s["act"],
            "confidence": 1,
        }
        for s in gold["statements"]
    ]
    events = [
        {
            "type": e["type"],
            "source": [actor(x) for x in e["source"]],
            "target": [actor(x) for x in e["target"]],
            "trigger_span": span(e["trigger"]),
            "date": e.get("date"),
            "status": e["status"],
            "quantities": [
                {"what": q["what"], "value": q["value"]} for q in e.get("quantities", [])
            ],
            "confidence": 1,
        }
        for e in gold["events"]
    ]
    claims = [
        {
            "spans": [span(x) for x in c["spans"]],
            "asserted_by": [actor(x) for x in c["asserted_by"]],
            "denied_by": [actor(x) for x in c["denied_by"]],
            "status": "contested",
            "confidence": 1,
        }
        for c in gold["contested"]
    ]
    commitments = [
        {
            "span": span(c["text"]),
            "from": actor(c["from"]),
            "to": [actor(x) for x in c["to"]],
            "status": c["status"],
            "confidence": 1,
        }
        for c in gold["commitments"]
    ]
    relations = [
        {"type": r["type"], "from": actor(r["from"]), "to": actor(r["to"]), "confidence": 1}
        for r in gold["relations"]
    ]
    furniture = [span(text_of(x)) for x in gold.get("furniture", [])]
    return {
        "report": {"text": text, "furniture": furniture},
        "actors": [{"id": i, "name": n} for n, i in actors.items()],
        "statements": statements,
        "events": events,
        "claims": claims,
        "commitments": commitments,
        "relations": relations,
    }


def main():
    first, second = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        gold, other = pathlib.Path(folder) / "gold", pathlib.Path(folder) / "other"
        gold.mkdir(), other.mkdir()
        for path in sorted(second.glob("*.json")):
            if (first / path.name).exists():
                shutil.copy(first / path.name, gold / path.name)
                (other / path.name).write_text(
                    json.dumps(record_of(json.loads(path.read_text(encoding="utf-8")))),
                    encoding="utf-8",
                )
        done = subprocess.run(
            [sys.executable, sys.argv[3], str(gold), "--json", str(other)],
            capture_output=True,
            text=True,
            check=False,
        )
        print(
            "".join(
                line + "\n" for line in done.stdout.splitlines() if not line.startswith("sure.")
            ),
            end="",
        )


if __name__ == "__main__":
    main()
