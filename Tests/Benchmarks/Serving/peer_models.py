"""Writes the networks as ONNX files, with random parameters: peer_models.py FOLDER"""
import sys

import numpy
import onnx
from onnx import helper, numpy_helper

from workloads import NETWORKS


def model(name, sizes):
    """A network with relu between its layers, as ONNX."""
    source = numpy.random.default_rng(1)
    nodes, parameters, current = [], [], "input"
    for index, (width, units) in enumerate(zip(sizes, sizes[1:])):
        weight = source.normal(0, (2 / width) ** 0.5, (units, width)).astype(numpy.float32)
        parameters += [
            numpy_helper.from_array(weight, f"w{index}"),
            numpy_helper.from_array(numpy.zeros(units, numpy.float32), f"b{index}"),
        ]
        is_last = index == len(sizes) - 2
        target = "output" if is_last else f"z{index}"
        nodes.append(helper.make_node("Gemm", [current, f"w{index}", f"b{index}"], [target], transB=1))
        current = target
        if not is_last:
            current = f"a{index}"
            nodes.append(helper.make_node("Relu", [target], [current]))
    tensor = lambda tensor, width: helper.make_tensor_value_info(tensor, onnx.TensorProto.FLOAT, ["rows", width])
    graph = helper.make_graph(nodes, name, [tensor("input", sizes[0])], [tensor("output", sizes[-1])], parameters)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


if __name__ == "__main__":
    for name, sizes in NETWORKS.items():
        onnx.save(model(name, sizes), f"{sys.argv[1]}/{name}.onnx")
