#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""trafilatura on pages, as the scorers of articles want it: a line of {"report": {"text"}} for each. usage: article_peer.py - | FILE..."""

import json
import pathlib
import sys

import trafilatura

for name in sys.argv[1:]:
    page = sys.stdin.buffer.read() if name == "-" else pathlib.Path(name).read_bytes()
    text = trafilatura.extract(page, include_comments=False) or ""
    print(json.dumps({"report": {"text": text}}))
