#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""On PolNeAR: is the speaker of direct quotations right where a name stands in the same paragraph; is confidence calibrated.

usage: statements_score.py POLNEAR.jsonl.xz CASUS
"""

import json
import lzma
import subprocess
import sys

docs = [json.loads(line) for line in lzma.open(sys.argv[1], "rt", encoding="utf-8")]
stream = "".join(json.dumps({"id": str(i), "text": d["text"]}) + "\n" for i, d in enumerate(docs))
out = (
    subprocess.run(
        [sys.argv[2], "read", "--from", "ndjson", "--format", "ndjson", "-"],
        input=stream.encode(),
        capture_output=True,
        check=True,
    )
    .stdout.decode()
    .splitlines()
)
meets = lambda a, b: min(a[1], b[1]) > max(a[0], b[0])
right = found = missed = 0
pairs = []
for doc, line in zip(docs, out):
    record, text = json.loads(line), doc["text"]
    statements = record["statements"]
    gold_cues = {tuple(c) for a in doc["attributions"] for c in a["cue"]}
    gold_contents = [tuple(c) for a in doc["attributions"] for c in a["content"]]
    for s in statements:
        ok = (
            s["cue_span"]
            and tuple(s["cue_span"]) in gold_cues
            and any(meets(g, c) for g in gold_contents for c in s["content_spans"])
        )
        pairs.append((s["confidence"], bool(ok)))
    for a in doc["attributions"]:
        if a.get("kind") != "direct" or not a["source"] or not a["content"]:
            continue
        source, content = a["source"][0], a["content"][0]
        if "\n" in text[min(source[0], content[0]) : max(source[1], content[1])] or not any(
            w[:1].isupper() and w not in ("He", "She", "They", "I", "The")
            for w in text[source[0] : source[1]].split()
        ):
            continue
        own = [s for s in statements if any(meets(content, c) for c in s["content_spans"])]
        if not own:
            missed += 1
            continue
        found += 1
        right += any(s["speaker_span"] and meets(s["speaker_span"], source) for s in own)
bins = {}
for confidence, ok in pairs:
    bins.setdefault(min(9, int(confidence * 10)), []).append((confidence, ok))
ece = sum(abs(sum(c for c, _ in b) - sum(k for _, k in b)) for b in bins.values()) / len(pairs)
print(
    f"direct quotations with a named speaker in the paragraph: speaker right {100 * right / max(1, found):.1f} % of {found} found ({missed} not found)"
)
print(f"expected calibration error of confidence: {ece:.3f} over {len(pairs)} statements")
