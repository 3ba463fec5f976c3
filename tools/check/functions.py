#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails where a function of src/ or include/ is longer than 50 lines or branches more than 20 times.

usage: tools/check/functions.py [FILE...]

Goes by clang-format's indentation: a function ends at the brace in the column it begins in. A branch is an if, a loop or a
switch. A table or a parser that is better in one piece says why in a comment above it that begins "// In one piece:".
"""

import pathlib
import re
import sys

MOST_LINES, MOST_BRANCHES = 50, 20
HEAD = re.compile(
    r"^( *)(?!(?:if|for|while|switch|do|else|catch|return|namespace|struct|class|enum|union)\b)[\w~].*$"
)
BRANCH = re.compile(r"\b(?:if|for|while|switch)\b *(?:constexpr *)?\(")
TABLE = re.compile(r"= [\w:<>]*\(?\{$")
WORDS = re.compile(r'//.*$|"(?:[^"\\]|\\.)*"')


def functions(lines):
    """(first line, last line) of each function, by number from 0; a head may take several lines."""
    at = 0
    while at < len(lines):
        head = HEAD.match(lines[at])
        indent = head.group(1) if head else ""
        if not head or len(indent) > 4:
            at += 1
            continue
        end = at
        while end < len(lines) and not lines[end].rstrip().endswith(("{", ";", "}", ":")):
            end += 1
        text = " ".join(lines[at : end + 1])
        if (
            end < len(lines)
            and text.rstrip().endswith("{")
            and "(" in text
            and not TABLE.search(text)
        ):
            last = next(
                (i for i in range(end + 1, len(lines)) if lines[i].startswith(indent + "}")), end
            )
            yield at, last
            at = last + 1
        else:
            at = end + 1


def main(files):
    root = pathlib.Path(__file__).resolve().parents[2]
    paths = [pathlib.Path(f) for f in files] or sorted(
        p
        for folder in ("src", "include")
        for p in (root / folder).rglob("*")
        if p.suffix in (".h", ".cc")
    )
    failed = 0
    for path in paths:
        if path.name.endswith("_test.cc"):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for first, last in functions(lines):
            body = [WORDS.sub("", line) for line in lines[first : last + 1]]
            branches = sum(len(BRANCH.findall(line)) for line in body)
            length = last - first + 1
            if length <= MOST_LINES and branches <= MOST_BRANCHES:
                continue
            own = str(path.resolve().relative_to(root))
            above = first
            while above > 0 and lines[above - 1].lstrip().startswith("//"):
                above -= 1
            if any("In one piece:" in line for line in lines[above:first]):
                continue
            failed += 1
            print(f"{own}:{first + 1}: {length} lines, {branches} branches")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
