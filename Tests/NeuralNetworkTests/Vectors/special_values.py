#!/usr/bin/env python3
"""Writes special_values.json: what PyTorch makes of zeros, subnormals, the largest numbers, infinities and NaN.

usage: special_values.py > special_values.json    (needs PyTorch; written with 2.13.0 on x86-64)

Numbers are strings, which keep the sign of zero. PyTorch computes short and long tensors by different code; where the
two differ in the value or in the sign of zero, the file has null. Derivatives are those of float64.
"""
import json
import math
import struct

import torch
import torch.nn.functional as F

NUMBERS = ["0", "-0", "1e-45", "-1e-45", "1.1754942e-38", "-1.1754942e-38", "1.1754944e-38", "-1.1754944e-38",
           "3.4028235e38", "-3.4028235e38", "inf", "-inf", "nan"]
ELEMENTWISE = [
    ("identity", {}, lambda x: x * 1),
    ("sigmoid", {}, torch.sigmoid),
    ("logsigmoid", {}, F.logsigmoid),
    ("hardsigmoid", {}, F.hardsigmoid),
    ("tanh", {}, torch.tanh),
    ("hardtanh", {}, F.hardtanh),
    ("hardtanh", {"min_val": 0.5, "max_val": 2}, lambda x: F.hardtanh(x, 0.5, 2)),
    ("tanhshrink", {}, F.tanhshrink),
    ("arctan", {}, torch.arctan),
    ("relu", {}, F.relu),
    ("relu6", {}, F.relu6),
    ("leaky_relu", {}, F.leaky_relu),
    ("leaky_relu", {"negative_slope": -0.5}, lambda x: F.leaky_relu(x, -0.5)),
    ("leaky_relu", {"negative_slope": 0}, lambda x: F.leaky_relu(x, 0)),
    ("prelu", {}, lambda x: F.prelu(x, torch.tensor([0.25], dtype=x.dtype))),
    ("rrelu", {}, F.rrelu),
    ("elu", {}, F.elu),
    ("elu", {"alpha": -0.5}, lambda x: F.elu(x, -0.5)),
    ("selu", {}, F.selu),
    ("celu", {}, F.celu),
    ("celu", {"alpha": 2}, lambda x: F.celu(x, 2.0)),
    ("gelu", {}, F.gelu),
    ("gelu", {"approximate": "tanh"}, lambda x: F.gelu(x, approximate="tanh")),
    ("silu", {}, F.silu),
    ("mish", {}, F.mish),
    ("hardswish", {}, F.hardswish),
    ("softplus", {}, F.softplus),
    ("softplus", {"beta": 2, "threshold": 5}, lambda x: F.softplus(x, 2, 5)),
    ("softsign", {}, F.softsign),
    ("softshrink", {}, F.softshrink),
    ("softshrink", {"lambd": 0}, lambda x: F.softshrink(x, 0)),
    ("hardshrink", {}, F.hardshrink),
    ("hardshrink", {"lambd": 0}, lambda x: F.hardshrink(x, 0)),
    ("threshold", {"threshold": 0.25, "value": -1}, lambda x: F.threshold(x, 0.25, -1)),
    ("threshold", {"threshold": -1, "value": 0}, lambda x: F.threshold(x, -1, 0)),
]
ROWS = [
    ["0", "-0"], ["-0", "0"], ["1e-45", "-1e-45"], ["3.4028235e38", "-3.4028235e38"],
    ["-3.4028235e38", "3.4028235e38"], ["3.4028235e38", "3.4028235e38"], ["inf", "1"], ["1", "inf"], ["inf", "inf"],
    ["-inf", "1"], ["1", "-inf"], ["-inf", "-inf"], ["-inf", "inf"], ["nan", "1"], ["1", "nan"], ["0", "104"],
    ["-104", "0"],
]
WHOLE = [
    ("softmax", lambda x: F.softmax(x, -1)),
    ("log_softmax", lambda x: F.log_softmax(x, -1)),
    ("softmin", lambda x: F.softmin(x, -1)),
    ("glu", lambda x: F.glu(x, -1)),
]
COTANGENT = [1.0, -0.5]


def text(value, is_single):
    """A number as the shortest decimal that reads back as it."""
    if math.isnan(value) or math.isinf(value) or value == 0:
        return f"{value:.0f}"
    if not is_single:
        return repr(value)
    for digits in range(1, 10):
        short = f"{value:.{digits}g}"
        if single(short) == value:
            return short
    return repr(value)


def single(number):
    """The float32 that a text means."""
    return torch.tensor(float(number), dtype=torch.float64).float().item()


def agreed(candidates):
    return candidates.pop() if len(candidates) == 1 else None


def curve(function, number, dtype):
    """The value and the derivative at a number, as a set of texts each."""
    values, derivatives = set(), set()
    for length in (1, 2, 67):
        x = torch.full((length,), single(number), dtype=dtype, requires_grad=True)
        y = function(x)
        (gradient,) = torch.autograd.grad(y, x, torch.ones_like(y))
        values |= {text(v, dtype == torch.float32) for v in y.tolist()}
        derivatives |= {text(v, False) for v in gradient.tolist()}
    return values, derivatives


def row(function, numbers):
    x32 = torch.tensor([[single(n) for n in numbers]], dtype=torch.float32)
    x64 = x32.double().requires_grad_()
    y64 = function(x64)
    v = torch.tensor([COTANGENT[:y64.shape[1]]], dtype=torch.float64)
    (gradient,) = torch.autograd.grad(y64, x64, v)
    return {
        "x": numbers,
        "values": [text(v, True) for v in function(x32)[0].tolist()],
        "vjp": [text(v, False) for v in gradient[0].tolist()],
    }


def case(name, params, function):
    values = [agreed(curve(function, n, torch.float32)[0]) for n in NUMBERS]
    # At NaN, derivatives depend on the position in the tensor.
    derivatives = [None if n == "nan" else agreed(curve(function, n, torch.float64)[1]) for n in NUMBERS]
    return {"activation": name, "params": params, "values": values, "derivatives": derivatives}


torch.set_num_threads(1)
lines = ",\n".join(json.dumps(case(*arguments)) for arguments in ELEMENTWISE)
rows = ",\n".join(
    json.dumps({"activation": name, "rows": [row(function, numbers) for numbers in ROWS]}) for name, function in WHOLE
)
print(f'{{"torch": "{torch.__version__}",\n"x": {json.dumps(NUMBERS)},\n"elementwise": [\n{lines}\n],')
print(f'"cotangent": {json.dumps(COTANGENT)},\n"whole": [\n{rows}\n]}}')
