# SPDX-License-Identifier: Apache-2.0
"""Joins annotated reports with what casus makes of their words: the examples the readings are learned from.

A report is a dict of words (as train/dump_analyses.cc prints them) and of labels by word index:
  events     [{trigger, type, status, source: [words], target: [words]}]     a party is the head word of its mention
  statements [{cue: [first, last], source: [[b, e)], content: [[b, e)], act, to: [words], commitment: kind or None}]
  relations  [{type, source: word, target: word}]
  quantities {word of the number: (what, trigger or None)}
  untold     [(word, type)]      a relation whose other end is not named near
  referring  [(word, names)]     a pronoun or a description, and whom it means
`unsure` are words that must teach nothing (the label could not be placed).
"""

import bisect
import functools
import json
import lzma
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "shared/score"))


def text_of(x):
    return x if isinstance(x, str) else x["text"]


WORDISH = re.compile(r"\w")


def locate(text, x):
    """[start, end) of an exact string. Without nth, the first place where it is made of whole words."""
    s = text_of(x)
    if not isinstance(x, str):
        at = -1
        for _ in range(x["nth"]):
            at = text.find(s, at + 1)
        return (at, at + len(s)) if at >= 0 else None
    at = text.find(s)
    first = at
    while at >= 0:
        whole = (at == 0 or not WORDISH.match(text[at - 1]) or not WORDISH.match(s[0])) and (
            at + len(s) >= len(text)
            or not WORDISH.match(text[at + len(s)])
            or not WORDISH.match(s[-1])
        )
        if whole:
            return at, at + len(s)
        at = text.find(s, at + 1)
    return (first, first + len(s)) if first >= 0 else None


def all_places(text, s):
    at, out = text.find(s), []
    while at >= 0:
        out.append((at, at + len(s)))
        at = text.find(s, at + 1)
    return out


class Report:
    whole = True  # all its statements and relations are annotated
    attributed = True  # its attributions are

    def __init__(self, dump, gold, scorer):
        self.id, self.text, self.words = dump["id"], dump["text"], dump["words"]
        self.sentences, self.entities = dump["sentences"], dump["entities"] or []
        self.times = dump.get("times") or []
        self.gold, self.scorer = gold, scorer
        self.sentence_of = [0] * len(self.words)
        for number, (b, e) in enumerate(self.sentences):
            for w in range(b, e):
                self.sentence_of[w] = number
        self.lost = []
        self.read()
        self.said_spans = dump.get("attributions") or []

    def read_nothing(self):
        """Of what is annotated nothing is known."""
        self.events, self.statements, self.relations = [], [], []
        self.quantities, self.untold, self.referring = {}, [], []
        self.unsure = set(range(len(self.words)))

    def words_in(self, span):
        return [
            i for i, w in enumerate(self.words) if w["at"][0] < span[1] and span[0] < w["at"][1]
        ]

    def head(self, words):
        inside = set(words)
        for w in words:
            if self.words[w]["head"] not in inside and self.words[w]["upos"] != "PUNCT":
                return w
        return words[0]

    def near(self, x, anchor=None):
        """Words of an exact string; where it is not told which place is meant and `anchor` (a span) is given, the place in
        the anchor's sentence, nearest to it."""
        span = locate(self.text, x)
        if span is None:
            return []
        if anchor is not None and isinstance(x, str):
            places = [p for p in all_places(self.text, x) if self.words_in(p)]
            sentence = self.sentence_of[self.words_in(anchor)[0]] if self.words_in(anchor) else None
            here = [p for p in places if self.sentence_of[self.words_in(p)[0]] == sentence]
            if here:
                span = min(here, key=lambda p: abs(p[0] - anchor[0]))
        return self.words_in(span)

    def same(self, names, party):
        return party is not None and self.scorer.same_name(names, party)

    def mention(self, names, at, before_only=False):
        """The word nearest to `at` that casus takes for one of `names`, or whose name is one."""
        best = None
        for w, word in enumerate(self.words):
            if before_only and w > at:
                break
            if w != at and (
                self.same(names, word.get("name")) or self.same(names, word.get("party"))
            ):
                cost = abs(w - at) + (
                    0 if self.sentence_of[w] == self.sentence_of[at] else 10 if w < at else 40
                )
                if best is None or cost < best[0]:
                    best = (cost, w)
        return best[1] if best else None

    def read(self):
        g = self.gold
        self.events, self.statements, self.relations, self.quantities, self.unsure = (
            [],
            [],
            [],
            {},
            set(),
        )
        self.mentions = []  # (head word, names of whom it means)
        self.untold = []
        for e in g["events"]:
            words = self.near(e["trigger"])
            if not words:
                self.lost.append(("trigger", e["trigger"]))
                continue
            verbs = [
                w for w in words if self.words[w]["upos"] in ("VERB", "NOUN", "ADJ", "PROPN")
            ] or words
            trigger = self.head(verbs)
            event = {
                "trigger": trigger,
                "type": e["type"],
                "status": e["status"],
                "date": e.get("date"),
                "names": (e["source"], e["target"]),
            }
            anchor = (self.words[trigger]["at"][0], self.words[trigger]["at"][1])
            for role in ("source", "target"):
                heads = []
                actors = [names if isinstance(names, list) else [names] for names in e[role]]
                texts = e.get(role + "_text", [])
                for k, x in enumerate(texts):
                    found = self.near(x, anchor)
                    if found:
                        heads.append(self.head(found))
                        # Words and actors go together where there are as many of both.
                        self.mentions.append(
                            (
                                heads[-1],
                                actors[k]
                                if len(actors) == len(texts)
                                else [n for names in actors for n in names],
                            )
                        )
                if not heads and e[role]:
                    for names in e[role]:
                        w = self.mention(names if isinstance(names, list) else [names], trigger)
                        if (
                            w is not None
                            and abs(self.sentence_of[w] - self.sentence_of[trigger]) <= 3
                        ):
                            heads.append(w)
                    event[role + "_far"] = True
                event[role] = sorted(set(heads))
                event[role + "_empty"] = not e[role]
            self.events.append(event)
            for q in e.get("quantities", []):
                found = self.near(q["text"], anchor)
                numbers = [
                    w
                    for w in found
                    if self.words[w]["upos"] == "NUM"
                    or any(c.isdigit() for c in self.words[w]["form"])
                ] or [
                    w
                    for w in found
                    if self.words[w]["lemma"]
                    in ("dozen", "hundred", "thousand", "score", "a", "one", "two", "three")
                ]
                if numbers:
                    self.quantities[numbers[0]] = (q["what"], trigger, q["value"])
        for s in g["statements"]:
            content = [
                sorted(self.words_in(p)) for p in (locate(self.text, c) for c in s["content"]) if p
            ]
            content = [[c[0], c[-1] + 1] for c in content if c]
            cue = None
            if s.get("cue") and content:
                span = locate(self.text, s["cue"])
                if isinstance(s["cue"], str) and span:
                    span = min(
                        all_places(self.text, s["cue"]),
                        key=lambda p: min(
                            abs(p[1] - self.words[b]["at"][0])
                            if p[1] <= self.words[b]["at"][0]
                            else abs(p[0] - self.words[e - 1]["at"][1])
                            for b, e in content
                        ),
                    )
                found = self.words_in(span) if span else []
                cue = [found[0], found[-1] + 1] if found else None
            if not cue or not content:
                self.lost.append(("statement", s.get("cue"), s["content"]))
                continue
            anchor = (self.words[cue[0]]["at"][0], self.words[cue[1] - 1]["at"][1])
            source = self.near(s["speaker_text"], anchor) if s.get("speaker_text") else []
            if source and s["speaker"]:
                self.mentions.append((self.head(source), s["speaker"]))
            to = []
            for name in s.get("addressees", []):
                w = self.mention([name], cue[0])
                if w is not None and abs(self.sentence_of[w] - self.sentence_of[cue[0]]) <= 1:
                    to.append(w)
            self.statements.append(
                {
                    "cue": cue,
                    "content": content,
                    "source": [[source[0], source[-1] + 1]] if source else [],
                    "act": s["act"],
                    "to": to,
                    "kind": s["kind"],
                    "commitment": None,
                    "speaker": s["speaker"],
                }
            )
        for c in g["commitments"]:
            words, best = self.scorer.words(text_of(c["text"])), None
            for s in self.statements:
                text = " ".join(
                    self.text[self.words[b]["at"][0] : self.words[e - 1]["at"][1]]
                    for b, e in s["content"]
                )
                d = self.scorer.dice(words, self.scorer.words(text))
                if d >= 0.4 and (best is None or d > best[0]):
                    best = (d, s)
            if best:
                s = best[1]
                s["commitment"] = c["kind"]
                s["commitment_to"] = []
                for name in c["to"]:
                    w = self.mention([name], s["cue"][0])
                    if (
                        w is not None
                        and abs(self.sentence_of[w] - self.sentence_of[s["cue"][0]]) <= 2
                    ):
                        s["commitment_to"].append(w)
                s["commitment_nobody"] = not c["to"]
        aliases = self.alias_groups()
        for r in g["relations"]:
            words = self.near(r["text"])
            if not words:
                continue
            ends = []
            for name in (r["from"], r["to"]):
                names = aliases.get(self.scorer.canon(name), {name}) | {name}
                literal = [
                    w
                    for n in names
                    for p in all_places(self.text, n)
                    for w in self.words_in(p)
                    if w in words
                ]
                here = [w for w in words if self.same(list(names), self.words[w].get("name"))] or [
                    w for w in words if self.same(list(names), self.words[w].get("party"))
                ]
                if not here and literal:
                    here = [self.head(literal)]
                if not here:
                    w = self.mention(list(names), words[0])
                    here = (
                        [w]
                        if w is not None
                        and abs(self.sentence_of[w] - self.sentence_of[words[0]]) <= 1
                        else []
                    )
                ends.append(self.entity_head(here[0]) if here else None)
            if None in ends or ends[0] == ends[1]:
                self.lost.append(("relation", r))
                if ends[0] is not None:
                    self.untold.append((ends[0], r["type"]))
            else:
                self.relations.append({"type": r["type"], "source": ends[0], "target": ends[1]})

        seen = set()
        self.referring = [
            (w, names)
            for w, names in self.mentions
            if self.words[w].get("refers") and names and not (w in seen or seen.add(w))
        ]

    def entity_head(self, word):
        for b, e, _ in self.entities:
            if b <= word < e:
                return self.head(list(range(b, e)))
        return word

    def alias_groups(self):
        groups = {}
        g = self.gold
        lists = [s["speaker"] for s in g["statements"]] + [
            n if isinstance(n, list) else [n]
            for e in g["events"]
            for k in ("source", "target")
            for n in e[k]
        ]
        for names in lists:
            if names:
                groups.setdefault(self.scorer.canon(names[0]), set()).update(n for n in names if n)
        return groups


class Plover(Report):
    """A sentence of the PLOVER gold standard: one event, its words and parties; what else the sentence tells is not known."""

    whole = attributed = False
    MARK = re.compile(r"\((EVT|SRC|TAR|SRC/TAR): ([^)]*)\)")

    def read(self):
        self.read_nothing()
        self.unsure = {
            i for i, w in enumerate(self.words) if w["upos"] in ("VERB", "NOUN") or w.get("event")
        }
        words, plain, at = {"EVT": [], "SRC": [], "TAR": []}, "", 0
        for m in self.MARK.finditer(self.gold["markup"]):
            plain += self.gold["markup"][at : m.start()]
            span, at = (len(plain), len(plain) + len(m.group(2))), m.end()
            plain += m.group(2)
            for role in m.group(1).split("/"):
                words[role].append(span)
        if plain + self.gold["markup"][at:] != self.text or not words["EVT"]:
            return
        triggers = self.words_in(words["EVT"][0])
        verbs = [w for w in triggers if self.words[w]["upos"] in ("VERB", "NOUN")] or triggers
        if not verbs:
            return
        heads = {
            role: sorted({self.head(self.words_in(s)) for s in words[role] if self.words_in(s)})
            for role in ("SRC", "TAR")
        }
        trigger = self.head(verbs)
        self.unsure.discard(trigger)
        kind = {
            "INVESTIGATE": "ACCUSE",
            "DISAPPROVE": "ACCUSE",
            "DEMAND": "REQUEST",
            "FIGHT": "ASSAULT",
        }.get(self.gold["event"], self.gold["event"])  # older names
        self.events.append(
            {
                "trigger": trigger,
                "type": kind,
                "status": None,
                "names": ([], []),
                "source": heads["SRC"],
                "target": heads["TAR"],
                "source_empty": not self.gold["source"],
                "target_empty": not self.gold["target"],
            }
        )


class Polnear(Report):
    """An article of PolNeAR: its attributions, and nothing else."""

    whole = False

    def read(self):
        self.read_nothing()
        for a in self.gold["attributions"]:
            part = lambda spans: [[w[0], w[-1] + 1] for w in (self.words_in(s) for s in spans) if w]
            cue, content = part(a["cue"]), part(a["content"])
            if cue and content:
                self.statements.append(
                    {
                        "cue": [cue[0][0], cue[-1][1]],
                        "source": part(a["source"]),
                        "content": content,
                        "act": None,
                        "to": [],
                        "commitment": None,
                    }
                )

    def words_in(self, span):
        if not hasattr(self, "starts"):
            self.starts, self.ends = (
                [w["at"][0] for w in self.words],
                [w["at"][1] for w in self.words],
            )
        return list(
            range(bisect.bisect_right(self.ends, span[0]), bisect.bisect_left(self.starts, span[1]))
        )


class Unread(Report):
    """A report, or the rest of one, that nobody annotated."""

    whole = attributed = False

    def read(self):
        self.read_nothing()


def load_unread(dump_file):
    return [Unread(dump, None, None) for dump in map(json.loads, open(dump_file, encoding="utf-8"))]


def load_polnear(dump_file, gold_file):
    golds = {
        row["id"]: row for row in map(json.loads, lzma.open(gold_file, "rt", encoding="utf-8"))
    }
    return [
        Polnear(d, golds[d["id"]], None) for d in map(json.loads, open(dump_file, encoding="utf-8"))
    ]


def load_plover(dump_file, gold_file):
    golds = {row["id"]: row for row in map(json.loads, open(gold_file, encoding="utf-8"))}
    dumps = map(json.loads, open(dump_file, encoding="utf-8"))
    return [
        r for r in (Plover(d, golds[d["id"]], None) for d in dumps if d["id"] in golds) if r.events
    ]


def load(dumps, gold_dirs):
    import score as scorer

    scorer.fold, scorer.canon = (
        functools.lru_cache(None)(scorer.fold),
        functools.lru_cache(None)(scorer.canon),
    )
    golds = {}
    for d in gold_dirs:
        for path in pathlib.Path(d).glob("*.json"):
            gold = json.loads(path.read_text(encoding="utf-8"))
            golds[gold["id"]] = gold
    out = []
    for dump_file in dumps:
        for line in open(dump_file, encoding="utf-8"):
            dump = json.loads(line)
            if dump["id"] in golds:
                out.append(Report(dump, golds[dump["id"]], scorer))
    return out
