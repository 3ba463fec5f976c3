#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Stories with the PLOVER type they tell of, and texts that tell of none, for train_events.

usage: events_data.py DATA > OUT.ndjson
Stories: NGEC's synthetic ones (their first 90 words). Texts without events: the genres of EWT and of the freely licensed
part of GUM in which nobody acts for a state. A line: {"text": ..., "type": "PROTEST" or ""}.
"""
import csv
import io
import json
import lzma
import pathlib
import sys

NO_EVENTS = ("answers-", "email-", "reviews-", "GUM_academic", "GUM_conversation", "GUM_textbook", "GUM_vlog", "GUM_voyage")


def stories(path):
    csv.field_size_limit(10**9)
    for row in csv.DictReader(io.TextIOWrapper(lzma.open(path), encoding="utf-8")):
        headline = row["prompt"].split("\n")[0].strip()
        text = " ".join(row["text"].split()[:90])
        yield {"text": f"{headline}.\n\n{text}", "type": row["label"]}


def plain(path):
    name, sentences = "", []
    for line in list(lzma.open(path, "rt", encoding="utf-8")) + ["# newdoc id = \n"]:
        if line.startswith("# newdoc id"):
            if name.startswith(NO_EVENTS) and sentences:
                yield {"text": " ".join(sentences), "type": ""}
            name, sentences = line.split("=")[1].strip(), []
        elif line.startswith("# text ="):
            sentences.append(line.split("=", 1)[1].strip())


if __name__ == "__main__":
    data = pathlib.Path(sys.argv[1])
    for document in list(stories(data / "events/ngec-synthetic-stories.csv.xz")) + list(plain(data / "treebank/ewt-train.conllu.xz")) + list(plain(data / "treebank/gumfree-train.conllu.xz")):
        print(json.dumps(document))
