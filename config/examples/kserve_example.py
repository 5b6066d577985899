#!/usr/bin/env python3
"""The service by KServe's client: kserve_example.py [URL]. Needs `pip install kserve`."""
import asyncio
import json
import sys
import urllib.request

import numpy as np
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig

url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
definition = {"layer_sizes": [4, 16, 3], "activations": ["relu", "softmax"], "weight_init": "kaiming_normal", "seed": 42}
flowers = np.array([[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]], dtype=np.float32)


async def main():
    # This client can ask models but not make them, so the model is put in place by plain HTTP.
    put = urllib.request.Request(url + "/v1/models/iris", json.dumps(definition).encode(), method="PUT")
    urllib.request.urlopen(put).close()

    # Protocol v1: rows in, predictions out.
    async with InferenceRESTClient(RESTConfig(protocol="v1")) as client:
        print("ready:", await client.is_model_ready(url, "iris"))
        print("predictions:", await client.infer(url, {"instances": flowers.tolist()}, model_name="iris"))

    # Protocol v2: named tensors, here as binary data both ways.
    async with InferenceRESTClient(RESTConfig(protocol="v2")) as client:
        tensor = InferInput("input", list(flowers.shape), "FP32")
        tensor.set_data_from_numpy(flowers)
        request = InferRequest("iris", [tensor], parameters={"binary_data_output": True})
        response = await client.infer(url, request, model_name="iris")
        print("outputs:\n", response.outputs[0].as_numpy())


asyncio.run(main())
