# SPDX-License-Identifier: Apache-2.0
"""Fits the constants of src/reading/certainty.h: how likely what is given with a certainty is right.

usage: calibrate.py GOLD_DIR CASUS
Reads every report of GOLD_DIR with CASUS, compares as ../shared/score/score.py does, and prints for each kind the scale and
shift (Platt 1999) that would make the confidences it gives now most likely, to be composed with those in the source; for
events the whole of kEventCertainty, composed. First it prints what five folds over the reports give. Needs numpy.
"""
import json
import math
import pathlib
import re
import subprocess
import sys

import numpy

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parent))
from readings import STATUS, TYPES

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "shared/score"))
import score as scorer


def given(gold, record):
    """(kind, confidence, right) of every item of a record."""
    text, actor = gold["text"], {a["id"]: a["name"] for a in record["actors"]}
    cut = lambda spans: " ".join(text[s:e] for s, e in spans or [])
    names = lambda ids: [actor.get(x) for x in ([ids] if isinstance(ids, str) else ids or [])]
    hit = lambda want, have: not want and not have or any(scorer.same_name(w, h) for w in want for h in have)

    wanted = [dict(s, w=scorer.content_words(" ".join(scorer.text_of(c) for c in s["content"]))) for s in gold["statements"]]
    mine = [dict(s, w=scorer.content_words(cut(s["content_spans"]))) for s in record["statements"]]
    right = set()
    for i, j, _ in scorer.pair(wanted, mine, lambda x, y: scorer.dice(x["w"], y["w"]), 0.5):
        g, who = wanted[i], actor.get(mine[j].get("speaker"))
        if scorer.same_name(g["speaker"], who) if g["speaker"] else who is None or scorer.fold(who) == scorer.fold(scorer.text_of(g.get("speaker_text") or "")):
            right.add(j)
    yield from (("statement", y["confidence"], j in right) for j, y in enumerate(mine))

    wanted = [dict(e, s=scorer.sentence_of(text, scorer.locate(text, e["trigger"]))) for e in gold["events"]]
    mine = record["events"]

    def event(x, y):
        if x["type"] != y["type"] or not x["s"][0] <= y["trigger_span"][0] < x["s"][1]:
            return 0
        return 1 + hit(x["source"], names(y["source"])) + hit(x["target"], names(y["target"]))

    right = {j for _, j, points in scorer.pair(wanted, mine, event, 1) if points == 3}
    yield from (("event", y["confidence"], j in right) for j, y in enumerate(mine))

    for kind, wanted, mine, words, good in (
            ("contested", gold["contested"], [c for c in record["claims"] if c["status"] == "contested"], lambda y: cut(y["spans"]),
             lambda x, y: hit(x["asserted_by"], names(y["asserted_by"])) and hit(x["denied_by"], names(y["denied_by"]))),
            ("commitment", gold["commitments"], record["commitments"], lambda y: cut([y["span"]]),
             lambda x, y: hit([x["from"]], names(y["from"])) and hit(x["to"], names(y["to"])))):
        told = lambda x: " ".join(scorer.text_of(s) for s in x["spans"]) if kind == "contested" else scorer.text_of(x["text"])
        pairs = scorer.pair(wanted, mine, lambda x, y: scorer.dice(scorer.words(told(x)), scorer.words(words(y))), 0.4)
        right = {j for i, j, _ in pairs if good(wanted[i], mine[j])}
        yield from ((kind, y["confidence"], j in right) for j, y in enumerate(mine))

    wanted = [(x["type"], x["from"], x["to"]) for x in gold["relations"]]
    mine = [(y["type"], actor.get(y["from"]), actor.get(y["to"])) for y in record["relations"]]
    right = {j for _, j, _ in scorer.pair(wanted, mine, lambda x, y: float(x[0] == y[0] and scorer.same_name(x[1], y[1]) and scorer.same_name(x[2], y[2])), 1)}
    yield from (("relation", y["confidence"], j in right) for j, y in enumerate(record["relations"]))


def fitted(items):
    """Scale and shift of the logistic over the log-odds, by gradient ascent; a weak pull keeps few items from running away."""
    points = [(math.log(c / (1 - c)), r) for c, r in ((min(max(c, 1e-4), 1 - 1e-4), r) for c, r in items)]
    scale, shift = 1.0, 0.0
    for step in range(4000):
        gs, gb = 0.1 * (1 - scale), -0.01 * shift
        for x, r in points:
            p = 1 / (1 + math.exp(-(scale * x + shift)))
            gs += (r - p) * x
            gb += r - p
        rate = 0.5 / (len(points) * (1 + step / 500))
        scale, shift = scale + rate * gs, shift + rate * gb
    return scale, shift


PARTIES = ["", "person", "state", "organization", "group", "place"]  # EventCertainty::kParties
SIZES = (1, 1, len(TYPES), len(STATUS), len(PARTIES), 1, len(PARTIES), 1)  # scale, shift, types, statuses, source, target


def event_features(event, types):
    """The features of kEventCertainty, in its order; the first is what the event's confidence is now, as log-odds."""
    c = min(max(event["confidence"], 1e-4), 1 - 1e-4)
    out = [math.log(c / (1 - c)), 1.0]
    one = lambda values, value: [float(v == value) for v in values]
    out += one(TYPES, event["type"]) + one(STATUS, event["status"])
    for role in ("source", "target"):
        parties = event[role]
        out += one(PARTIES, types[parties[0]] if parties else "") + [float(len(parties) > 1)]
    return out


def logistic_fit(x, y, pull=2.0):
    """Weights by Newton's method; `pull` keeps all but the confidence and the shift near nothing."""
    ridge = numpy.full(x.shape[1], pull)
    ridge[:2] = 1e-3
    w = numpy.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + numpy.exp(-x @ w))
        w -= numpy.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + numpy.diag(ridge), x.T @ (p - y) + ridge * w)
    return w


def fit_events(rows):
    """rows: (report, features, right). Prints what folds give, then the initialiser of kEventCertainty."""
    x, y = numpy.array([f for _, f, _ in rows]), numpy.array([float(right) for *_, right in rows])
    reports = sorted({r for r, *_ in rows})
    fold = numpy.array([reports.index(r) % 5 for r, *_ in rows])
    p = numpy.zeros(len(rows))
    for k in range(5):
        p[fold == k] = 1 / (1 + numpy.exp(-x[fold == k] @ logistic_fit(x[fold != k], y[fold != k])))
    print(f"events of five folds, 0.5 or more: {int(y[p >= 0.5].sum())} right of {int((p >= 0.5).sum())} given")
    source = (HERE.parents[1] / "src/reading/certainty.h").read_text(encoding="utf-8")
    initialiser = re.search(r"kEventCertainty\{(.*?)\};", source, re.S).group(1)
    before = numpy.array([float(v) for v in re.findall(r"-?[\d.]+", initialiser)])
    w = logistic_fit(x, y)
    after = w[0] * before
    after[1:] += w[1:]
    parts = numpy.split(after, numpy.cumsum(SIZES)[:-1])
    text = [", ".join(f"{v:.2f}" for v in part) for part in parts]
    print(f"kEventCertainty{{{text[0]}, {text[1]}, {{{text[2]}}}, {{{text[3]}}}, {{{{{text[4]}}}, {text[5]}}}, {{{{{text[6]}}}, {text[7]}}}}};")


def main():
    items, events = {}, []
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        command = [sys.argv[2], "read", "--from", "text", "--date", gold["published"] or "", "--format", "json", "-"]
        record = json.loads(subprocess.run(command, input=gold["text"].encode(), capture_output=True, check=True).stdout)
        judged = list(given(gold, record))
        for kind, confidence, right in judged:
            items.setdefault(kind, []).append((confidence, right))
        types = {a["id"]: a["type"] for a in record["actors"]}
        rights = [right for kind, _, right in judged if kind == "event"]
        events += [(path.name, event_features(e, types), right) for e, right in zip(record["events"], rights)]
    fit_events(events)
    for kind, given_items in items.items():
        scale, shift = fitted(given_items)
        print(f"{kind:<10} scale {scale:.2f} shift {shift:+.2f}   ({len(given_items)} given, {sum(r for _, r in given_items)} right)")


if __name__ == "__main__":
    main()
