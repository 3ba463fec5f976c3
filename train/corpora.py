# SPDX-License-Identifier: Apache-2.0
"""Reads the corpora of ../../shared/data into one shape: documents of lines of words.

A Word is a form with the marks the network sees beside it: was it preceded by white space, does it open a line,
is it inside quotation marks. A Block is a run of sentences (or, for raw text, of lines) of one document with the
labels of one task. Nothing here looks at a test set.
"""

import json
import lzma
import re
from dataclasses import dataclass, field

SHAPES = 8
MARKS = 64  # shape + 8*space + 16*quote + 32*line start
FRAME_MARK = 64  # [CLS] and [SEP]


def opened(path):
    return (
        lzma.open(path, "rt", encoding="utf-8")
        if str(path).endswith(".xz")
        else open(path, encoding="utf-8")
    )


def shape_of(form):
    """Eight shapes of a written word; src/language/shape.cc computes the same."""
    upper = sum(c.isupper() for c in form)
    lower = sum(c.islower() for c in form)
    digit = sum(c.isdigit() for c in form)
    if digit:
        return 6 if upper or lower else 5
    if not upper and not lower:
        return 7
    if not upper:
        return 0
    if upper == 1 and len(form) == 1:
        return 3
    if not lower:
        return 2
    return 1 if upper == 1 and form[0].isupper() else 4


@dataclass
class Sentence:
    forms: list
    spaces: list  # preceded by white space
    line_start: bool = False
    labels: dict = field(default_factory=dict)


QUOTES = {
    '"': None,
    "``": True,
    "''": False,
    "“": True,
    "”": False,
    "„": True,
    "«": True,
    "»": False,
}


def quote_states(forms, starts):
    """1 for a word inside double quotation marks (the marks too). A new line closes what was left open."""
    inside, out = False, []
    for form, start in zip(forms, starts):
        if start:
            inside = False
        if form in QUOTES:
            opens = QUOTES[form] if QUOTES[form] is not None else not inside
            out.append(1)
            inside = opens
        else:
            out.append(int(inside))
    return out


def marks(forms, spaces, starts):
    quotes = quote_states(forms, starts)
    return [
        shape_of(f) + 8 * bool(s) + 16 * q + 32 * bool(n)
        for f, s, q, n in zip(forms, spaces, quotes, starts)
    ]


def treebank(path):
    """CoNLL-U documents: lists of Sentence with labels upos, xpos, feats, lemma, head, deprel."""
    documents, sentence_rows, new_par, space = [], [], True, True
    for line in opened(path):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            documents.append([])
        elif line.startswith("# newpar"):
            new_par = True
        elif line and line[0].isdigit():
            cols = line.split("\t")
            if "-" in cols[0]:
                first, last = map(int, cols[0].split("-"))
                glued = set(range(first + 1, last + 1))
                glue_after = last if "SpaceAfter=No" in cols[9] else None
                sentence_rows.append(("range", glued, glue_after))
            elif "." not in cols[0]:
                sentence_rows.append(cols)
        elif not line and sentence_rows:
            glued, no_space_after, words = set(), set(), []
            for row in sentence_rows:
                if row[0] == "range":
                    glued |= row[1]
                    if row[2]:
                        no_space_after.add(row[2])
                else:
                    words.append(row)
                    if "SpaceAfter=No" in row[9]:
                        no_space_after.add(int(row[0]))
            spaces = [
                int(w[0]) not in glued and (int(w[0]) - 1) not in no_space_after for w in words
            ]
            spaces[0] = space
            space = int(words[-1][0]) not in no_space_after
            documents[-1].append(
                Sentence(
                    [w[1] for w in words],
                    spaces,
                    new_par,
                    {
                        "upos": [w[3] for w in words],
                        "xpos": [w[4] for w in words],
                        "feats": [w[5] for w in words],
                        "lemma": [w[2] for w in words],
                        "head": [int(w[6]) for w in words],
                        "deprel": [w[7] for w in words],
                    },
                )
            )
            sentence_rows, new_par = [], False
    return documents


NO_SPACE_BEFORE = set(".,;:!?)]}%'’”") | {"'s", "’s", "n't", "n’t", "''"}


def names(path):
    """BIO files: documents of Sentence with label ner. White space is guessed from punctuation."""
    documents, forms, tags = [[]], [], []

    def close():
        if forms:
            spaces = [f not in NO_SPACE_BEFORE for f in forms]
            for i in range(1, len(forms)):
                if forms[i - 1] in "([{“$":
                    spaces[i] = False
            documents[-1].append(Sentence(list(forms), spaces, False, {"ner": list(tags)}))
        forms.clear(), tags.clear()

    for line in opened(path):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            close()
            documents.append([])
        elif not line.strip():
            close()
        else:
            form, tag = line.split("\t")[0], line.split("\t")[-1]
            forms.append(form), tags.append(tag)
    close()
    return [d for d in documents if d]


WORD = re.compile(
    r"\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\d+(?:[.,]\d+)+|(?:[A-Za-z]\.){2,}|\w+|\.{2,}|--+|[^\w\s]"
)


def attributions(path):
    """PolNeAR documents: (id, lines of Sentence with label offsets, attributions as spans of code points)."""
    documents = []
    for row in opened(path):
        record = json.loads(row)
        text, sentences, position = record["text"], [], 0
        for line in text.split("\n"):
            found = list(WORD.finditer(line))
            if found:
                spans = [(position + m.start(), position + m.end()) for m in found]
                spaces = [s == position or text[s - 1].isspace() for s, _ in spans]
                sentences.append(
                    Sentence([m.group() for m in found], spaces, True, {"span": spans})
                )
            position += len(line) + 1
        documents.append((record["id"], sentences, record["attributions"]))
    return documents


def lemma_rule(form, lemma):
    """The edit that makes the lemma: 'case|cut|add', or 'case|=|whole' for irregular words."""
    low = form.lower()
    case = "k" if lemma != lemma.lower() else "l"
    base = form if case == "k" else low
    prefix = 0
    while prefix < min(len(base), len(lemma)) and base[prefix] == lemma[prefix]:
        prefix += 1
    if prefix == 0 or len(base) - prefix > 4:
        return f"{case}|=|{lemma}"
    return f"{case}|{len(base) - prefix}|{lemma[prefix:]}"
