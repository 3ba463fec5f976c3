#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores an analyser that takes raw text and prints CoNLL-U against a treebank, as the CoNLL 2018 script does: words are
aligned by their characters, and a word counts when its span and what is asked of it are right.

usage: conllu_score.py [--words] GOLD.conllu.xz -- COMMAND ...      COMMAND reads NDJSON {"id","text"} and prints CoNLL-U;
                                                                    with --words it reads the treebank's bare words
"""

import json
import lzma
import subprocess
import sys
import time


def documents(lines):
    """Lists of sentences a document; a sentence is (words, tokens, new paragraph): words (form, upos, head, deprel, token index), tokens (form, space after)."""
    docs, words, tokens, cover, paragraph = [], [], [], {}, False
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newdoc") or (line.startswith("# newdoc id") and not docs):
            docs.append([])
        elif line.startswith("# newpar"):
            paragraph = True
        elif not line:
            if words:
                if not docs:
                    docs.append([])
                docs[-1].append((words, tokens, paragraph))
            words, tokens, cover, paragraph = [], [], {}, False
        elif line[0] != "#":
            c = line.split("\t")
            if "-" in c[0]:
                first, last = map(int, c[0].split("-"))
                tokens.append((c[1], "SpaceAfter=No" not in c[9]))
                cover.update({i: len(tokens) - 1 for i in range(first, last + 1)})
            elif "." not in c[0]:
                index = int(c[0])
                if index not in cover:
                    tokens.append((c[1], "SpaceAfter=No" not in c[9]))
                    cover[index] = len(tokens) - 1
                words.append((c[1], c[3], int(c[6]), c[7].split(":")[0], cover[index]))
    return docs


def flat(doc):
    """Spans of a document's tokens, words and sentences in its characters without spaces."""
    at, tokens, words, sentences = 0, [], [], []
    for sentence_words, sentence_tokens, _ in doc:
        begin, spans = at, []
        for form, _ in sentence_tokens:
            size = len(form.replace(" ", ""))
            spans.append((at, at + size))
            at += size
        tokens += spans
        sentences.append((begin, at))
        base = len(words)
        for i, (_, upos, head, rel, token) in enumerate(sentence_words):
            same = [j for j, w in enumerate(sentence_words) if w[4] == token]
            place = same.index(i)
            words.append(
                {
                    "span": (*spans[token], place if len(same) > 1 else 0, len(same)),
                    "upos": upos,
                    "head": None if head == 0 else base + head - 1,
                    "rel": rel,
                }
            )
    return tokens, words, sentences


def f1(right, given, wanted):
    return 200 * right / max(1, given + wanted)


def bare_words(lines):
    """The treebank without what an analyser is to find; a document's id is its number."""
    out, document, sentence = [], -1, 0
    for line in lines:
        columns = line.rstrip("\n").split("\t")
        if line.startswith("# newdoc"):
            document += 1
            out.append(f"# newdoc id = {document}\n")
        elif line.startswith("# sent_id"):
            sentence += 1
            out.append(f"# sent_id = {document}-{sentence}\n")
        elif len(columns) == 10 and "." not in columns[0]:
            space = "SpaceAfter=No" if "SpaceAfter=No" in columns[9] else "_"
            out.append("\t".join(columns[:2] + ["_"] * 7 + [space]) + "\n")
        elif line.startswith("# newpar") or not line.strip():
            out.append(line)
    return "".join(out)


def ndjson(gold):
    """The treebank's documents as raw text."""
    texts = []
    for doc in gold:
        text = ""
        for _, tokens, paragraph in doc:
            if paragraph and text:
                text = text.rstrip() + "\n\n"
            for form, space in tokens:
                text += form + (" " if space else "")
        texts.append(text)
    return "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts))


def main():
    mark = sys.argv.index("--")
    path = sys.argv[mark - 1]
    gold = documents(lzma.open(path, "rt", encoding="utf-8"))
    stream = (
        bare_words(lzma.open(path, "rt", encoding="utf-8"))
        if sys.argv[1] == "--words"
        else ndjson(gold)
    )
    start = time.time()
    out = subprocess.run(
        sys.argv[mark + 1 :], input=stream.encode(), stdout=subprocess.PIPE, check=True
    ).stdout.decode()
    seconds = time.time() - start
    mine, current = {}, []
    for line in out.split("\n"):
        if line.startswith("# sent_id"):
            number = line.split("=")[1].strip().rsplit("-", 1)[0]
        current.append(line + "\n")
        if not line:
            mine.setdefault(number, []).extend(current)
            current = []
    n = dict.fromkeys(
        (
            "tokens",
            "sentences",
            "words",
            "upos",
            "uas",
            "las",
            "given_tokens",
            "gold_tokens",
            "given_sentences",
            "gold_sentences",
            "given_words",
            "gold_words",
        ),
        0,
    )
    for i, doc in enumerate(gold):
        theirs = documents(mine.get(str(i), []))
        gt, gw, gs = flat(doc)
        mt, mw, ms = flat([s for d in theirs for s in d])
        for key, a, b in (("tokens", gt, mt), ("sentences", gs, ms)):
            n[key] += len(set(a) & set(b))
            n["given_" + key] += len(b)
            n["gold_" + key] += len(a)
        n["given_words"] += len(mw)
        n["gold_words"] += len(gw)
        by_span = {w["span"]: w for w in mw}
        for w in gw:
            other = by_span.get(w["span"])
            if other is None:
                continue
            n["words"] += 1
            n["upos"] += other["upos"] == w["upos"]
            head = None if w["head"] is None else gw[w["head"]]["span"]
            own = None if other["head"] is None else mw[other["head"]]["span"]
            n["uas"] += head == own
            n["las"] += head == own and other["rel"] == w["rel"]
    print(
        "  ".join(
            f"{k} {f1(n[k], n['given_' + k], n['gold_' + k]):.2f}"
            for k in ("tokens", "sentences", "words")
        ),
        end="  ",
    )
    print(
        "  ".join(
            f"{k} {f1(n[k], n['given_words'], n['gold_words']):.2f}" for k in ("upos", "uas", "las")
        ),
        " on aligned words:",
        "  ".join(f"{k} {100 * n[k] / max(1, n['words']):.2f}" for k in ("upos", "uas", "las")),
        f" {seconds:.1f} s with start-up",
    )


if __name__ == "__main__":
    main()
