#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Strict span F1 of names (person, organisation, place, nationality) on detokenised articles, by letters and digits.

usage: names_score.py NAMES.bio.xz -- COMMAND ...      COMMAND reads NDJSON and prints CoNLL-U with Entity=(Type ... ) in MISC
"""

import json
import lzma
import re
import subprocess
import sys

from conllu_entities import entities, letters

KINDS = {"Person", "Organization", "Location", "NORP"}


def articles(path):
    """[[(form, tag)] a sentence] an article."""
    docs, sentence = [[]], []
    for line in lzma.open(path, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith(("-DOCSTART-", "# newdoc")):
            docs.append([])
        elif not line.strip():
            if sentence:
                docs[-1].append(sentence)
            sentence = []
        elif not line.startswith("# "):
            parts = line.split("\t") if "\t" in line else line.split(" ")
            sentence.append((parts[0], parts[-1]))
    if sentence:
        docs[-1].append(sentence)
    return [d for d in docs if d]


def detokenised(sentence):
    text = " ".join(form for form, _ in sentence)
    text = re.sub(r" ([.,;:!?%)\]]|'s|\u2019s|n't)", r"\1", text)
    return re.sub(r"([(\[$]) ", r"\1", text)


def spans(tagged):
    out, at, open_ = set(), 0, None
    for form, tag in tagged + [("", "O")]:
        if open_ and not (tag.startswith("I-") and tag[2:] == open_[1]):
            out.add((open_[0], at, open_[1]))
            open_ = None
        if tag.startswith("B-") or (tag.startswith("I-") and not open_):
            open_ = (at, tag[2:])
        at += letters(form)
    return {s for s in out if s[2] in KINDS}


def main():
    mark = sys.argv.index("--")
    docs = articles(sys.argv[1])
    stream = "".join(
        json.dumps({"id": str(i), "text": "\n\n".join(detokenised(s) for s in doc)}) + "\n"
        for i, doc in enumerate(docs)
    )
    out = subprocess.run(
        sys.argv[mark + 1 :], input=stream.encode(), capture_output=True, check=False
    ).stdout.decode()
    mine = entities(out)
    right = given = wanted = 0
    for i, doc in enumerate(docs):
        gold = spans([w for s in doc for w in s])
        found = {
            (b, e, kind)
            for b, e, _, kind, form in mine.get(i, [])
            if form == "name" and kind in KINDS
        }
        right += len(gold & found)
        given += len(found)
        wanted += len(gold)
    print(
        f"names  P {100 * right / max(1, given):.1f}  R {100 * right / max(1, wanted):.1f}  F1 {200 * right / max(1, given + wanted):.1f}   ({right} of {given} given, {wanted} wanted, {len(docs)} articles)"
    )


if __name__ == "__main__":
    main()
