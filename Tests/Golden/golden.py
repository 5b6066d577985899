#!/usr/bin/env python3
"""Computes what the service has to answer, independently of it: numpy, float64, nothing shared with the product.

usage: golden.py             check the drawing of parameters, then write iris.json and digits.json beside this file
       golden.py --check     check the drawing and compare the files with what would be written

Parameters are drawn as PyTorch's CPU generator draws them, re-implemented here and held against PyTorch's own bits
(../NeuralNetworkTests/Vectors/inits.json, both kaiming schemes). The forward pass widens float32 parameters and
float32 inputs to float64. Needs Python 3.9 and numpy, any version.
"""
import csv
import hashlib
import json
import math
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VECTORS = HERE.parent / "NeuralNetworkTests" / "Vectors"
f32 = np.float32


def bits(pattern):
    return np.uint32(pattern).view(f32)


def fma(a, b, c):
    """a * b + c in float32 with one rounding.

    The product of two float32 is exact in float64. The sum is rounded to odd (TwoSum tells whether it was inexact, and
    on which side), so that rounding it once more to float32 gives the correctly rounded result.
    """
    p = np.asarray(a, np.float64) * np.asarray(b, np.float64)
    c = np.asarray(c, np.float64)
    s = p + c
    t = s - p
    error = (p - (s - t)) + (c - t)
    even = (s.view(np.int64) & 1) == 0
    return np.where((error != 0) & even, np.nextafter(s, np.copysign(np.inf, error)), s).astype(f32)


class Generator:
    """MT19937 as PyTorch uses it. numpy's RandomState seeds it the same way from the low 32 bits."""

    def __init__(self, seed):
        self.state = np.random.RandomState(seed & 0xFFFFFFFF)
        self.cached_normal = None

    def words(self, count):
        return self.state.randint(0, 2**32, size=count, dtype=np.uint32)

    def unit53(self):
        high, low = (int(word) for word in self.words(2))
        return ((high << 32 | low) & (2**53 - 1)) * 2.0**-53

    def unit24(self, count):
        return (self.words(count) & np.uint32(0xFFFFFF)).astype(f32) * f32(2.0**-24)

    def uniform(self, low, high, count):
        low, high = f32(low), f32(high)
        drawn = fma(self.unit24(count), high - low, low)
        return np.where(drawn == high, low, drawn)

    def normal(self, std, count):
        """Normals of mean 0."""
        if count < 16:
            return np.array([self.small_normal() * std for _ in range(count)]).astype(f32)
        values = self.unit24(count)
        whole = count - count % 16
        values[:whole] = box_muller(values[:whole].reshape(-1, 16), f32(std)).ravel()
        if whole < count:
            values[-16:] = box_muller(self.unit24(16).reshape(1, 16), f32(std)).ravel()
        return values

    def small_normal(self):
        if self.cached_normal is not None:
            value, self.cached_normal = self.cached_normal, None
            return value
        angle, radius = 2 * math.pi * self.unit53(), math.sqrt(-2 * math.log1p(-self.unit53()))
        self.cached_normal = radius * math.sin(angle)
        return radius * math.cos(angle)


LOG = [0x3D9021BB, 0xBDEBD1B8, 0x3DEF251A, 0xBDFE5D4F, 0x3E11E9BF, 0xBE2AAE50, 0x3E4CCEAC, 0xBE7FFFFC, 0x3EAAAAAA]
SINE = [0xB94CA1F9, 0x3C08839E, 0xBE2AAAA3]
COSINE = [0x37CCF5CE, 0xBAB6061A, 0x3D2AAAA5]
REDUCTION = [0xBF490000, 0xB97DA000, 0xB3222169]


def horner(coefficients, x):
    y = bits(coefficients[0])
    for coefficient in coefficients[1:]:
        y = fma(y, x, bits(coefficient))
    return y


def log(x):
    pattern = np.maximum(x, bits(0x00800000)).view(np.uint32)
    exponent = ((pattern >> 23).astype(np.int32) - 127).astype(f32) + f32(1)
    w = ((pattern & np.uint32(0x007FFFFF)) | np.uint32(0x3F000000)).view(f32)
    small = w < bits(0x3F3504F3)
    exponent = np.where(small, exponent - f32(1), exponent)
    w = np.where(small, (w - f32(1)) + w, w - f32(1))
    z = w * w
    y = fma(horner(LOG, w) * w, z, exponent * bits(0xB95E8083))
    w = w + (y - z * f32(0.5))
    return fma(exponent, bits(0x3F318000), w)


def sine_and_cosine(t):
    quadrant = ((t * bits(0x3FA2F983)).astype(np.int32) + 1) & ~1
    y, x = quadrant.astype(f32), t
    for step in REDUCTION:
        x = fma(y, bits(step), x)
    z = x * x
    c = fma(horner(COSINE, z) * z, z, -(z * f32(0.5))) + f32(1)
    s = fma(horner(SINE, z) * z, x, x)
    turn = quadrant % 8 // 2
    return np.choose(turn, [s, c, -s, -c]), np.choose(turn, [c, -s, -c, s])


def box_muller(units, std):
    radius = np.sqrt(f32(-2) * log(f32(1) - units[:, :8]))
    sine, cosine = sine_and_cosine(bits(0x40C90FDB) * units[:, 8:])
    return np.hstack([fma(radius * cosine, std, f32(0)), fma(radius * sine, std, f32(0))])


GAINS = {"linear": 1, "sigmoid": 1, "tanh": 5 / 3, "relu": math.sqrt(2), "selu": 3 / 4}


def draw(generator, scheme, shape, a=0, mode="fan_in", nonlinearity="leaky_relu"):
    """A weight of shape [units, inputs]."""
    units, inputs = shape
    gain = math.sqrt(2 / (1 + a**2)) if nonlinearity == "leaky_relu" else GAINS[nonlinearity]
    std = gain / math.sqrt({"fan_in": inputs, "fan_out": units}[mode])
    if scheme == "kaiming_normal":
        values = generator.normal(std, units * inputs)
    elif scheme == "kaiming_uniform":
        bound = math.sqrt(3) * std
        values = generator.uniform(-bound, bound, units * inputs)
    else:
        raise ValueError(scheme)
    return values.reshape(shape)


def sha256(values):
    return hashlib.sha256(np.ascontiguousarray(values, "<f4").tobytes()).hexdigest()


def check_drawing():
    """Compares drawn bits, and the state of the generator afterwards, with PyTorch's."""
    checked = 0
    for case in json.loads((VECTORS / "inits.json").read_text()):
        if case["scheme"] not in ("kaiming_normal", "kaiming_uniform"):
            continue
        generator = Generator(int(case["seed"]))
        values = draw(generator, case["scheme"], case["shape"], **case["params"])
        assert sha256(values) == case["output"]["sha256"], case["id"]
        assert int(generator.words(1)[0]) == int(case["next_u32"]), case["id"]
        checked += 1
    assert checked >= 500, checked
    print(f"{checked} tensors have PyTorch's bits")


def relu(x):
    return np.maximum(x, 0)


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def golden(name):
    definition = json.loads((ROOT / "config/definitions" / f"{name}.json").read_text())
    sizes = definition["layer_sizes"]
    with open(ROOT / "config/data" / f"{name}.csv", newline="", encoding="utf-8") as file:
        rows = [row[: sizes[0]] for row in list(csv.reader(file))[1:]]
    generator = Generator(int(definition["seed"]))
    x = np.array(rows, dtype=np.float64).astype(f32).astype(np.float64)
    digests = {}
    for layer, activation in enumerate(definition["activations"]):
        shape = [sizes[layer + 1], sizes[layer]]
        weight, bias = draw(generator, definition["weight_init"], shape), np.zeros(shape[0], f32)
        digests |= {f"layers.{layer}.weight": sha256(weight), f"layers.{layer}.bias": sha256(bias)}
        x = {"relu": relu, "softmax": softmax}[activation](x @ weight.astype(np.float64).T + bias)
    # 12 digits: far more than is compared, and the same whatever order numpy adds in.
    outputs = [[float(f"{value:.12g}") for value in row] for row in x]
    lines = ",\n".join("    " + json.dumps(row) for row in outputs)
    return f'{{\n  "sha256": {json.dumps(digests, indent=4).replace("}", "  }")},\n  "outputs": [\n{lines}\n  ]\n}}\n'


def main():
    check_drawing()
    for name in ("iris", "digits"):
        file, text = HERE / f"{name}.json", golden(name)
        if sys.argv[1:] == ["--check"]:
            assert file.read_text() == text, f"{file.name} is not what {pathlib.Path(__file__).name} computes"
        else:
            file.write_text(text)
        print(f"{file.name}: {text.count(chr(10))} lines")


if __name__ == "__main__":
    main()
