#!/usr/bin/env python3
"""The service by NVIDIA's client: tritonclient_example.py [URL]. Needs `pip install tritonclient[http]`."""
import json
import sys

import numpy as np
import tritonclient.http as triton

url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
client = triton.InferenceServerClient(url.removeprefix("http://"))

# A model is a definition; the client carries it in the model's configuration.
definition = {
    "layer_sizes": [4, 16, 3], "activations": ["relu", "softmax"], "weight_init": "kaiming_normal", "seed": 42,
    "labels": ["setosa", "versicolor", "virginica"],
}
config = {"parameters": {"definition": {"string_value": json.dumps(definition)}}}
client.load_model("iris", config=json.dumps(config))
print("ready:", client.is_model_ready("iris"))

flowers = np.array([[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]], dtype=np.float32)
tensor = triton.InferInput("input", list(flowers.shape), "FP32")
tensor.set_data_from_numpy(flowers)

# The outputs as numbers, and what the last layer's activation was applied to.
asked = [triton.InferRequestedOutput("output"), triton.InferRequestedOutput("logits")]
result = client.infer("iris", [tensor], outputs=asked)
print("outputs:\n", result.as_numpy("output"))
print("logits:\n", result.as_numpy("logits"))

# The outputs as classes: value:index:label, best first.
asked = [triton.InferRequestedOutput("output", class_count=2)]
print("classes:\n", client.infer("iris", [tensor], outputs=asked).as_numpy("output"))
