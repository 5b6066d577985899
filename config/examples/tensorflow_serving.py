#!/usr/bin/env python3
"""Requests as for TensorFlow Serving: tensorflow_serving.py [URL]. Needs Python and nothing else."""
import json
import sys
import urllib.request

url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
model = url + "/v1/models/iris"
definition = {"layer_sizes": [4, 16, 3], "activations": ["relu", "softmax"], "weight_init": "kaiming_normal", "seed": 42}
flowers = [[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]


def call(method, address, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(address, data, method=method)) as answer:
        return json.load(answer)


call("PUT", model, definition)
print("status:", call("GET", model)["model_version_status"])

print("row form:", call("POST", model + ":predict", {"instances": flowers}))
print("named rows:", call("POST", model + ":predict", {"instances": [{"input": flower} for flower in flowers]}))
print("columns:", call("POST", model + ":predict", {"inputs": {"input": flowers}}))

signature = call("GET", model + "/metadata")["metadata"]["signature_def"]["signature_def"]["serving_default"]
print("signature:", ", ".join(signature["inputs"]), "->", ", ".join(signature["outputs"]))
