# SPDX-License-Identifier: Apache-2.0
"""Writes a trained network as the model file of docs/model-format.md.

usage: export.py BEST.pt MINILM_DIR DATA OUT.casus
Matrices become int8 with a scale a row (symmetric, round to nearest); vectors stay float32.
"""

import collections
import pathlib
import sys

import corpora
import torch
from model_file import BYTES, F32, I8, write_sections


def quantised(matrix):
    flat = matrix.reshape(matrix.shape[0], -1)
    scale = flat.abs().amax(1).clamp(min=1e-8) / 127
    return (flat / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def words_with_marks(data):
    """Words the treebanks write whole although they hold a mark ("U.S.", "e-mail"): what the tokenizer must not split."""
    counts = collections.Counter()
    for name in ("ewt", "gumfree"):
        for document in corpora.treebank(data / f"treebank/{name}-train.conllu.xz"):
            counts.update(f.lower() for s in document for f in s.forms)
    marked = lambda w: (
        w[0].isalnum()
        and any(c in ".-/&'" for c in w[1:])
        and any(c.isalpha() for c in w)
        and len(w) <= 24
    )
    return sorted(
        w
        for w, n in counts.items()
        if n >= 2 and marked(w) and "@" not in w and "www" not in w and ".." not in w
    )


def lemmas(data):
    """What the treebanks give as the lemma of a form with a Penn tag; the network's rule serves the unseen."""
    counts = collections.defaultdict(collections.Counter)
    for name in ("ewt", "gumfree"):
        for document in corpora.treebank(data / f"treebank/{name}-train.conllu.xz"):
            for s in document:
                for form, tag, lemma in zip(s.forms, s.labels["xpos"], s.labels["lemma"]):
                    if "\t" not in form and not any(c.isdigit() for c in form):
                        counts[form if lemma != lemma.lower() else form.lower(), tag][lemma] += 1
    return [
        f"{form}\t{tag}\t{found.most_common(1)[0][0]}"
        for (form, tag), found in sorted(counts.items())
    ]


def main():
    saved = torch.load(sys.argv[1], map_location="cpu", weights_only=False)
    vocab = (pathlib.Path(sys.argv[2]) / "vocab.txt").read_bytes()
    saved["lists"]["words_with_marks"] = words_with_marks(pathlib.Path(sys.argv[3]))
    saved["lists"]["lemmas"] = lemmas(pathlib.Path(sys.argv[3]))
    sections = [("vocab", BYTES, (len(vocab),), vocab, b"")]
    for key, values in sorted(saved["lists"].items()):
        text = "\n".join(values).encode()
        sections.append((f"labels.{key}", BYTES, (len(text),), text, b""))
    for name, value in saved["state"].items():
        if ".refers." in name or name.startswith(("readings.pieces.cue.", "readings.pieces.role_")):
            continue  # tasks beside the others in training; the program does not ask them
        value = value.float().contiguous()
        if (
            value.dim() >= 2
            and value.numel() > 4096
            and not name.startswith(("marks", "positions", "arc", "label", "role_conv"))
            and not name.endswith(
                (".path.weight", ".reach.weight", ".role_conv.weight", ".feature.weight")
            )
        ) or name.startswith("pieces"):
            body, scale = quantised(value)
            sections.append(
                (name, I8, tuple(value.shape), body.numpy().tobytes(), scale.numpy().tobytes())
            )
        else:
            sections.append((name, F32, tuple(value.shape), value.numpy().tobytes(), b""))
    size = write_sections(pathlib.Path(sys.argv[4]), sections)
    print(f"{len(sections)} sections, {size} bytes, scores {saved['scores']}")


if __name__ == "__main__":
    main()
