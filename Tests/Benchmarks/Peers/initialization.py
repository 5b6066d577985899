"""PyTorch's side of the initialisation benchmark, on one thread.

For each line of standard input, the name of a scheme, it draws one tensor from a generator that was just seeded and
answers the nanoseconds that took, allocation included, and a checksum of the tensor's bits.
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

torch.set_num_threads(1)
odd = torch.arange(SIDE * SIDE, dtype=torch.int64) * 2 + 1
for line in sys.stdin:
    draw = SCHEMES[line.strip()]
    torch.manual_seed(SEED)
    begin = time.perf_counter_ns()
    tensor = draw(torch.empty(SIDE, SIDE))
    end = time.perf_counter_ns()
    # The bits as unsigned numbers, each times its odd-numbered place; int64 wraps as uint64 does.
    bits = tensor.view(torch.int32).flatten().to(torch.int64) & 0xFFFFFFFF
    checksum = int((bits * odd).sum()) % 2**64
    del tensor, bits
    print(end - begin, checksum, flush=True)
