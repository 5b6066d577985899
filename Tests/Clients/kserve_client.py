#!/usr/bin/env python3
"""KServe's asynchronous REST client against a running service: kserve_client.py URL [PART OF A CHECK'S NAME]

Needs kserve, of which InferenceRESTClient speaks the protocols v1 and v2, and httpx, which carries it. This client reads
the bodies of the health routes, and shows the text of a refusal only if its type is exactly application/json.
"""
import asyncio
import gzip
import sys

import httpx
import numpy as np
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig
from kserve.protocol.infer_type import RequestedOutput

import networks
from harness import Checks, holds, same
from networks import FLOWERS, IRIS, close, same_bits
from service import Service

checks = Checks()
MODEL = "clients.kserve-v1"
WIDE = "clients.kserve-wide"
NOBODY = "clients.nobody"


class Session:
    def __init__(self, url):
        self.service = Service(url)
        self.service.put_model(MODEL, IRIS.definition())
        self.service.put_model(WIDE, networks.WIDE.definition())


class Client:
    """The client under test for one protocol, with the service's address filled in."""

    def __init__(self, session, protocol):
        self.url = session.service.url
        self.rest = InferenceRESTClient(RESTConfig(protocol=protocol, timeout=60))

    def __getattr__(self, name):
        return lambda *arguments, **options: getattr(self.rest, name)(self.url, *arguments, **options)


def check(protocol, sentence, cases=((),)):
    """One check per case, each with a client of its own in an event loop of its own."""

    def register(function):
        async def body(session, *case):
            client = Client(session, protocol)
            try:
                await function(session, client, *case)
            finally:
                await client.rest.close()

        for case in cases:
            words = f"{protocol}: {sentence.format(*case)}"
            checks(words)(lambda session, case=case: asyncio.run(asyncio.wait_for(body(session, *case), 120)))
        return function

    return register


async def raises(status, call, *words):
    """Asserts that the call raises the client's exception, with the text of the refusal in it."""
    try:
        await call
    except httpx.HTTPStatusError as error:
        same(error.response.status_code, status)
        text = str(error)
        # Without a text of the service the message begins with the comma that follows it.
        holds(not text.startswith(","), f"the client found no text: {text!r}")
        for word in words:
            holds(word in text, f"the message should name {word!r}: {text!r}")
    else:
        raise AssertionError("the call should have been refused")


def request(rows=FLOWERS, binary=True, model=MODEL, name="input", datatype="FP32", **options):
    made = InferInput(name, list(rows.shape), datatype)
    made.set_data_from_numpy(rows, binary_data=binary)
    return InferRequest(model_name=model, infer_inputs=[made], **options)


def predicted(rows):
    return {"instances": np.asarray(rows, dtype=float).tolist()}


def output(response, name="output"):
    return next(one for one in response.outputs if one.name == name).as_numpy()


# Protocol v1


@check("v1", "is_server_live is true")
async def _(session, client):
    same(await client.is_server_live(), True)


@check("v1", "is_model_ready is true for a model")
async def _(session, client):
    same(await client.is_model_ready(MODEL), True)


@check("v1", "is_model_ready of an unknown model raises 404 with a text")
async def _(session, client):
    await raises(404, client.is_model_ready(NOBODY), NOBODY)


@check("v1", "infer answers one prediction per instance")
async def _(session, client):
    answer = await client.infer(predicted(FLOWERS), model_name=MODEL)
    same(list(answer), ["predictions"])
    close(answer["predictions"], IRIS.outputs(FLOWERS))


@check("v1", "infer of {0} instances", [(1,), (33,), (500,)])
async def _(session, client, count):
    rows = networks.rows(count, 64)
    answer = await client.infer(predicted(rows), model_name=WIDE)
    close(answer["predictions"], networks.WIDE.outputs(rows))


@check("v1", "infer of no instances answers no predictions")
async def _(session, client):
    same(await client.infer({"instances": []}, model_name=MODEL), {"predictions": []})


@check("v1", "infer takes bytes with a type of one's own")
async def _(session, client):
    body = b'{"instances": [[5.1, 3.5, 1.4, 0.2]]}'
    answer = await client.infer(body, model_name=MODEL, headers={"Content-Type": "application/octet-stream"})
    close(answer["predictions"], IRIS.outputs(FLOWERS[:1]))


@check("v1", "infer gives headers of the answer")
async def _(session, client):
    headers = {}
    await client.infer(predicted(FLOWERS), model_name=MODEL, response_headers=headers)
    same(headers["content-type"], "application/json")


@check("v1", "the numbers have the bits of the binary answer of v2")
async def _(session, client):
    answer = await client.infer(predicted(FLOWERS), model_name=MODEL)
    other = Client(session, "v2")
    same_bits(answer["predictions"], output(await other.infer(binary_request(), model_name=MODEL)))
    await other.rest.close()


@check("v1", "infer of an unknown model raises 404 with a text")
async def _(session, client):
    await raises(404, client.infer(predicted(FLOWERS), model_name=NOBODY), NOBODY)


@check("v1", "infer raises 400 with a text for {0}", [
    ("rows that are too short", {"instances": [[1, 2, 3]]}), ("rows that are too long", {"instances": [[1, 2, 3, 4, 5]]}),
    ("texts", {"instances": [["a", "b", "c", "d"]]}), ("no instances", {}), ("instances that are no list", {"instances": 5}),
    ("instances and inputs at once", {"instances": [[1, 2, 3, 4]], "inputs": [[1, 2, 3, 4]]}),
    ("null among the numbers", {"instances": [[1, None, 3, 4]]}), ("numbers beyond float32", {"instances": [[1e39, 2, 3, 4]]}),
    ("rows of unequal length", {"instances": [[1, 2, 3, 4], [1, 2]]}),
])
async def _(session, client, _, body):
    await raises(400, client.infer(body, model_name=MODEL))


@check("v1", "a bad instance is named by its place")
async def _(session, client):
    await raises(400, client.infer({"instances": [[1, 2, 3, 4], [1, 2, "x", 4]]}, model_name=MODEL), "1")


@check("v1", "explain raises with a text: there are no explainers")
async def _(session, client):
    try:
        await client.explain(MODEL, predicted(FLOWERS))
    except httpx.HTTPStatusError as error:
        holds(error.response.status_code in (404, 405, 501), f"found {error.response.status_code}")
        holds(not str(error).startswith(","), f"the client found no text: {error}")
    else:
        raise AssertionError("the call should have been refused")


# Protocol v2


def binary_request(rows=FLOWERS, **options):
    """What gives a binary answer: this client asks for it by a parameter."""
    return request(rows, parameters={"binary_data_output": True}, **options)


@check("v2", "is_server_live is true")
async def _(session, client):
    same(await client.is_server_live(), True)


@check("v2", "is_server_ready is true")
async def _(session, client):
    same(await client.is_server_ready(), True)


@check("v2", "is_model_ready is {0}", [("true for a model", MODEL, True), ("false for an unknown model", NOBODY, False)])
async def _(session, client, _, model, ready):
    same(await client.is_model_ready(model), ready)


@check("v2", "is_model_ready is false for a model that was unloaded")
async def _(session, client):
    name = "clients.kserve-unloaded"
    session.service.put_model(name, {"layer_sizes": [2, 1]})
    same(await client.is_model_ready(name), True)
    session.service.request("POST", f"/v2/repository/models/{name}/unload", {})
    same(await client.is_model_ready(name), False)
    other = Client(session, "v1")
    same(await other.is_model_ready(name), False)
    await other.rest.close()
    session.service.request("DELETE", f"/v1/models/{name}")


@check("v2", "infer with {0} input and {1} output", [
    ("binary" if binary else "JSON", "binary" if answer else "JSON", binary, answer)
    for binary in (True, False) for answer in (True, False)
])
async def _(session, client, _, __, binary, answer):
    made = request(binary=binary, parameters={"binary_data_output": answer})
    headers = {}
    response = await client.infer(made, model_name=MODEL, response_headers=headers)
    close(output(response), IRIS.outputs(FLOWERS))
    same("inference-header-content-length" in headers, answer)
    same(headers["content-type"], "application/octet-stream" if answer else "application/json")


@check("v2", "infer with a dictionary")
async def _(session, client):
    data = FLOWERS.astype(float).ravel().tolist()
    body = {"inputs": [{"name": "input", "shape": [3, 4], "datatype": "FP32", "data": data}]}
    close(output(await client.infer(body, model_name=MODEL)), IRIS.outputs(FLOWERS))


@check("v2", "all forms have the same bits")
async def _(session, client):
    rows = networks.rows(50, 64)
    reference = output(await client.infer(binary_request(rows, model=WIDE), model_name=WIDE))
    plain = await client.infer(request(rows, binary=False, model=WIDE), model_name=WIDE)
    same_bits(output(plain), reference)


@check("v2", "the request id comes back")
async def _(session, client):
    same((await client.infer(request(request_id="seven"), model_name=MODEL)).id, "seven")


@check("v2", "the id that the client makes by itself comes back")
async def _(session, client):
    response = await client.infer(request(), model_name=MODEL)
    holds(len(response.id) == 36, f"a UUID: {response.id!r}")


@check("v2", "the answer names the model")
async def _(session, client):
    same((await client.infer(request(), model_name=MODEL)).model_name, MODEL)


@check("v2", "requested outputs, {0}", [("JSON and binary mixed", (True, False)), ("all binary", (True, True))])
async def _(session, client, _, forms):
    names = ("logits", "layers.0")
    outputs = [RequestedOutput(name, {"binary_data": form}) for name, form in zip(names, forms)]
    response = await client.infer(request(request_outputs=outputs), model_name=MODEL)
    same([one.name for one in response.outputs], list(names))
    close(output(response, "logits"), IRIS.logits(FLOWERS))
    close(output(response, "layers.0"), IRIS.layers(FLOWERS)[0][1])


@check("v2", "a batch of 5,000 rows")
async def _(session, client):
    rows = networks.rows(5_000, 64)
    response = await client.infer(binary_request(rows, model=WIDE), model_name=WIDE)
    close(output(response), networks.WIDE.outputs(rows))


@check("v2", "50 requests at once")
async def _(session, client):
    rows = networks.rows(50, 64)
    reference = output(await client.infer(binary_request(rows, model=WIDE), model_name=WIDE))
    pending = [client.infer(binary_request(row[None], model=WIDE), model_name=WIDE) for row in rows]
    for index, response in enumerate(await asyncio.gather(*pending)):
        same_bits(output(response)[0], reference[index], f"the outputs of row {index}")


@check("v2", "a request body may be gzip, as httpx sends it")
async def _(session, client):
    data = FLOWERS.astype(float).ravel().tolist()
    text = b'{"inputs":[{"name":"input","shape":[3,4],"datatype":"FP32","data":%s}]}' % str(data).encode()
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    response = await client.infer(gzip.compress(text), model_name=MODEL, headers=headers)
    close(output(response), IRIS.outputs(FLOWERS))


@check("v2", "infer of an unknown model raises 404 with a text")
async def _(session, client):
    await raises(404, client.infer(request(model=NOBODY), model_name=NOBODY), NOBODY)


@check("v2", "infer raises 400 with a text for {0}", [
    ("an unknown input", dict(name="pixels"), "pixels"),
    ("a wrong datatype", dict(rows=FLOWERS.astype(np.float64), datatype="FP64"), "FP64"),
    ("a wrong shape", dict(rows=np.zeros((2, 5), np.float32)), "shape"),
    ("an unknown output", dict(request_outputs=[RequestedOutput("nothing")]), "nothing"),
])
async def _(session, client, _, options, word):
    await raises(400, client.infer(request(**options), model_name=MODEL), word)


if __name__ == "__main__":
    sys.exit(checks.run(Session(sys.argv[1])))
