"""Networks whose parameters these checks make themselves, and numpy's float64 evaluation of them."""
import json
import struct

import numpy as np


class Dense:
    """A network of dense layers with parameters drawn here, so that nothing of the service's own arithmetic is trusted."""

    def __init__(self, sizes, hidden="tanh", last="softmax", labels=None, seed=1, names=None):
        generator = np.random.default_rng(seed)
        self.sizes = sizes
        self.hidden, self.last = hidden, last
        self.labels = labels
        self.names = names or {}
        self.weights = [
            (generator.standard_normal((units, inputs)) / np.sqrt(inputs)).astype(np.float32)
            for inputs, units in zip(sizes, sizes[1:])
        ]
        self.biases = [(generator.standard_normal(units) / 4).astype(np.float32) for units in sizes[1:]]

    def definition(self, inline=True):
        """The definition in long form: with its parameters spelt out, or of the same shape and drawn by the service."""
        layers = []
        for index, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            layer = {"units": len(bias), "activation": self.last if index == len(self.biases) - 1 else self.hidden}
            if inline:
                layer["weight_init"] = {"scheme": "values", "values": weight.astype(float).tolist()}
                layer["bias_init"] = {"scheme": "values", "values": bias.astype(float).tolist()}
            layers.append(layer)
        definition = {"input_size": self.sizes[0], "layers": layers, **self.names}
        return {**definition, "labels": self.labels} if self.labels else definition

    def layers(self, rows):
        """Each layer's pre-activations and outputs in float64."""
        values, found = np.asarray(rows, dtype=np.float64), []
        for index, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            before = values @ weight.astype(np.float64).T + bias.astype(np.float64)
            values = ACTIVATIONS[self.last if index == len(self.biases) - 1 else self.hidden](before)
            found.append((before, values))
        return found

    def outputs(self, rows):
        return self.layers(rows)[-1][1]

    def logits(self, rows):
        return self.layers(rows)[-1][0]

    def safetensors(self):
        """The parameters as a safetensors file."""
        tensors = {}
        for index, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            tensors[f"layers.{index}.weight"], tensors[f"layers.{index}.bias"] = weight, bias
        header, content = {}, b""
        for name, tensor in tensors.items():
            data = tensor.astype("<f4").tobytes()
            offsets = [len(content), len(content) + len(data)]
            header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": offsets}
            content += data
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        return struct.pack("<Q", len(text)) + text + content


def softmax(values):
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


ACTIVATIONS = {
    "identity": lambda values: values,
    "relu": lambda values: np.maximum(values, 0),
    "tanh": np.tanh,
    "sigmoid": lambda values: 1 / (1 + np.exp(-values)),
    "softmax": softmax,
}

# Fisher's iris: a network of 4, 16 and 3 units that knows the names of the species.
IRIS = Dense([4, 16, 3], labels=["setosa", "versicolor", "virginica"], seed=5)
FLOWERS = np.array([[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5]], dtype=np.float32)
# Enough arithmetic and bytes for large batches: 256 bytes a row.
WIDE = Dense([64, 96, 10], hidden="relu", seed=6)


def rows(count, size=4, seed=0):
    """Input rows, always the same for a seed."""
    return np.random.default_rng(seed).standard_normal((count, size)).astype(np.float32)


def close(found, expected, what="the outputs"):
    """Asserts agreement with the float64 evaluation to 1e-5."""
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.shape == expected.shape, f"the shape should be {expected.shape}, found {found.shape}"
    error = np.max(np.abs(found.astype(np.float64) - expected), initial=0)
    assert error <= 1e-5, f"{what} are {error:.3g} away from the float64 evaluation"


def same_bits(found, expected, what="the outputs"):
    """Asserts equality of every bit."""
    found, expected = np.asarray(found, dtype=np.float32), np.asarray(expected, dtype=np.float32)
    assert found.shape == expected.shape, f"the shape should be {expected.shape}, found {found.shape}"
    different = int(np.sum(found.view(np.uint32) != expected.view(np.uint32)))
    assert different == 0, f"{different} of {found.size} of {what} differ in a bit"
