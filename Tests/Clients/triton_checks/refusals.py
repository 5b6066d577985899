"""What is refused: by which status, and with a text that names what is wrong."""
import json

import numpy as np
import tritonclient.http as triton

from harness import holds, same
from networks import FLOWERS
from .session import MODEL, checks, json_request, raises, tensor, wanted


@checks("infer of an unknown model is 404")
def _(session):
    raises(404, lambda: session.infer(model="clients.nobody"), "Request for unknown model", "clients.nobody")


@checks("infer of an unknown version is 404")
def _(session):
    raises(404, lambda: session.infer(model_version="99"), "99")


@checks("infer of a version that is not a number is 404")
def _(session):
    raises(404, lambda: session.infer(model_version="latest"))


@checks.each("the datatype {0} is 400", [
    ("FP64", np.float64), ("INT32", np.int32), ("INT64", np.int64), ("UINT8", np.uint8), ("BOOL", np.bool_),
    ("FP16", np.float16),
])
def _(session, name, kind):
    made = tensor(FLOWERS.astype(kind), datatype=name)
    raises(400, lambda: session.client.infer(MODEL, [made]), "input", name)


@checks("the datatype BYTES is 400")
def _(session):
    made = tensor(np.array([["a", "b", "c", "d"]], dtype=object), datatype="BYTES")
    raises(400, lambda: session.client.infer(MODEL, [made]), "input", "BYTES")


@checks.each("an {0} datatype is 400", [("unknown", "FP31"), ("lower-case", "fp32")])
def _(session, _, datatype):
    body = json_request()
    body["inputs"][0]["datatype"] = datatype
    session.refused(400, body, None, datatype)


@checks.each("the shape {0} is 400", [
    ([3, 5],), ([4],), ([12],), ([3, 4, 1],), ([1, 3, 4],), ([4, 3],),
])
def _(session, shape):
    rows = np.zeros(shape, dtype=np.float32)
    raises(400, lambda: session.client.infer(MODEL, [tensor(rows)]), "input", "shape")


@checks.each("a shape of {0} is 400", [
    ("negative sizes", [-1, 4]), ("fractions", [1.5, 4]), ("texts", ["3", "4"]), ("nothing at all", None),
    ("sizes beyond any count", [2**62, 4]), ("sizes whose product overflows", [2**33, 2**33]), ("no list", 12),
    ("numbers beyond 64 bits", [2**70, 4]),
])
def _(session, _, shape):
    body = json_request()
    body["inputs"][0]["shape"] = shape
    session.refused(400, body)


@checks.each("{0} elements than the shape says are 400", [
    ("fewer JSON", 2, False), ("more JSON", 4, False), ("fewer binary", 2, True), ("more binary", 4, True),
])
def _(session, _, count, binary):
    made = tensor(np.zeros((count, 4), dtype=np.float32), binary, shape=(3, 4))
    raises(400, lambda: session.client.infer(MODEL, [made]), "input")


@checks("no input is 400")
def _(session):
    raises(400, lambda: session.client.infer(MODEL, []), "input")


@checks("an input of another name is 400, and named")
def _(session):
    raises(400, lambda: session.client.infer(MODEL, [tensor(FLOWERS, name="pixels")]), "pixels")


@checks("an input beside the right one is 400, and named")
def _(session):
    raises(400, lambda: session.client.infer(MODEL, [tensor(FLOWERS), tensor(FLOWERS, name="more")]), "more")


@checks("the same input twice is 400")
def _(session):
    raises(400, lambda: session.client.infer(MODEL, [tensor(FLOWERS), tensor(FLOWERS)]), "input")


@checks.each("the output {0} is 400, and named", ["probabilities", "layers.2", "layers.01", "layers.-1", "Output"])
def _(session, name):
    raises(400, lambda: session.infer(outputs=wanted(name)), name)


@checks("the same output twice is 400")
def _(session):
    raises(400, lambda: session.infer(outputs=wanted("output", "output")), "output")


@checks("a sequence is 400: this server has none")
def _(session):
    raises(400, lambda: session.infer(sequence_id=7, sequence_start=True), "sequence")


@checks("parameters whose names begin with triton_ are 400")
def _(session):
    session.refused(400, json_request(parameters={"triton_enable_empty_final_response": True}), None, "triton_")


@checks.each("a timeout that is {0} is 400", [("negative", -1), ("a word", "soon"), ("true", True)])
def _(session, _, timeout):
    session.refused(400, json_request(parameters={"timeout": timeout}), None, "timeout")


@checks.each("a binary_data_size of {0} is 400", [0, 47, 49, 48.5, "48", -48, 2**40])
def _(session, size):
    header = {"inputs": [_binary(size)]}
    text = json.dumps(header).encode()
    session.refused(400, text + FLOWERS.tobytes(), {"Inference-Header-Content-Length": str(len(text))})


def _binary(size, **members):
    parameters = {"binary_data_size": size}
    return {"name": "input", "shape": [3, 4], "datatype": "FP32", "parameters": parameters, **members}


@checks.each("{0} after the last tensor are 400", [("left-over bytes", 1), ("left-over tensors", 48)])
def _(session, _, count):
    text = json.dumps({"inputs": [_binary(48)]}).encode()
    headers = {"Inference-Header-Content-Length": str(len(text))}
    session.refused(400, text + FLOWERS.tobytes() + bytes(count), headers)


@checks.each("an Inference-Header-Content-Length of {0} is 400", ["-1", "abc", "1.5", "999999", "99999999999999999999"])
def _(session, length):
    session.refused(400, json_request(), {"Inference-Header-Content-Length": length})


@checks("a header that cuts the JSON short is 400")
def _(session):
    text = json.dumps(json_request()).encode()
    session.refused(400, text, {"Inference-Header-Content-Length": str(len(text) - 1)})


@checks.each("an input with {0} is 400", [("data twice, JSON and binary", True), ("no data", False)])
def _(session, _, both):
    one = _binary(48, data=[0.0] * 12) if both else {"name": "input", "shape": [3, 4], "datatype": "FP32"}
    text = json.dumps({"inputs": [one]}).encode()
    body = text + FLOWERS.tobytes() if both else text
    session.refused(400, body, {"Inference-Header-Content-Length": str(len(text))})


@checks.each("a raw request of {0} bytes is 400: not a whole number of rows", [1, 15, 17])
def _(session, count):
    session.refused(400, bytes(count), {"Inference-Header-Content-Length": "0"})


@checks.each("a body that is {0} is 400", [
    ("empty", b""), ("not JSON", b"hello"), ("cut short", b'{"inputs":['), ("a list", b"[]"), ("null", b"null"),
    ("not UTF-8", b'{"id":"\xff","inputs":[]}'), ("an object without inputs", b"{}"),
    ("nested 100,000 deep", b"[" * 100_000), ("followed by more", b'{"inputs":[]} x'),
    ("an object with a member twice", b'{"inputs":[],"inputs":[]}'),
])
def _(session, _, body):
    session.refused(400, body)


@checks.each("the element {0} is 400", ["NaN", "Infinity", "1e39", "null", '"1"', "true", "[1", "{}", "01"])
def _(session, element):
    data = f"[{element},2,3,4]"
    body = f'{{"inputs":[{{"name":"input","shape":[1,4],"datatype":"FP32","data":{data}}}]}}'
    session.refused(400, body)


@checks.each("inputs that are {0} are 400", [("an object", {}), ("numbers", [1]), ("null", None)])
def _(session, _, inputs):
    session.refused(400, {"inputs": inputs})


@checks.each("a member of the wrong type is 400: {0}", [
    ("id", {"id": 5}), ("outputs", {"outputs": {}}), ("parameters", {"parameters": []}),
    ("an output's name", {"outputs": [{"name": 1}]}),
    ("binary_data", {"outputs": [{"name": "output", "parameters": {"binary_data": 1}}]}),
    ("classification", {"outputs": [{"name": "output", "parameters": {"classification": "two"}}]}),
])
def _(session, _, members):
    session.refused(400, json_request(**members))


@checks("an unknown path under /v2 is 404 with a text")
def _(session):
    answer = session.service.request("GET", f"/v2/models/{MODEL}/nothing")
    same(answer.status, 404)
    answer.error()


@checks("a wrong method is 405, names the right one and has a text")
def _(session):
    answer = session.service.request("GET", f"/v2/models/{MODEL}/infer")
    same(answer.status, 405)
    holds("POST" in answer.headers["Allow"], "Allow should name POST")
    answer.error()


@checks.each("{0} is 415", ["multipart/form-data; boundary=x", "application/xml", "text/xml"])
def _(session, media_type):
    session.refused(415, json_request(), {"Content-Type": media_type})


@checks("a refusal is application/json, and problem details for a client that names them")
def _(session):
    answer = session.refused(400, b"{}")
    same(answer.headers["Content-Type"], "application/json")
    same(answer.json()["status"], 400)
    problem = session.raw(b"{}", {"Accept": "application/problem+json"})
    same(problem.headers["Content-Type"], "application/problem+json")
    problem.error()


@checks("after all these refusals the same client and the same connection go on")
def _(session):
    for _ in range(3):
        raises(400, lambda: session.client.infer(MODEL, []))
        same(session.infer().as_numpy("output").shape, (3, 3))


@checks("the client refuses what it reserves without asking")
def _(session):
    for name in ("sequence_id", "timeout", "binary_data_output", "triton_x"):
        try:
            session.infer(parameters={name: 1})
        except triton.InferenceServerException as error:
            same(error.status(), None)
        else:
            raise AssertionError(f"{name} should have been refused")
