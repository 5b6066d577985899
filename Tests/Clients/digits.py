#!/usr/bin/env python3
"""Serves the trained digits network through the Open Inference Protocol and checks what comes back.

usage: digits.py http://HOST:PORT            through /v1/models and /v2
       digits.py --inline http://HOST:PORT   through /v1/evaluate, the parameters inside the definition

The rows that training did not see are classified. As many must be right as the training script counted
(config/data/digits-held-out.json), and every probability must be within 1e-5 of what numpy computes in float64 from the
file of parameters. Needs Python 3.9 and numpy, any version; nothing is shared with the product, and no client library
is used.
"""
import http.client
import json
import pathlib
import struct
import sys
import urllib.parse

import numpy as np

CONFIG = pathlib.Path(__file__).resolve().parents[2] / "config"
TOLERANCE = 1e-5


class Service:
    """One connection to the service."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=30)

    def request(self, method, path, body, headers):
        """The head and the content of an answer; exits if it is no success."""
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if not 200 <= answer.status < 300:
            sys.exit(f"error: {method} {path} answered {answer.status}: {content[:1000].decode(errors='replace')}")
        return answer, content

    def json(self, method, path, value):
        """The JSON that answers JSON."""
        body = json.dumps(value).encode()
        return json.loads(self.request(method, path, body, {"Content-Type": "application/json"})[1])


def read_tensors(file):
    """The tensors of a safetensors file of float32 numbers."""
    length = struct.unpack_from("<Q", file)[0]
    header = json.loads(file[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        assert entry["dtype"] == "F32", name
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(file[8 + length + begin : 8 + length + end], "<f4").reshape(entry["shape"])
    return tensors


def evaluate(definition, tensors, rows):
    """The network in float64; relu between the layers, softmax at the end."""
    assert definition["activations"] == ["relu", "relu", "softmax"]
    values = rows.astype(np.float64)
    count = len(definition["activations"])
    for layer in range(count):
        weight, bias = (tensors[f"layers.{layer}.{role}"].astype(np.float64) for role in ("weight", "bias"))
        values = values @ weight.T + bias
        if layer + 1 < count:
            values = np.maximum(values, 0)
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def put(service, definition, file):
    """Makes the model of the definition and gives it the parameters."""
    service.json("PUT", "/v1/models/digits", definition)
    headers = {"Content-Type": "application/vnd.safetensors"}
    summary = json.loads(service.request("PUT", "/v1/models/digits/parameters", file, headers)[1])
    assert summary["parameters"] == "stored", summary["parameters"]
    kept = service.request("GET", "/v1/models/digits/parameters", None, {"Accept": "application/vnd.safetensors"})[1]
    kept, sent = read_tensors(kept), read_tensors(file)
    assert kept.keys() == sent.keys(), "the same tensors"
    for name, tensor in sent.items():
        assert kept[name].tobytes() == tensor.tobytes(), f"the same bits of {name}"


def output(answer, rows):
    """The one output of an answer."""
    assert answer["model_name"] == "digits", answer["model_name"]
    (tensor,) = answer["outputs"]
    assert (tensor["name"], tensor["datatype"]) == ("output", "FP32"), tensor
    assert tensor["shape"] == [len(rows), 10], tensor["shape"]
    return tensor


def infer_json(service, rows):
    """The outputs of rows, asked for and answered as JSON."""
    tensor = {"name": "input", "shape": list(rows.shape), "datatype": "FP32", "data": rows.ravel().tolist()}
    answer = service.json("POST", "/v2/models/digits/infer", {"inputs": [tensor]})
    return np.array(output(answer, rows)["data"], np.float64).reshape(len(rows), 10)


def infer_binary(service, rows):
    """The outputs of rows, asked for and answered as binary tensors."""
    data = rows.astype("<f4").tobytes()
    parameters = {"binary_data_size": len(data)}
    tensor = {"name": "input", "shape": list(rows.shape), "datatype": "FP32", "parameters": parameters}
    wanted = {"name": "output", "parameters": {"binary_data": True}}
    head = json.dumps({"inputs": [tensor], "outputs": [wanted]}).encode()
    headers = {"Content-Type": "application/octet-stream", "Inference-Header-Content-Length": str(len(head))}
    answer, content = service.request("POST", "/v2/models/digits/infer", head + data, headers)
    length = int(answer.getheader("Inference-Header-Content-Length"))
    tensor = output(json.loads(content[:length]), rows)
    assert tensor["parameters"]["binary_data_size"] == len(content) - length == 40 * len(rows)
    return np.frombuffer(content[length:], "<f4").astype(np.float64).reshape(len(rows), 10)


def evaluate_inline(service, definition, tensors, rows):
    """The outputs of rows, of a network that is not kept."""
    layers = []
    for layer, activation in enumerate(definition["activations"]):
        weight, bias = tensors[f"layers.{layer}.weight"], tensors[f"layers.{layer}.bias"]
        # The float64 of a float32, with all its digits, reads back as the same float32.
        layers.append({
            "units": len(bias),
            "activation": activation,
            "weight_init": {"scheme": "values", "values": weight.astype(float).tolist()},
            "bias_init": {"scheme": "values", "values": bias.astype(float).tolist()},
        })
    network = {"input_size": rows.shape[1], "layers": layers, "labels": definition["labels"]}
    request = {"network": network, "inputs": rows.tolist(), "include": ["outputs"]}
    return np.array(service.json("POST", "/v1/evaluate", request)["outputs"])


def check(what, outputs, expected, digits, recorded):
    """Whether outputs are as near as they must be, and as often right."""
    error = np.abs(outputs - expected).max()
    right = int((outputs.argmax(axis=1) == digits).sum())
    print(f"{what}: {right} of {len(digits)} right, at most {error:.1e} from float64")
    return right == recorded["right"] and error <= TOLERANCE


def main():
    arguments = sys.argv[1:]
    is_inline = arguments[:1] == ["--inline"]
    if len(arguments) != 1 + is_inline:
        sys.exit(__doc__)
    service = Service(arguments[-1])
    definition = json.loads((CONFIG / "definitions/digits.json").read_text())
    file = (CONFIG / "data/digits.safetensors").read_bytes()
    recorded = json.loads((CONFIG / "data/digits-held-out.json").read_text())
    table = np.loadtxt(CONFIG / "data/digits-held-out.csv", delimiter=",", skiprows=1, dtype=int)
    # A sixteenth is exact in float32.
    rows, digits = table[:, :64] / 16, table[:, 64]
    assert len(rows) == recorded["rows"], f"{len(rows)} rows"
    tensors = read_tensors(file)
    expected = evaluate(definition, tensors, rows)

    checks = [check("numpy", expected, expected, digits, recorded)]
    if is_inline:
        outputs = evaluate_inline(service, definition, tensors, rows)
        checks.append(check("/v1/evaluate", outputs, expected, digits, recorded))
    else:
        put(service, definition, file)
        as_json = infer_json(service, rows)
        checks.append(check("/v2 as JSON", as_json, expected, digits, recorded))
        as_binary = infer_binary(service, rows)
        checks.append(check("/v2 as binary tensors", as_binary, expected, digits, recorded))
        # The same float32 bits, whichever way they travel.
        is_same = bool((as_json.astype(np.float32) == as_binary.astype(np.float32)).all())
        print(f"both answers are the same float32 numbers: {'yes' if is_same else 'no'}")
        checks.append(is_same)
    sys.exit(0 if all(checks) else "error: the outputs are not what was trained")


if __name__ == "__main__":
    main()
