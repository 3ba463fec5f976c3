#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Texts with their chains, from OntoGUM and the treebank that has the same texts (with their spaces and paragraphs).

usage: coreference_data.py ONTOGUM.conll.xz TREEBANK.conllu.xz > OUT.ndjson
Documents that the treebank lacks are left out: with the freely licensed part of GUM, so are those of other licences.
A line: {"text": ..., "chains": [[[begin, end], ...], ...], "words": [[begin, end], ...]}, in bytes.
"""

import collections
import json
import lzma
import re
import sys


def annotated(path):
    """[(forms, chains)] a document; a chain is a list of (first, end) words."""
    documents = []
    for line in lzma.open(path, "rt", encoding="utf-8"):
        if line.startswith("# begin document"):
            forms, chains, open_ = [], collections.defaultdict(list), collections.defaultdict(list)
        elif line.startswith("# end document"):
            documents.append((forms, [sorted(c) for c in chains.values()]))
        elif line.strip():
            _, form, marks = line.rstrip("\n").split("\t")
            at = len(forms)
            forms.append(form)
            for alone, begins, ends in re.findall(r"\((\d+)\)|\((\d+)|(\d+)\)", marks):
                if alone:
                    chains[alone].append((at, at + 1))
                elif begins:
                    open_[begins].append(at)
                else:
                    chains[ends].append((open_[ends].pop(), at + 1))
    return documents


def laid_out(path):
    """{forms glued: (text, word spans)} of a treebank's documents, spans in bytes."""
    documents, text, words, forms, covered = {}, bytearray(), [], [], 0

    def close():
        if forms:
            documents["".join(forms)] = (text.decode(), list(words))

    for line in lzma.open(path, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            close()
            text, words, forms = bytearray(), [], []
        elif line.startswith("# newpar") and text:
            text = bytearray(bytes(text).rstrip()) + b"\n\n"
        elif line and line[0].isdigit():
            column = line.split("\t")
            if "-" in column[0]:
                covered = int(column[0].split("-")[1])
                token_space = "SpaceAfter=No" not in column[9]
                continue
            if "." in column[0]:
                continue
            words.append((len(text), len(text) + len(column[1].encode())))
            forms.append(column[1])
            text += column[1].encode()
            inside = int(column[0]) < covered
            last = int(column[0]) == covered
            if not inside and (token_space if last else "SpaceAfter=No" not in column[9]):
                text += b" "
        elif not line:
            covered = 0
    close()
    return documents


def documents(conll, treebank):
    laid = laid_out(treebank)
    for forms, chains in annotated(conll):
        if "".join(forms) in laid:
            text, words = laid["".join(forms)]
            yield {
                "text": text,
                "words": words,
                "chains": [[[words[b][0], words[e - 1][1]] for b, e in chain] for chain in chains],
            }


if __name__ == "__main__":
    for document in documents(sys.argv[1], sys.argv[2]):
        print(json.dumps(document))
