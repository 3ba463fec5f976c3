# SPDX-License-Identifier: Apache-2.0
"""Turns a committed model file back into a checkpoint that train.py --resume goes on from.

usage: recover.py MODEL.casus OUT.pt        (the inverse of export.py; int8 matrices are expanded with their scales)
"""

import pathlib
import sys

import numpy
import torch
from model_file import F32, I8, read_sections

ATTACHED = {
    "sentences",
    "coreference",
    "references",
}  # trained over the finished network (attach.py)


def main():
    data = pathlib.Path(sys.argv[1]).read_bytes()
    state, lists = {}, {}
    for name, kind, dims, body, scales in read_sections(data):
        if name in ATTACHED:
            continue
        if kind == F32:
            state[name] = torch.from_numpy(numpy.frombuffer(body, "<f4").reshape(dims).copy())
        elif kind == I8:
            rows = (
                numpy.frombuffer(body, "i1").reshape(dims[0], -1)
                * numpy.frombuffer(scales, "<f4")[:, None]
            )
            state[name] = torch.from_numpy(rows.reshape(dims).astype("f4"))
        elif name.startswith("labels.") and name not in (
            "labels.lemmas",
            "labels.words_with_marks",
        ):
            lists[name[7:]] = body.decode().split("\n")
    layers = 1 + max(int(n.split(".")[1]) for n in state if n.startswith("layers."))
    torch.save({"state": state, "lists": lists, "layers": layers, "scores": {}}, sys.argv[2])


if __name__ == "__main__":
    main()
