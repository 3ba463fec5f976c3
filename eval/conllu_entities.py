# SPDX-License-Identifier: Apache-2.0
"""Names and coreference out of the CoNLL-U that `casus analyse` prints (Entity= in MISC, docs/language.md).

Positions count letters, not characters: they do not depend on how a text was cut into words or laid out.
"""

import re


def letters(form):
    return sum(c.isalnum() for c in form)


def entities(conllu):
    """{number of the document: [(begin, end, group, type, form)]}; documents are named by their number."""
    found, number, at, open_ = {}, None, 0, {}
    for line in conllu.split("\n"):
        if line.startswith("# newdoc id"):
            number, at, open_ = int(line.split("=")[1]), 0, {}
            found[number] = []
        elif line and line[0].isdigit() and "-" not in line.split("\t")[0]:
            column = line.split("\t")
            end = at + letters(column[1])
            marks = next((m[7:] for m in column[9].split("|") if m.startswith("Entity=")), "")
            for opens, closes in re.findall(r"\(([^()]+\)?)|(\d+)\)", marks):
                if opens:
                    group, kind, form = opens.rstrip(")").split("-")
                    if opens.endswith(")"):
                        found[number].append((at, end, group, kind, form))
                    else:
                        open_.setdefault(group, []).append((at, kind, form))
                else:
                    begin, kind, form = open_[closes].pop()
                    found[number].append((begin, end, closes, kind, form))
            at = end
    return found
