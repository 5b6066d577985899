"""PyTorch's side of the initialisation benchmark, on one thread.

For each line of standard input, the name of a scheme, it draws one tensor from a generator that was just seeded and
answers the nanoseconds of processor time that took, allocation included, and a checksum of the tensor's bits.
"""
import math
import sys
import time

import torch
from torch.nn import init

SIDE = 4096
SEED = 42
SCHEMES = {
    "uniform": init.uniform_,
    "normal": init.normal_,
    "kaiming_uniform": init.kaiming_uniform_,
    "kaiming_normal": init.kaiming_normal_,
    "xavier_uniform": init.xavier_uniform_,
    "xavier_normal": init.xavier_normal_,
    # What torch.nn.Linear.reset_parameters does to a weight.
    "torch_default": lambda tensor: init.kaiming_uniform_(tensor, a=math.sqrt(5)),
    "trunc_normal": init.trunc_normal_,
}

CHUNK = 1 << 20
ODD = 2 * torch.arange(CHUNK, dtype=torch.int64) + 1


def checksum(tensor):
    """The sum of the elements' bits as unsigned numbers, each times its odd-numbered place, modulo 2^64."""
    total = 0
    for index, chunk in enumerate(tensor.view(torch.int32).flatten().split(CHUNK)):
        bits = chunk.to(torch.int64) & 0xFFFFFFFF
        total += int((bits * ODD[: len(bits)]).sum()) + 2 * index * CHUNK * int(bits.sum())
    return total % 2**64


torch.set_num_threads(1)
for line in sys.stdin:
    draw = SCHEMES[line.strip()]
    torch.manual_seed(SEED)
    begin = time.process_time_ns()
    tensor = draw(torch.empty(SIDE, SIDE))
    end = time.process_time_ns()
    print(end - begin, checksum(tensor), flush=True)
    del tensor
