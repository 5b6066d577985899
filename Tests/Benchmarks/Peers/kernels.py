"""The Python side of the kernels' benchmark, on one thread: numpy with OpenBLAS, and ONNX Runtime.

For each line of standard input, `PEER SIZES ROWS TIMES`, it sends the rows through a network of these layers so many
times, and answers the nanoseconds of processor time that took and 0. A first round that is not timed makes the network.
"""
import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy  # noqa: E402

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Serving"))


def with_numpy(sizes):
    source = numpy.random.default_rng(1)
    layers = [
        (source.normal(0, (2 / width) ** 0.5, (width, units)).astype(numpy.float32), numpy.zeros(units, numpy.float32))
        for width, units in zip(sizes, sizes[1:])
    ]

    def run(rows):
        for index, (weight, bias) in enumerate(layers):
            rows = rows @ weight + bias
            if index < len(layers) - 1:
                rows = numpy.maximum(rows, 0)
        return rows

    return run


def with_ort(sizes):
    import onnxruntime
    from peer_models import model

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model("network", sizes).SerializeToString(), options)
    return lambda rows: session.run(None, {"input": rows})[0]


made = {}
for line in sys.stdin:
    peer, shape, rows, times = line.split()
    sizes = [int(size) for size in shape.split("-")]
    if (peer, shape) not in made:
        made[peer, shape] = {"numpy": with_numpy, "ort": with_ort}[peer](sizes)
    run, inputs = made[peer, shape], numpy.full((int(rows), sizes[0]), 0.5, numpy.float32)
    run(inputs)
    begin = time.process_time_ns()
    for _ in range(int(times)):
        run(inputs)
    print(time.process_time_ns() - begin, 0, flush=True)
