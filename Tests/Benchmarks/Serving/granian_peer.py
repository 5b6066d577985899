"""What many would write by hand: granian's RSGI, orjson, numpy and onnxruntime, one thread; PyTorch to evaluate."""
import os

import numpy
import onnxruntime
import orjson

JSON = [("content-type", "application/json")]


def sessions(folder):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return {
        file.removesuffix(".onnx"): onnxruntime.InferenceSession(os.path.join(folder, file), options)
        for file in os.listdir(folder)
    }


def statistics(values):
    """What the service says of a tensor, by one sort."""
    ordered, wide = numpy.sort(values), values.astype(numpy.float64)
    positions = numpy.array([0.05, 0.25, 0.5, 0.75, 0.95]) * (len(ordered) - 1)
    lower = positions.astype(int)
    upper = numpy.minimum(lower + 1, len(ordered) - 1)
    edges = numpy.linspace(ordered[0], ordered[-1], 21)
    return {
        "mean": wide.mean(), "std": wide.std(), "rms": numpy.sqrt((wide**2).mean()), "min": ordered[0],
        "max": ordered[-1], "l1": numpy.abs(wide).sum(), "l2": numpy.sqrt((wide**2).sum()),
        "zeros": float((values == 0).mean()),
        "quantiles": ordered[lower] + (ordered[upper] - ordered[lower]) * (positions - lower),
        "counts": numpy.diff(numpy.searchsorted(ordered, edges)), "edges": edges,
    }


def evaluate(document):
    """Builds a network from its seed, sends rows through it, and describes its parameters."""
    import torch

    torch.set_num_threads(1)
    network = document["network"]
    torch.manual_seed(network["seed"])
    rows, width, tensors = torch.tensor(document["inputs"]), network["input_size"], []
    with torch.no_grad():
        for layer in network["layers"]:
            weight = torch.nn.init.kaiming_normal_(torch.empty(layer["units"], width))
            bias = torch.zeros(layer["units"])
            rows = torch.nn.functional.linear(rows, weight, bias)
            if layer["activation"] == "relu":
                rows = torch.relu(rows)
            width = layer["units"]
            tensors += [weight, bias]
    return {"outputs": rows.numpy(), "parameters": [statistics(tensor.numpy().reshape(-1)) for tensor in tensors]}


class Application:
    def __init__(self):
        self.sessions = sessions(os.environ["PEER_MODELS"])

    def run(self, model, rows):
        return self.sessions[model].run(None, {"input": rows})[0]

    async def __rsgi__(self, scope, protocol):
        if scope.method == "GET":
            return protocol.response_str(200, [], "ready")
        body = await protocol()
        if scope.path == "/v1/evaluate":
            answer = orjson.dumps(evaluate(orjson.loads(body)), option=orjson.OPT_SERIALIZE_NUMPY)
            return protocol.response_bytes(200, JSON, answer)
        if scope.path.endswith(":predict"):
            rows = numpy.asarray(orjson.loads(body)["instances"], numpy.float32)
            outputs = self.run(scope.path.rsplit("/", 1)[1].removesuffix(":predict"), rows)
            answer = orjson.dumps({"predictions": outputs}, option=orjson.OPT_SERIALIZE_NUMPY)
            return protocol.response_bytes(200, JSON, answer)
        model = scope.path.split("/")[3]
        length = scope.headers.get("inference-header-content-length")
        if length is None:
            tensor = orjson.loads(body)["inputs"][0]
            rows = numpy.asarray(tensor["data"], numpy.float32).reshape(tensor["shape"])
        else:
            tensor = orjson.loads(body[:int(length)])["inputs"][0]
            rows = numpy.frombuffer(body, numpy.float32, offset=int(length)).reshape(tensor["shape"])
        outputs = self.run(model, rows)
        head = {"name": "output", "datatype": "FP32", "shape": outputs.shape}
        if length is None:
            head["data"] = outputs.reshape(-1)
            answer = orjson.dumps({"model_name": model, "outputs": [head]}, option=orjson.OPT_SERIALIZE_NUMPY)
            return protocol.response_bytes(200, JSON, answer)
        data = outputs.tobytes()
        head["parameters"] = {"binary_data_size": len(data)}
        answer = orjson.dumps({"model_name": model, "outputs": [head]})
        headers = [("content-type", "application/octet-stream"), ("inference-header-content-length", str(len(answer)))]
        return protocol.response_bytes(200, headers, answer + data)


application = Application()
