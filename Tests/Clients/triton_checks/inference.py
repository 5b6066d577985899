"""Inference: JSON and binary tensors in every mixture, several outputs, batches of every size, and the numbers."""
import json

import numpy as np
import tritonclient.http as triton

import networks
from harness import holds, same
from networks import FLOWERS, IRIS, close, same_bits
from .session import MODEL, NAMED, WIDE, checks, json_request, tensor, wanted

FORMS = {True: "binary", False: "JSON"}


@checks.each("infer with {0} input and {1} output", [
    (FORMS[binary], "no listed" if answer is None else FORMS[answer], binary, answer)
    for binary in FORMS for answer in (True, False, None)
])
def _(session, _, __, binary, answer):
    outputs = None if answer is None else wanted("output", binary=answer)
    result = session.infer(binary=binary, outputs=outputs)
    close(result.as_numpy("output"), IRIS.outputs(FLOWERS))
    output = result.get_output("output")
    same(output["datatype"], "FP32")
    same(output["shape"], [3, 3])
    # With nothing listed this client asks for binary outputs.
    same("data" in output, answer is False)
    same(output.get("parameters", {}).get("binary_data_size"), None if answer is False else 36)


@checks("all forms of request and answer give the same bits")
def _(session):
    reference = session.outputs()
    for binary in FORMS:
        for answer in FORMS:
            same_bits(session.outputs(binary=binary, outputs=wanted("output", binary=answer)), reference)


@checks("the answer names the model and its version")
def _(session):
    response = session.infer().get_response()
    same((response["model_name"], response["model_version"]), (MODEL, "1"))


@checks("a version may be given")
def _(session):
    same_bits(session.outputs(model_version="1"), session.outputs())


@checks.each("the request id {0!r} comes back", ["1", "a-b_c", "Zoë ☃", "x" * 500])
def _(session, identifier):
    same(session.infer(request_id=identifier).get_response()["id"], identifier)


@checks("without a request id there is none in the answer")
def _(session):
    same("id" in session.infer().get_response(), False)


@checks("an empty request id means none")
def _(session):
    same("id" in session.raw(json_request(id="")).json(), False)


@checks("no absent member is sent as null")
def _(session):
    holds(b"null" not in session.raw(json_request()).content, "null stands in the answer")


@checks("several outputs come in the order asked for")
def _(session):
    result = session.infer(outputs=wanted("layers.0", "output", "logits"))
    same([one["name"] for one in result.get_response()["outputs"]], ["layers.0", "output", "logits"])


@checks.each("{0} outputs are those of the layers", [("binary", True), ("JSON", False)])
def _(session, _, binary):
    result = session.infer(outputs=wanted("output", "logits", "layers.0", "layers.1", binary=binary))
    close(result.as_numpy("logits"), IRIS.logits(FLOWERS), "the logits")
    close(result.as_numpy("layers.0"), IRIS.layers(FLOWERS)[0][1], "the hidden layer's outputs")
    close(result.as_numpy("output"), IRIS.outputs(FLOWERS))
    same_bits(result.as_numpy("layers.1"), result.as_numpy("output"))


@checks.each("JSON and binary outputs mix: {0}", [
    ("JSON first", (False, True, True)), ("binary first", (True, False, False)), ("in turn", (True, False, True)),
])
def _(session, _, forms):
    names = ("output", "logits", "layers.0")
    outputs = [triton.InferRequestedOutput(name, binary_data=form) for name, form in zip(names, forms)]
    result = session.infer(outputs=outputs)
    for name, form in zip(names, forms):
        same("data" in result.get_output(name), not form, f"whether {name} is JSON")
        same_bits(result.as_numpy(name), session.infer(outputs=wanted(name)).as_numpy(name))


@checks("an output that was not asked for is not there")
def _(session):
    result = session.infer(outputs=wanted("logits"))
    same(result.as_numpy("output"), None)
    same(len(result.get_response()["outputs"]), 1)


@checks("tensors may have the names of the definition")
def _(session):
    rows = networks.rows(4, 2)
    result = session.client.infer(NAMED, [tensor(rows, name="x")], outputs=wanted("y"))
    close(result.as_numpy("y"), session.named.outputs(rows))


@checks.each("zero rows, {0}", [("binary", True), ("JSON", False)])
def _(session, _, binary):
    none = np.zeros((0, 4), dtype=np.float32)
    result = session.infer(none, binary=binary, outputs=wanted("output", binary=binary))
    same(result.as_numpy("output").shape, (0, 3))


@checks.each("a batch of {0} rows", [1, 2, 7, 31, 32, 33, 100, 1000])
def _(session, count):
    rows = networks.rows(count, 64, seed=count)
    close(session.outputs(rows, model=WIDE), networks.WIDE.outputs(rows))


@checks("a binary batch of 8 MB")
def _(session):
    rows = networks.rows(32_768, 64)
    close(session.outputs(rows, model=WIDE), networks.WIDE.outputs(rows))


@checks("a JSON batch of some MB has the bits of the binary one")
def _(session):
    rows = networks.rows(4_096, 64)
    found = session.outputs(rows, binary=False, outputs=wanted("output", binary=False), model=WIDE)
    same_bits(found, session.outputs(rows, model=WIDE))


@checks("each row has the same bits alone and in a batch")
def _(session):
    rows = networks.rows(67, 64, seed=3)
    together = session.outputs(rows, model=WIDE)
    for index, row in enumerate(rows):
        same_bits(session.outputs(row[None], model=WIDE)[0], together[index], f"the outputs of row {index}")


@checks("a row has the same bits wherever it stands in a batch")
def _(session):
    row = networks.rows(1, 64, seed=4)
    alone = session.outputs(row, model=WIDE)[0]
    for place in (0, 1, 5, 16, 40):
        batch = networks.rows(41, 64, seed=5)
        batch[place] = row
        same_bits(session.outputs(batch, model=WIDE)[place], alone, f"the outputs at place {place}")


@checks.each("values that are not finite pass through binary tensors: {0}", [
    ("NaN", np.nan, np.nan), ("infinity", np.inf, np.nan),
])
def _(session, _, value, expected):
    rows = FLOWERS.copy()
    rows[1, 2] = value
    result = session.infer(rows, outputs=wanted("output", "layers.0"))
    if np.isnan(value):
        holds(np.isnan(result.as_numpy("output")[1]).all(), "a row with NaN should give NaN")
    else:
        holds((np.abs(result.as_numpy("layers.0")[1]) == 1).all(), "tanh of an infinity should be 1 or -1")
    same_bits(result.as_numpy("output")[[0, 2]], session.outputs()[[0, 2]])


@checks("a JSON output that is not finite is null, counted, and valid JSON")
def _(session):
    rows = FLOWERS.copy()
    rows[1, 2] = np.nan
    response = session.infer(rows, outputs=wanted("output", binary=False)).get_response()
    same(response["parameters"]["non_finite"], 3)
    same(response["outputs"][0]["data"][3:6], [None, None, None])


@checks("integers are numbers too")
def _(session):
    whole = np.array([[5, 3, 1, 0]], dtype=np.float32)
    body = json_request()
    body["inputs"][0].update(shape=[1, 4], data=[5, 3, 1, 0])
    same_bits(session.raw(body).json()["outputs"][0]["data"], session.outputs(whole)[0])


@checks("JSON data may be nested like the tensor, and the answer is flat")
def _(session):
    body = json_request()
    body["inputs"][0]["data"] = FLOWERS.astype(float).tolist()
    data = session.raw(body).json()["outputs"][0]["data"]
    same_bits(np.array(data).reshape(3, 3), session.outputs())


@checks("JSON floats are the shortest that read back to the same float32")
def _(session):
    text = session.raw(json_request(), {"Accept-Encoding": "identity"}).content.decode()
    numbers = text[text.index('"data":[') + 8:].split("]")[0].split(",")
    for number, value in zip(numbers, session.outputs().ravel(), strict=True):
        same(np.float32(number), value)
        holds(len(number.lstrip("-").replace(".", "").lstrip("0").split("e")[0]) <= 9, f"more digits than needed: {number}")


@checks("members that the protocol does not know are ignored")
def _(session):
    answer = session.raw(json_request(model_name="other", extra={"a": [1]}))
    same(answer.status, 200)
    same(answer.json()["model_name"], MODEL)


@checks("an absent list of outputs and an empty one mean the output")
def _(session):
    absent, empty = session.raw(json_request()).json(), session.raw(json_request(outputs=[])).json()
    same([one["name"] for one in absent["outputs"]], ["output"])
    same(empty, absent)


@checks("binary_data_output applies to outputs that are not listed, and to those only")
def _(session):
    unlisted = session.raw(json_request(parameters={"binary_data_output": True}))
    holds(unlisted.headers["Inference-Header-Content-Length"], "the output should be binary")
    listed = session.raw(json_request(parameters={"binary_data_output": True}, outputs=[{"name": "output"}]))
    same(listed.headers["Inference-Header-Content-Length"], None)
    same(len(listed.json()["outputs"][0]["data"]), 9)


@checks("a JSON answer is application/json, one with binary tensors application/octet-stream")
def _(session):
    same(session.raw(json_request()).headers["Content-Type"], "application/json")
    binary = session.raw(json_request(parameters={"binary_data_output": True}))
    same(binary.headers["Content-Type"], "application/octet-stream")


@checks("the header of a binary answer counts its JSON, and the tensors follow")
def _(session):
    answer = session.raw(json_request(parameters={"binary_data_output": True}))
    length = int(answer.headers["Inference-Header-Content-Length"])
    same(json.loads(answer.content[:length])["outputs"][0]["parameters"]["binary_data_size"], 36)
    same_bits(np.frombuffer(answer.content[length:], dtype="<f4").reshape(3, 3), session.outputs())


@checks("generate_request_body and parse_response_body work by hand")
def _(session):
    body, length = triton.InferenceServerClient.generate_request_body([tensor(FLOWERS)], outputs=wanted("output"))
    answer = session.raw(body, {"Inference-Header-Content-Length": str(length)})
    result = triton.InferenceServerClient.parse_response_body(
        answer.content, header_length=int(answer.headers["Inference-Header-Content-Length"])
    )
    same_bits(result.as_numpy("output"), session.outputs())


@checks.each("a raw request of {0} rows holds nothing but numbers", [1, 3])
def _(session, count):
    answer = session.raw(FLOWERS[:count].tobytes(), {"Inference-Header-Content-Length": "0"})
    same(answer.status, 200)
    result = triton.InferenceServerClient.parse_response_body(
        answer.content, header_length=int(answer.headers["Inference-Header-Content-Length"])
    )
    same_bits(result.as_numpy("output"), session.outputs()[:count])


@checks("perf_analyzer's JSON request, whose header counts the whole body, is taken")
def _(session):
    body = json.dumps(json_request(id="", outputs=[{"name": "output", "parameters": {"binary_data": False}}])).encode()
    headers = {"Inference-Header-Content-Length": str(len(body)), "Content-Type": "application/json"}
    answer = session.raw(body, headers)
    same(answer.status, 200)
    same_bits(np.array(answer.json()["outputs"][0]["data"]).reshape(3, 3), session.outputs())


@checks.each("a JSON request is taken with the type {0}", [
    "application/x-www-form-urlencoded", "application/octet-stream", "application/json; charset=utf-8", "text/plain",
])
def _(session, media_type):
    same(session.raw(json_request(), {"Content-Type": media_type}).status, 200)


@checks("query parameters and headers travel along")
def _(session):
    found = session.outputs(headers={"X-Request-Id": "from-the-client"}, query_params={"a": "b c", "d": [1, 2]})
    same_bits(found, session.outputs())
