"""What the checks of NVIDIA's HTTP client share: the list of checks, the models and the ways to call them."""
import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

import networks
from harness import Checks, holds
from service import Service

checks = Checks()

# Names with dots and dashes are common, so the routes have to take them.
MODEL = "clients.iris-v1"
WIDE = "clients.wide"
NAMED = "clients.named"


class Session:
    """A service that holds the models of these checks, and a client of it."""

    def __init__(self, url):
        self.service = Service(url)
        self.service.put_model(MODEL, networks.IRIS.definition())
        self.service.put_model(WIDE, networks.WIDE.definition())
        named = networks.Dense([2, 3], last="identity", seed=8, names={"input_name": "x", "output_name": "y"})
        self.service.put_model(NAMED, named.definition())
        self.named = named
        self.client = self.connect()

    def connect(self, **options):
        return triton.InferenceServerClient(self.service.address, **options)

    def infer(self, rows=networks.FLOWERS, binary=True, outputs=None, model=MODEL, **options):
        """An inference with one input of the right name."""
        return self.client.infer(model, [tensor(rows, binary)], outputs=outputs, **options)

    def outputs(self, rows=networks.FLOWERS, **options):
        return self.infer(rows, **options).as_numpy("output")

    def raw(self, body, headers=None, model=MODEL):
        """An inference request as it stands."""
        return self.service.request("POST", f"/v2/models/{model}/infer", body, headers)

    def refused(self, status, body, headers=None, *words, model=MODEL):
        return self.service.refused(status, f"/v2/models/{model}/infer", body, headers, *words)


def tensor(rows, binary=True, name="input", datatype="FP32", shape=None):
    """An input tensor; another `shape` or `datatype` than the rows have is what the request then claims."""
    made = triton.InferInput(name, list(rows.shape), datatype)
    made.set_data_from_numpy(rows, binary_data=binary)
    if shape is not None:
        made.set_shape(list(shape))
    return made


def wanted(*names, binary=True, class_count=0):
    return [triton.InferRequestedOutput(name, binary_data=binary, class_count=class_count) for name in names]


def raises(status, call, *words):
    """Asserts that a call raises the client's exception with this status (one or several) and a text that says why."""
    try:
        call()
    except InferenceServerException as error:
        statuses = status if isinstance(status, tuple) else (status,)
        found = error.status()
        text = error.message() or ""
        holds(found in [str(one) for one in statuses], f"the status should be {status}, found {found}: {text[:200]}")
        # These are the client's own words for an answer that it could not read.
        unread = "an exception occurred in the client" in text or "empty response" in text
        holds(text and not unread, f"the client found no text in the answer: {text[:200]!r}")
        for word in words:
            holds(word in text, f"the message should name {word!r}: {text!r}")
        return error
    raise AssertionError("the call should have been refused")


def json_request(rows=networks.FLOWERS, **members):
    """A JSON request as an object; members replace what it would hold."""
    data = np.asarray(rows, dtype=float).ravel().tolist()
    return {"inputs": [{"name": "input", "shape": list(np.shape(rows)), "datatype": "FP32", "data": data}], **members}
