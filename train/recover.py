# SPDX-License-Identifier: Apache-2.0
"""Turns a committed model file back into a checkpoint that train.py --resume goes on from.

usage: recover.py MODEL.casus OUT.pt        (the inverse of export.py; int8 matrices are expanded with their scales)
"""
import pathlib
import struct
import sys

import numpy
import torch

from export import ENTRY, F32, HEADER, I8


def main():
    data = pathlib.Path(sys.argv[1]).read_bytes()
    count = struct.unpack_from("<I", data, 12)[0]
    state, lists = {}, {}
    for i in range(count):
        name, kind, rank, d0, d1, d2, d3, at, scale_at = struct.unpack_from("<56sII4IQQ", data, HEADER + i * ENTRY)
        name, dims = name.rstrip(b"\0").decode(), (d0, d1, d2, d3)[:rank]
        size = int(numpy.prod(dims))
        if kind == F32:
            state[name] = torch.from_numpy(numpy.frombuffer(data, "<f4", size, at).reshape(dims).copy())
        elif kind == I8:
            rows = numpy.frombuffer(data, "i1", size, at).reshape(dims[0], -1) * numpy.frombuffer(data, "<f4", dims[0], scale_at)[:, None]
            state[name] = torch.from_numpy(rows.reshape(dims).astype("f4"))
        elif name.startswith("labels.") and name not in ("labels.lemmas", "labels.words_with_marks"):
            lists[name[7:]] = data[at:at + size].decode().split("\n")
    layers = 1 + max(int(n.split(".")[1]) for n in state if n.startswith("layers."))
    torch.save({"state": state, "lists": lists, "layers": layers, "scores": {}}, sys.argv[2])


if __name__ == "__main__":
    main()
