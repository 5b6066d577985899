#!/usr/bin/env python3
"""Makes the safetensors files beside it with the reference library, and what they hold as float32.

    pip install safetensors==0.8.0 numpy==2.4.6
    Tests/ModelFormatsTests/Fixtures/fixtures.py

The network has 2 inputs, 3 units with a bias and three slopes of prelu, and 2 units without a bias. written.safetensors
is laid out by hand as the service lays it out, and read back with the reference library.
"""

import json
import pathlib
import struct

import numpy
import safetensors
import safetensors.numpy

HERE = pathlib.Path(__file__).parent
SHAPES = {
    "layers.0.weight": [3, 2],
    "layers.0.bias": [3],
    "layers.0.slope": [3],
    "layers.1.weight": [2, 3],
}
# Zeros of both signs, the least and the largest numbers, ties that round to even, and plain ones.
VALUES = [
    0.0, -0.0, 0.1, -1 / 3, 1e-45, 65504.0, 2.0**-24, -(2.0**-14), 1 + 2.0**-24, 1 + 3 * 2.0**-24,
    1 + 2.0**-24 + 2.0**-50, 3.4028235677973362e38, -1e-46, 0.75, 1e-40, -12345.678, 2.5, 1.0,
]


def tensors(convert) -> dict:
    result, start = {}, 0
    for name, shape in SHAPES.items():
        count = int(numpy.prod(shape))
        result[name] = convert(numpy.array(VALUES[start:start + count], dtype=numpy.float64)).reshape(shape)
        start += count
    return result


def bfloat16_bits(values):
    """The upper half of float32, which is all of it for what was cut to it."""
    return (values.astype(numpy.float32).view(numpy.uint32) >> 16).astype(numpy.uint16)


def float16(values):
    return numpy.clip(values, -65504, 65504).astype(numpy.float16)


def bits(arrays: dict) -> dict:
    return {name: array.astype(numpy.float32).reshape(-1).view(numpy.uint32).tolist() for name, array in arrays.items()}


def main() -> None:
    expected = {}
    largest = float(numpy.finfo(numpy.float32).max)
    for name, convert in {
        "f64": lambda values: values,
        "f32": lambda values: numpy.clip(values, -largest, largest).astype(numpy.float32),
        "f16": float16,
    }.items():
        arrays = tensors(convert)
        safetensors.numpy.save_file(arrays, HERE / f"{name}.safetensors", metadata={"format": "np", "größe": "😀"})
        expected[name] = bits(arrays)

    halves = tensors(lambda values: bfloat16_bits(numpy.clip(values, -3e38, 3e38)))
    data = safetensors.serialize({
        name: safetensors.TensorSpec(
            dtype="bfloat16", shape=array.shape, data_ptr=array.ctypes.data, data_len=array.nbytes
        )
        for name, array in halves.items()
    })
    (HERE / "bf16.safetensors").write_bytes(data)
    expected["bf16"] = {
        name: (array.astype(numpy.uint32) << 16).reshape(-1).tolist() for name, array in halves.items()
    }

    arrays = tensors(lambda values: numpy.clip(values, -largest, largest).astype(numpy.float32))
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, array in arrays.items():
        header[name] = {
            "dtype": "F32", "shape": SHAPES[name], "data_offsets": [offset, offset + array.nbytes],
        }
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    file = HERE / "written.safetensors"
    file.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(array.tobytes() for array in arrays.values()))
    for name, array in safetensors.numpy.load_file(file).items():
        assert array.tobytes() == arrays[name].tobytes(), name
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
