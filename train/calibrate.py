# SPDX-License-Identifier: Apache-2.0
"""Fits src/reading/certainty_weights.h: how likely what is given with a certainty is right.

usage: calibrate.py GOLD_DIR... CASUS [--write]
Reads every report of the folders with CASUS and compares as ../shared/score/score.py does. For each kind it fits a logistic regression
over the features of src/reading/certainty.cc, prints what five folds over the reports give, and with --write writes the header. The
readers' own certainty is what the confidence was before the weights in the source, with which CASUS must have been built. Needs numpy.
"""

import json
import math
import pathlib
import re
import subprocess
import sys

import logistic
import numpy

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "shared/score"))
import score as scorer


def given(gold, record):
    """(kind, confidence, right) of every item of a record."""
    text, actor = gold["text"], {a["id"]: a["name"] for a in record["actors"]}
    cut = lambda spans: " ".join(text[s:e] for s, e in spans or [])
    names = lambda ids: [actor.get(x) for x in ([ids] if isinstance(ids, str) else ids or [])]
    hit = lambda want, have: (
        (not want and not have) or any(scorer.same_name(w, h) for w in want for h in have)
    )

    wanted = [
        dict(s, w=scorer.content_words(" ".join(scorer.text_of(c) for c in s["content"])))
        for s in gold["statements"]
    ]
    mine = [dict(s, w=scorer.content_words(cut(s["content_spans"]))) for s in record["statements"]]
    right = set()
    for i, j, _ in scorer.pair(wanted, mine, lambda x, y: scorer.dice(x["w"], y["w"]), 0.5):
        g, who = wanted[i], actor.get(mine[j].get("speaker"))
        if (
            scorer.same_name(g["speaker"], who)
            if g["speaker"]
            else who is None
            or scorer.fold(who) == scorer.fold(scorer.text_of(g.get("speaker_text") or ""))
        ):
            right.add(j)
    yield from (("statement", y["confidence"], j in right) for j, y in enumerate(mine))

    wanted = [
        dict(e, s=scorer.sentence_of(text, scorer.locate(text, e["trigger"])))
        for e in gold["events"]
    ]
    mine = record["events"]

    def event(x, y):
        if x["type"] != y["type"] or not x["s"][0] <= y["trigger_span"][0] < x["s"][1]:
            return 0
        return 1 + hit(x["source"], names(y["source"])) + hit(x["target"], names(y["target"]))

    right = {j for _, j, points in scorer.pair(wanted, mine, event, 1) if points == 3}
    yield from (("event", y["confidence"], j in right) for j, y in enumerate(mine))

    for kind, wanted, mine, words, good in (
        (
            "contested",
            gold["contested"],
            [c for c in record["claims"] if c["status"] == "contested"],
            lambda y: cut(y["spans"]),
            lambda x, y: (
                hit(x["asserted_by"], names(y["asserted_by"]))
                and hit(x["denied_by"], names(y["denied_by"]))
            ),
        ),
        (
            "commitment",
            gold["commitments"],
            record["commitments"],
            lambda y: cut([y["span"]]),
            lambda x, y: hit([x["from"]], names(y["from"])) and hit(x["to"], names(y["to"])),
        ),
    ):
        told = lambda x: (
            " ".join(scorer.text_of(s) for s in x["spans"])
            if kind == "contested"
            else scorer.text_of(x["text"])
        )
        pairs = scorer.pair(
            wanted,
            mine,
            lambda x, y: scorer.dice(scorer.words(told(x)), scorer.words(words(y))),
            0.4,
        )
        right = {j for i, j, _ in pairs if good(wanted[i], mine[j])}
        yield from ((kind, y["confidence"], j in right) for j, y in enumerate(mine))


WEIGHTS = HERE.parents[1] / "src/reading/certainty_weights.h"
PRONOUNS = {"he", "she", "they", "it", "we", "i", "who"}


def sides(role, actors, types):
    out = {f"{role} {types[actors[0]] if actors else 'none'}": 1.0}
    if len(actors) > 1:
        out[f"{role} several"] = 1.0
    return out


def features(kind, item, types, text):
    """The features of src/reading/certainty.cc; the certainty is the log-odds of the confidence as it is given."""
    c = min(max(item["confidence"], 1e-4), 1 - 1e-4)
    out = {"certainty": math.log(c / (1 - c)), "shift": 1.0}
    of = lambda actor: types.get(actor, "none")
    if kind == "statement":
        out |= {
            "kind " + item["kind"]: 1.0,
            "act " + item["act"]: 1.0,
            "speaker " + of(item["speaker"]): 1.0,
        }
        out["length"] = math.log(
            1
            + sum(
                "a" <= w[:1] <= "z" for s, e in item["content_spans"] for w in text[s:e].split(" ")
            )
        )
        source = item["speaker_span"]
        if not item["cue_span"]:
            out["no cue"] = 1.0
        if not source:
            out["no source"] = 1.0
        elif text[source[0] : source[1]].lower() in PRONOUNS:
            out["pronoun"] = 1.0
    elif kind == "event":
        out |= (
            {"type " + item["type"]: 1.0, "status " + item["status"]: 1.0}
            | sides("source", item["source"], types)
            | sides("target", item["target"], types)
        )
    elif kind == "commitment":
        out |= {"kind " + item["kind"]: 1.0, "from " + of(item["from"]): 1.0} | sides(
            "to", item["to"], types
        )
    return out


def ridge_of(x, pull):
    """`pull` keeps all weights but the certainty's and the shift's (the first two) near nothing."""
    ridge = numpy.full(x.shape[1], pull)
    ridge[:2] = 0.5, 0.01
    return ridge


def weights_now(kind):
    source = WEIGHTS.read_text(encoding="utf-8")
    body = re.search(rf"k{kind.capitalize()}Weights\[\] = {{(.*?)}};", source, re.S).group(1)
    return {name: float(value) for name, value in re.findall(r'{"([^"]+)",\s*(-?[\d.]+)}', body)}


def raw(features, before):
    """The features with the certainty as its reader gave it."""
    added = sum(
        before.get(name, 0.0) * value for name, value in features.items() if name != "certainty"
    )
    scale = before["certainty"]
    most = math.log(1e4)  # as the program limits it
    certainty = (features["certainty"] - added) / scale if abs(scale) > 0.05 else 0.0
    return features | {"certainty": max(-most, min(most, certainty))}


def learned(kind, rows):
    """rows: (report, features, right). Prints what folds give; the weights."""
    before, pull = weights_now(kind), 3.0 if kind == "statement" else 10.0  # by the folds
    rows = [(report, raw(f, before), right) for report, f, right in rows]
    names = ["certainty", "shift"] + sorted(
        {n for _, f, _ in rows for n in f} - {"certainty", "shift"}
    )
    x = numpy.array([[f.get(n, 0.0) for n in names] for _, f, _ in rows])
    y = numpy.array([float(right) for *_, right in rows])
    reports = sorted({r for r, *_ in rows})
    fold = numpy.array([reports.index(r) % 5 for r, *_ in rows])
    p, ridge = numpy.zeros(len(rows)), ridge_of(x, pull)
    for k in range(5):
        p[fold == k] = 1 / (
            1 + numpy.exp(-x[fold == k] @ logistic.fit(x[fold != k], y[fold != k], ridge))
        )
    sure = p >= 0.5
    error = sum(
        abs(p[b].sum() - y[b].sum())
        for b in (numpy.minimum((p * 10).astype(int), 9) == k for k in range(10))
    ) / len(rows)
    print(
        f"{kind:<10} {int(y.sum())} right of {len(y)}; five folds: with 0.5 or more {int(y[sure].sum())} right of {int(sure.sum())}, calibration error {error:.3f}"
    )
    return {
        name: value
        for name, value in zip(names, logistic.fit(x, y, ridge))
        if name == "certainty" or abs(value) >= 0.005
    }


def written(all_weights):
    out = [
        "// SPDX-License-Identifier: Apache-2.0",
        "// Written by train/calibrate.py; what the numbers mean: certainty.h.",
        "#pragma once",
        "",
        '#include "reading/certainty.h"',
        "",
        "namespace casus {",
        "",
    ]
    for kind, weights in all_weights.items():
        rows = ", ".join(f'{{"{name}", {value:.3f}}}' for name, value in weights.items())
        out.append(f"inline constexpr CertaintyWeight k{kind.capitalize()}Weights[] = {{{rows}}};")
    return "\n".join(out + ["", "}  // namespace casus", ""])


def main():
    rows = {k: [] for k in ("statement", "event", "commitment", "contested")}
    *folders, casus = [a for a in sys.argv[1:] if a != "--write"]
    for path in (
        path for folder in folders for path in sorted(pathlib.Path(folder).glob("*.json"))
    ):
        gold = json.loads(path.read_text(encoding="utf-8"))
        command = [
            casus,
            "read",
            "--from",
            "text",
            "--date",
            gold["published"] or "",
            "--format",
            "json",
            "-",
        ]
        record = json.loads(
            subprocess.run(
                command, input=gold["text"].encode(), capture_output=True, check=True
            ).stdout
        )
        items = {
            "statement": record["statements"],
            "event": record["events"],
            "commitment": record["commitments"],
            "contested": [c for c in record["claims"] if c["status"] == "contested"],
        }
        types = {a["id"]: a["type"] for a in record["actors"]}
        right = {k: [] for k in rows}
        for kind, _, is_right in given(gold, record):
            right[kind].append(is_right)
        for kind in rows:
            rows[kind] += [
                (path.name, features(kind, item, types, gold["text"]), r)
                for item, r in zip(items[kind], right[kind])
            ]
    weights = {kind: learned(kind, of_kind) for kind, of_kind in rows.items()}
    if "--write" in sys.argv:
        WEIGHTS.write_text(written(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
