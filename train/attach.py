# SPDX-License-Identifier: Apache-2.0
"""Puts weights that were trained over the finished network into its model file, or replaces them there.

usage: attach.py MODEL.casus OUT.casus NAME=WEIGHTS.f32 NAME=OTHER.casus ...
WEIGHTS is raw float32; a large one becomes int8, 256 values under one scale. From another model the section is taken as it is.
"""

import pathlib
import sys

import numpy
from model_file import F32, I8, read_sections, write_sections

ROW, SMALL = 256, 1 << 16


def main():
    sections = read_sections(pathlib.Path(sys.argv[1]).read_bytes())
    for argument in sys.argv[3:]:
        name, path = argument.split("=", 1)
        if path.endswith(".casus"):
            section = next(
                s for s in read_sections(pathlib.Path(path).read_bytes()) if s[0] == name
            )
            sections = [s for s in sections if s[0] != name] + [section]
            continue
        values = numpy.fromfile(path, "<f4")
        if values.size <= SMALL:
            section = (name, F32, values.shape, values.tobytes(), b"")
        else:
            rows = values.reshape(-1, ROW)
            scale = numpy.maximum(numpy.abs(rows).max(1), 1e-8).astype("<f4") / 127
            body = numpy.clip(numpy.rint(rows / scale[:, None]), -127, 127).astype("i1")
            section = (name, I8, body.shape, body.tobytes(), scale.astype("<f4").tobytes())
        sections = [s for s in sections if s[0] != name] + [section]
    size = write_sections(pathlib.Path(sys.argv[2]), sections)
    print(f"{len(sections)} sections, {size} bytes")


if __name__ == "__main__":
    main()
