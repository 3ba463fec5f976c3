# SPDX-License-Identifier: Apache-2.0
"""The model file of docs/model-format.md: sections (name, kind, dims, body, scales) in and out."""

import math
import struct
import zlib

MAGIC, VERSION, ALIGN = b"CASUSNET", 1, 64
F32, I8, BYTES = 0, 1, 2
HEADER, ENTRY = 64, 96
SIZE_OF = {F32: 4, I8: 1, BYTES: 1}


def read_sections(data):
    sections = []
    for i in range(struct.unpack_from("<I", data, 12)[0]):
        name, kind, rank, d0, d1, d2, d3, at, scale_at = struct.unpack_from(
            "<56sII4IQQ", data, HEADER + i * ENTRY
        )
        dims = (d0, d1, d2, d3)[:rank]
        size = math.prod(dims) * SIZE_OF[kind]
        scales = data[scale_at : scale_at + 4 * dims[0]] if kind == I8 else b""
        sections.append((name.rstrip(b"\0").decode(), kind, dims, data[at : at + size], scales))
    return sections


def write_sections(path, sections):
    """Returns the size of the file in bytes."""
    table, parts, position = [], [], HEADER + ENTRY * len(sections)

    def place(data):
        nonlocal position
        pad = -position % ALIGN
        parts.append(b"\0" * pad + data)
        at = position + pad
        position = at + len(data)
        return at

    for name, kind, dims, data, scales in sections:
        at = place(data)
        scales_at = place(scales) if scales else 0
        table.append(
            struct.pack(
                "<56sII4IQQ",
                name.encode(),
                kind,
                len(dims),
                *(list(dims) + [0] * (4 - len(dims))),
                at,
                scales_at,
            )
        )
    body = b"".join(table) + b"".join(parts)
    head = struct.pack(
        "<8sIIQI", MAGIC, VERSION, len(sections), HEADER + len(body), zlib.crc32(body)
    )
    path.write_bytes(head.ljust(HEADER, b"\0") + body)
    return HEADER + len(body)
