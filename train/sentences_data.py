#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Treebank documents as running text, with the places where sentences end, for train_sentences.

usage: sentences_data.py TREEBANK.conllu.xz ... > OUT.ndjson       a line: {"text": ..., "ends": [...]}, in bytes
"""

import json
import lzma
import sys


def documents(path):
    text, ends, covered = bytearray(), [], 0
    for line in list(lzma.open(path, "rt", encoding="utf-8")) + ["# newdoc\n"]:
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if text:
                yield {"text": text.decode(), "ends": ends}
            text, ends = bytearray(), []
        elif line.startswith("# newpar") and text:
            text = bytearray(bytes(text).rstrip()) + b"\n\n"
        elif line and line[0].isdigit():
            column = line.split("\t")
            space = "SpaceAfter=No" not in column[9]
            if "-" in column[0]:
                covered, token = int(column[0].split("-")[1]), column[1]
            elif "." in column[0] or int(column[0]) <= covered:
                continue
            else:
                token = column[1]
            text += token.encode() + (b" " if space else b"")
        elif not line:
            covered = 0
            ends.append(len(bytes(text).rstrip()))


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for document in documents(path):
            print(json.dumps(document))
