#!/usr/bin/env python3
"""Trains the network of ../definitions/digits.json with numpy and writes its parameters and what was held out.

    pip install numpy==2.4.6 scikit-learn==1.9.1 safetensors==0.8.0
    config/data/digits.py

Writes, beside itself:

- digits.safetensors: the parameters, float32, named as the service names them;
- digits-held-out.csv: the 360 images that training did not see, pixels 0 to 16 as in the source, then the digit;
- digits-held-out.json: how many of them the network gets right.

The network takes pixels divided by 16. Everything random comes from one seed, so that the same versions on the same
kind of machine make the same files; elsewhere the sums of a matrix product may differ in their last bits.
"""
import json
import pathlib

import numpy as np
from safetensors.numpy import save_file
from sklearn.datasets import load_digits

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20
HELD_OUT = 360
EPOCHS = 150
BATCH = 32
RATE = 2e-3
DECAY = 1e-3


def forward(parameters, rows):
    """The outputs of all layers, the input first."""
    outputs = [rows]
    for index, (weight, bias) in enumerate(parameters):
        preactivations = outputs[-1] @ weight.T + bias
        if index + 1 < len(parameters):
            outputs.append(np.maximum(preactivations, 0))
        else:
            powers = np.exp(preactivations - preactivations.max(axis=1, keepdims=True))
            outputs.append(powers / powers.sum(axis=1, keepdims=True))
    return outputs


def gradients(parameters, rows, classes):
    """The gradients of the mean cross-entropy."""
    outputs = forward(parameters, rows)
    error = outputs[-1].copy()
    error[np.arange(len(rows)), classes] -= 1
    error /= len(rows)
    found = []
    for (weight, _), inputs in zip(reversed(parameters), reversed(outputs[:-1])):
        found.append((error.T @ inputs, error.sum(axis=0)))
        error = (error @ weight) * (inputs > 0)
    return found[::-1]


def train(sizes, rows, classes, random):
    """Adam with decoupled weight decay and a rate that falls to zero along half a cosine."""
    parameters = [
        (random.normal(0, np.sqrt(2 / inputs), (units, inputs)), np.zeros(units))
        for inputs, units in zip(sizes, sizes[1:])
    ]
    first = [tuple(np.zeros_like(part) for part in layer) for layer in parameters]
    second = [tuple(np.zeros_like(part) for part in layer) for layer in parameters]
    steps = EPOCHS * -(-len(rows) // BATCH)
    step = 0
    for _ in range(EPOCHS):
        order = random.permutation(len(rows))
        for start in range(0, len(rows), BATCH):
            step += 1
            rate = RATE * (1 + np.cos(np.pi * step / steps)) / 2
            batch = order[start : start + BATCH]
            for layer, gradient in enumerate(gradients(parameters, rows[batch], classes[batch])):
                first[layer] = tuple(0.9 * m + 0.1 * g for m, g in zip(first[layer], gradient))
                second[layer] = tuple(0.999 * v + 0.001 * g * g for v, g in zip(second[layer], gradient))
                parameters[layer] = tuple(
                    part
                    - rate * (m / (1 - 0.9**step) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8) + DECAY * part)
                    for part, m, v in zip(parameters[layer], first[layer], second[layer])
                )
    return parameters


def main():
    random = np.random.Generator(np.random.PCG64(SEED))
    definition = json.loads((HERE.parent / "definitions/digits.json").read_text())
    images, classes = load_digits(return_X_y=True)
    order = random.permutation(len(images))
    held_out, rest = order[:HELD_OUT], order[HELD_OUT:]
    trained = train(definition["layer_sizes"], images[rest] / 16, classes[rest], random)

    tensors = {}
    for layer, (weight, bias) in enumerate(trained):
        tensors[f"layers.{layer}.weight"] = weight.astype(np.float32)
        tensors[f"layers.{layer}.bias"] = bias.astype(np.float32)
    save_file(tensors, HERE / "digits.safetensors", metadata={"format": "np"})
    (HERE / "digits.safetensors").chmod(0o644)

    # What counts is the network that is kept: float32 parameters.
    kept = [
        (tensors[f"layers.{layer}.weight"].astype(float), tensors[f"layers.{layer}.bias"].astype(float))
        for layer in range(len(trained))
    ]
    outputs = forward(kept, images[held_out] / 16)[-1]
    right = int((outputs.argmax(axis=1) == classes[held_out]).sum())
    best = np.sort(outputs, axis=1)
    print(f"{right} of {HELD_OUT} held-out digits right: {right / HELD_OUT:.2%}")
    print(f"seen in training: {(forward(kept, images[rest] / 16)[-1].argmax(axis=1) == classes[rest]).mean():.2%}")
    print(f"least lead of a first choice over the second: {(best[:, -1] - best[:, -2]).min():.2g}")

    names = [f"pixel_{row}_{column}" for row in range(8) for column in range(8)]
    lines = [",".join(names + ["digit"])]
    lines += [",".join(str(int(value)) for value in (*images[row], classes[row])) for row in held_out]
    (HERE / "digits-held-out.csv").write_text("\n".join(lines) + "\n")
    (HERE / "digits-held-out.json").write_text(json.dumps({"rows": HELD_OUT, "right": right}) + "\n")


if __name__ == "__main__":
    main()
