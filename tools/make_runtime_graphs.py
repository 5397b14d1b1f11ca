#!/usr/bin/env python3
"""Tiny ONNX graphs for the tests of the runtime module: right names and types, trivial arithmetic.

Needs onnx 1.23.2 and numpy 2.4.6 (development only).
Usage: tools/make_runtime_graphs.py runtime/src/test/resources/graphs

The arithmetic, for whoever reads a test (S = 4, D = 5; i, j count from 0):
  image encoder  features[b, j] = sum_i pixels[b, i] * weight[i, j], weight[i, j] = ((7 i + 3 j) mod 11 - 5) / 8
  text encoder   features[b, j] = sum over n <= eot[b] of table[token_ids[b, n], j], table like weight
"""
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET, IR_VERSION = 17, 8
SIDE, WIDTH, VOCABULARY = 4, 5, 514  # every byte within and at the end of a word, SOS, EOT


def weights(rows):
    i, j = np.meshgrid(np.arange(rows), np.arange(WIDTH), indexing="ij")
    return (((7 * i + 3 * j) % 11 - 5) / 8).astype(np.float32)


def value(name, kind, *shape):
    return helper.make_tensor_value_info(name, kind, list(shape))


def model(nodes, inputs, outputs, initializers=()):
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, list(initializers))
    result = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    helper.set_model_props(result, {"softcpt.precision": "fp32", "softcpt.name": "tiny"})
    return result


def external(tensor, location, offset, length):
    """Moves a tensor's bytes out of the model."""
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, text in (("location", location), ("offset", str(offset)), ("length", str(length))):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, text
    return tensor


def image_encoder(weight):
    return model(
        [helper.make_node("Flatten", ["pixels"], ["flat"]), helper.make_node("MatMul", ["flat", "weight"], ["features"])],
        [value("pixels", TensorProto.FLOAT, "B", 3, SIDE, SIDE)],
        [value("features", TensorProto.FLOAT, "B", WIDTH)],
        [weight],
    )


def text_encoder():
    return model(
        [
            helper.make_node("Gather", ["table", "token_ids"], ["embedded"]),
            helper.make_node("CumSum", ["embedded", "axis"], ["sums"]),
            helper.make_node("Shape", ["token_ids"], ["depth"], start=1, end=2),
            helper.make_node("OneHot", ["eot", "depth", "off_on"], ["chosen"], axis=-1),
            helper.make_node("Unsqueeze", ["chosen", "axis"], ["row"]),
            helper.make_node("MatMul", ["row", "sums"], ["picked"]),
            helper.make_node("Squeeze", ["picked", "axis"], ["features"]),
        ],
        [value("token_ids", TensorProto.INT64, "B", "N"), value("eot", TensorProto.INT64, "B")],
        [value("features", TensorProto.FLOAT, "B", WIDTH)],
        [
            numpy_helper.from_array(weights(VOCABULARY), "table"),
            numpy_helper.from_array(np.array([1], np.int64), "axis"),
            numpy_helper.from_array(np.array([0, 1], np.float32), "off_on"),
        ],
    )


def hostile(where):
    """A graph whose only tensor claims to lie in a file far outside its folder."""
    stolen = external(TensorProto(name="stolen", data_type=TensorProto.FLOAT, dims=[1]), "../../etc/passwd", 0, 4)
    x, y = value("x", TensorProto.FLOAT, 1), value("y", TensorProto.FLOAT, 1)
    if where == "initializer":
        return model([helper.make_node("Add", ["x", "stolen"], ["y"])], [x], [y], [stolen])
    constant = helper.make_node("Constant", [], ["stolen"], value=stolen)
    add = helper.make_node("Add", ["x", "stolen"], ["y"])
    if where == "attribute":
        return model([constant, add], [x], [y])
    if where == "function":
        function = helper.make_function(
            "custom", "Steal", ["x"], ["y"], [constant, add], [helper.make_opsetid("", OPSET)]
        )
        result = model([helper.make_node("Steal", ["x"], ["y"], domain="custom")], [x], [y])
        result.opset_import.append(helper.make_opsetid("custom", 1))
        result.functions.append(function)
        return result
    branch = helper.make_graph([constant, helper.make_node("Add", ["x", "stolen"], ["sum"])], "branch", [], [value("sum", TensorProto.FLOAT, 1)])
    nodes = [
        helper.make_node("ReduceSum", ["x"], ["total"], keepdims=0),
        helper.make_node("Cast", ["total"], ["condition"], to=TensorProto.BOOL),
        helper.make_node("If", ["condition"], ["y"], then_branch=branch, else_branch=branch),
    ]
    return model(nodes, [x], [y])


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    weight = weights(3 * SIDE * SIDE)
    inside = numpy_helper.from_array(weight, "weight")
    outside = external(numpy_helper.from_array(weight, "weight"), "image.safetensors", 8, weight.nbytes)
    graphs = {
        "image_encoder": image_encoder(inside),
        "image_encoder_external": image_encoder(outside),
        "text_encoder": text_encoder(),
        **{f"hostile_{where}": hostile(where) for where in ("initializer", "attribute", "subgraph", "function")},
    }
    for name, graph in graphs.items():
        (folder / f"{name}.onnx").write_bytes(graph.SerializeToString())
    (folder / "image_weights.bin").write_bytes(bytes(8) + weight.tobytes())  # 8 bytes stand for a header


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
