# SPDX-License-Identifier: Apache-2.0
"""Turns a BERT published as ONNX into safetensors with the names of its parameters, which ONNX keeps for all but the products.

usage: bert_weights.py MODEL.onnx OUT.safetensors
"""

import sys

import numpy
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file


def main():
    graph = onnx.load(sys.argv[1]).graph
    values = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    out = {k: v for k, v in values.items() if not k.startswith("onnx::")}
    for node in graph.node:
        anonymous = [i for i in node.input if i.startswith("onnx::") and i in values]
        if node.op_type == "MatMul" and anonymous:
            name = node.name.strip("/").replace("/", ".").removesuffix(".MatMul")
            out[name + ".weight"] = values[anonymous[0]].T
    floats = {k: numpy.ascontiguousarray(v) for k, v in out.items() if v.dtype == numpy.float32}
    save_file(floats, sys.argv[2])


if __name__ == "__main__":
    main()
