# SPDX-License-Identifier: Apache-2.0
"""Packs sentences into windows and windows into padded batches."""

import random

import torch
from corpora import FRAME_MARK, marks
from network import reach_bucket
from tokenizers import Tokenizer

CLS, SEP, UNK = 101, 102, 100


class Pieces:
    def __init__(self, path):
        self.tokenizer, self.seen = Tokenizer.from_file(path), {}
        self.tokenizer.no_padding()

    def of(self, form):
        got = self.seen.get(form)
        if got is None:
            got = self.tokenizer.encode(form, add_special_tokens=False).ids[:12] or [UNK]
            self.seen[form] = got
        return got


def pack(sentences, pieces, limit):
    """Runs of whole sentences of at most `limit` pieces; a longer sentence is a window of its own, cut."""
    run, size = [], 0
    for s in sentences:
        n = sum(len(pieces.of(f)) for f in s.forms)
        if run and size + n > limit:
            yield run
            run, size = [], 0
        run.append(s)
        size += n
    if run:
        yield run


class Window:
    """One run of sentences as the network sees it."""

    def __init__(self, run, pieces, limit=190):
        forms, spaces, starts, self.sentence = [], [], [], []
        for i, s in enumerate(run):
            forms += s.forms
            spaces += s.spaces
            starts += [s.line_start] + [False] * (len(s.forms) - 1)
            self.sentence += [i] * len(s.forms)
        word_marks = marks(forms, spaces, starts)
        self.pieces, self.marks, self.first = [CLS], [FRAME_MARK], []
        for form, mark in zip(forms, word_marks):
            ids = pieces.of(form)
            if len(self.pieces) + len(ids) > limit:
                break
            self.first.append(len(self.pieces))
            self.pieces += ids
            self.marks += [mark] * len(ids)
        self.pieces.append(SEP)
        self.marks.append(FRAME_MARK)
        self.count = len(self.first)
        self.forms, self.run = forms[: self.count], run
        self.line = []
        line = 0
        for start in starts[: self.count]:
            line += bool(start)
            self.line.append(line)

    def labels(self, key):
        return [x for s in self.run for x in s.labels[key]][: self.count]

    def heads(self):
        """Head of each word as a column of Network.arcs: 0 the root, else 1 + index in the window; -1 when cut off."""
        out, base = [], 0
        for s in self.run:
            out += [0 if h == 0 else h + base for h in s.labels["head"]]
            base += len(s.forms)
        return [h if h <= self.count else -1 for h in out[: self.count]]


def pad(rows, value=0):
    width = max(len(r) for r in rows)
    return torch.tensor([r + [value] * (width - len(r)) for r in rows])


def tensors(windows):
    return (
        pad([w.pieces for w in windows]),
        pad([w.marks for w in windows]),
        pad([w.first for w in windows]),
        torch.tensor([len(w.pieces) for w in windows]),
    )


def buckets(window, first, last):
    """Reach bucket of each word of the window to the cue of words [first, last]."""
    lines = {window.line[i] for i in range(first, last + 1)}
    return [
        reach_bucket(
            0 if first <= i <= last else i - first if i < first else i - last,
            window.line[i] in lines,
        )
        for i in range(window.count)
    ]


def roles_of(window, offset, attribution, spans):
    """(first, last) words of the cue and the role tag of each word, or None where the cue is not in the window."""
    inside = lambda part: [
        i
        for i in range(window.count)
        if any(s < spans[offset + i][1] and spans[offset + i][0] < e for s, e in part)
    ]
    cue = inside(attribution["cue"])
    if not cue:
        return None
    tags = [0] * window.count
    for base, role in ((1, "source"), (3, "content")):
        for span in attribution[role]:
            for n, i in enumerate(inside([span])):
                tags[i] = base if n == 0 else base + 1
    return cue[0], cue[-1], tags


def shuffled_batches(windows, size, seed):
    """Endless batches of windows of like length."""
    rng = random.Random(seed)
    while True:
        order = sorted(windows, key=lambda w: len(w.pieces) + rng.random() * 30)
        groups = [order[i : i + size] for i in range(0, len(order), size)]
        rng.shuffle(groups)
        yield from groups
