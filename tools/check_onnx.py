"""Asks the ONNX project's own checker whether models written by `softcpt export` are valid.

Run:  python tools/check_onnx.py MODEL/*.onnx
Needs Python 3.11, onnx 1.23.2. Checks structure, types and shapes, with the external data beside the model; strictly
(declared shapes must be the inferred ones) unless the model has operators of ONNX Runtime, which the checker does not
know. Exits with 1 if a model is refused.
"""

import sys

import onnx
from onnx import checker, shape_inference


def extents(value):
    return [dim.dim_param or dim.dim_value for dim in value.type.tensor_type.shape.dim]


def check(path):
    checker.check_model(path)
    model = onnx.load(path, load_external_data=False)
    custom = any(node.domain for node in model.graph.node)
    shape_inference.infer_shapes(model, check_type=True, strict_mode=not custom)
    outputs = ", ".join(f"{value.name} {extents(value)}" for value in model.graph.output)
    return f"{len(model.graph.node)} nodes, opset {model.opset_import[0].version}: {outputs}"


refused = 0
for path in sys.argv[1:]:
    try:
        print(f"{path}: {check(path)}")
    except (checker.ValidationError, shape_inference.InferenceError) as error:
        refused += 1
        print(f"{path}: REFUSED: {error}")
sys.exit(1 if refused else 0)
