"""Runs a model folder's graphs in ONNX Runtime for Python on the inputs that ours ran on, and compares the outputs.

Run:  java -cp ... org.softcpt.benchmarks.InterchangeNumbers MODEL numbers.safetensors
      python tools/check_interchange.py MODEL numbers.safetensors
Needs Python 3.11, onnxruntime 1.29.0, onnx 1.20.0, numpy 2.4.6, safetensors 0.8.0. Every graph is first given to ONNX's own
checker; then the largest difference of each output is printed relative to the output's largest element. Exits with 1 if
one is above 1e-5 (on the machine that wrote the numbers 0 was seen; other processors sum in another order) or a graph of the folder was not run.
"""

import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime
from safetensors import safe_open

BOUND = 1e-5

folder, numbers = pathlib.Path(sys.argv[1]), sys.argv[2]
with safe_open(numbers, "numpy") as file:
    tensors = {name: file.get_tensor(name) for name in file.keys()}
listed = {name for name in json.loads((folder / "model.json").read_text())["files"] if name.endswith(".onnx")}
run = {name.split("/")[0] for name in tensors}

failed = sorted(listed - run)
for graph in failed:
    print(f"{graph}: no numbers for it")
for graph in sorted(run):
    onnx.checker.check_model(folder / graph)
    session = onnxruntime.InferenceSession(folder / graph, providers=["CPUExecutionProvider"])
    part = lambda kind: {n.split("/")[2]: t for n, t in tensors.items() if n.startswith(f"{graph}/{kind}/")}
    expected = part("out")
    for name, found in zip(expected, session.run(list(expected), part("in"))):
        same_shape = found.shape == expected[name].shape
        error = numpy.abs(found - expected[name]).max() / numpy.abs(expected[name]).max() if same_shape else numpy.inf
        print(f"{graph}: {name} {list(found.shape)}: {error:.1e}")
        if not error <= BOUND:
            failed.append(f"{graph}/{name}")
print("FAILED: " + ", ".join(failed) if failed else "the same numbers")
sys.exit(1 if failed else 0)
