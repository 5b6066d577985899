"""The requests that servers are compared by: names, networks and bodies."""
import json
import random
import struct

#: Layer sizes; relu between the layers, nothing behind the last.
NETWORKS = {"tiny": [4, 16, 3], "small": [784, 256, 128, 10], "large": [1024, 4096, 4096, 1000]}


def definition(name):
    """The network as this service takes it."""
    sizes = NETWORKS[name]
    last = len(sizes) - 2
    return {
        "input_size": sizes[0],
        "seed": 1,
        "layers": [{"units": units, "activation": "identity" if index == last else "relu"}
                   for index, units in enumerate(sizes[1:])],
    }


class Workload:
    """One request, asked again and again."""

    def __init__(self, name, network, rows, form, connections=16):
        self.name, self.network, self.rows, self.form = name, network, rows, form
        self.connections = connections
        source = random.Random(7)
        width = NETWORKS[network][0]
        # As pixels are sent: four decimals.
        values = [[round(source.random(), 4) for _ in range(width)] for _ in range(rows)]
        self.headers = {"Content-Type": "application/json"}
        self.path = f"/v2/models/{network}/infer"
        shape = {"name": "input", "shape": [rows, width], "datatype": "FP32"}
        if form == "json":
            self.body = json.dumps({"inputs": [shape | {"data": sum(values, [])}]}).encode()
        elif form == "binary":
            data = struct.pack(f"<{rows * width}f", *sum(values, []))
            head = json.dumps({
                "inputs": [shape | {"parameters": {"binary_data_size": len(data)}}],
                "parameters": {"binary_data_output": True},
            }).encode()
            self.body = head + data
            self.headers = {
                "Content-Type": "application/octet-stream", "Inference-Header-Content-Length": str(len(head))
            }
        elif form == "predict":
            self.path = f"/v1/models/{network}:predict"
            self.body = json.dumps({"instances": values}).encode()
        elif form == "evaluate":
            # Built from the seed each time, statistics of the parameters with quantiles and histograms included.
            self.path = "/v1/evaluate"
            self.body = json.dumps({
                "network": definition(network) | {"weight_init": "kaiming_normal"}, "inputs": values,
                "include": ["outputs", "parameters"],
            }).encode()
        else:
            raise ValueError(form)


WORKLOADS = {
    workload.name: workload
    for workload in (
        Workload("T", "tiny", 1, "json"),
        Workload("S1", "small", 1, "json"),
        Workload("P", "small", 1, "predict"),
        Workload("S1b", "small", 1, "binary"),
        Workload("S64", "small", 64, "json"),
        Workload("S64b", "small", 64, "binary"),
        Workload("L1", "large", 1, "json"),
        Workload("L1b", "large", 1, "binary"),
        Workload("L32b", "large", 32, "binary"),
        Workload("E", "small", 1, "evaluate"),
    )
}
