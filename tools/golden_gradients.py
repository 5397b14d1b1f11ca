"""Writes golden gradients for the differentiator's tests: PyTorch's own operators and autograd, in float64.

Run:  python tools/golden_gradients.py onnx-export/src/test/resources/org/softcpt/onnx/gradient/golden-gradients.json
Made with Python 3.11, torch 2.15.0, numpy 2.4.6. Inputs are drawn from numpy's PCG64 and rounded to float32,
so that single and double precision start from the same numbers. Each case is a function of its inputs;
golden are its output and the gradients of sum(upstream * output) with respect to every real input.
"""

import json
import sys

import numpy
import torch
import torch.nn.functional as F

EPSILON = float(numpy.float32(1e-5))  # as ONNX stores it


def mlp(activation):
    def forward(x, gain, bias, expand, expand_bias, shrink, shrink_bias):
        hidden = F.linear(F.layer_norm(x, x.shape[-1:], gain, bias, EPSILON), expand, expand_bias)
        return x + F.linear(activation(hidden), shrink, shrink_bias)

    shapes = dict(x=(5, 7), gain=(7,), bias=(7,), expand=(13, 7), expand_bias=(13,), shrink=(7, 13), shrink_bias=(7,))
    return forward, shapes


def causal_attention():
    def forward(x, query, key, value, out):
        heads = F.scaled_dot_product_attention(
            F.linear(x, query)[None], F.linear(x, key)[None], F.linear(x, value)[None], is_causal=True)
        return x + F.linear(heads[0], out)

    return forward, dict(x=(7, 5), query=(3, 5), key=(3, 5), value=(3, 5), out=(5, 3))


def cosine_classifier():
    def forward(images, texts):
        cosines = F.cosine_similarity(images[:, None], texts[None], dim=-1)
        return F.cross_entropy(13.0 * cosines, torch.tensor([2, 0, 2]))

    return forward, dict(images=(3, 7), texts=(4, 7))


CASES = {
    "layer norm, QuickGELU MLP, residual": mlp(lambda h: h * torch.sigmoid(1.702 * h)),
    "layer norm, exact GELU MLP, residual": mlp(F.gelu),
    "causal attention, residual": causal_attention(),
    "cross-entropy of cosines": cosine_classifier(),
}


def tensor(value):
    return {"shape": list(value.shape), "values": value.detach().flatten().tolist()}


def golden(forward, shapes, random):
    def draw(shape):
        normal = random.standard_normal(shape).astype(numpy.float32)
        return torch.tensor(normal, dtype=torch.float64)

    inputs = {name: draw(shape).requires_grad_() for name, shape in shapes.items()}
    output = forward(**inputs)
    upstream = draw(tuple(output.shape))
    gradients = torch.autograd.grad((upstream * output).sum(), list(inputs.values()))
    return {
        "inputs": {name: tensor(value) for name, value in inputs.items()},
        "upstream": tensor(upstream),
        "output": tensor(output),
        "gradients": {name: tensor(value) for name, value in zip(inputs, gradients)},
    }


random = numpy.random.Generator(numpy.random.PCG64(20261123))
document = {"torch": torch.__version__, "numpy": numpy.__version__}
document["cases"] = {name: golden(forward, shapes, random) for name, (forward, shapes) in CASES.items()}
with open(sys.argv[1], "w", encoding="ascii", newline="\n") as out:
    json.dump(document, out)
    out.write("\n")
