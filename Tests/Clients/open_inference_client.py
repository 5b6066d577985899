#!/usr/bin/env python3
"""The client generated from the Open Inference Protocol's OpenAPI file: open_inference_client.py URL [PART OF A NAME]

Needs open-inference-openapi (and with it httpx and pydantic). Every operation is called, by the plain client and by the
asynchronous one. The client refuses an answer that does not have the types of the protocol, such as a null.
"""
import asyncio
import sys

from open_inference.openapi.client import AsyncOpenInferenceClient, OpenInferenceClient
from open_inference.openapi.core.api_error import ApiError
from open_inference.openapi.errors import BadRequestError, NotFoundError, ServiceUnavailableError
from open_inference.openapi.types import InferenceRequest, RequestInput, RequestOutput, TensorData

import networks
from harness import Checks, holds, same
from networks import FLOWERS, IRIS, close
from service import Service

checks = Checks()
MODEL = "clients.open-v1"
NOBODY = "clients.nobody"


class Blocking:
    """The asynchronous client with its operations run to their end, so that both kinds pass the same checks."""

    def __init__(self, url):
        self.url = url

    def __getattr__(self, name):
        def call(*arguments, **options):
            async def body():
                return await getattr(AsyncOpenInferenceClient(base_url=self.url), name)(*arguments, **options)

            return asyncio.run(body())

        return call


class Session:
    def __init__(self, url):
        self.service = Service(url)
        self.service.put_model(MODEL, IRIS.definition())
        self.clients = {"plain": OpenInferenceClient(base_url=self.service.url), "async": Blocking(self.service.url)}


def both(sentence):
    """One check for the plain client and one for the asynchronous one."""

    def register(function):
        for kind in ("plain", "async"):
            checks(f"{kind}: {sentence}")(lambda session, kind=kind: function(session, session.clients[kind]))
        return function

    return register


def request(rows=FLOWERS, name="input", datatype="FP32", outputs=None, **members):
    data = TensorData(__root__=rows.astype(float).ravel().tolist())
    made = RequestInput(name=name, shape=list(rows.shape), datatype=datatype, data=data)
    if outputs is not None:
        members["outputs"] = [RequestOutput(name=one) for one in outputs]
    return InferenceRequest(inputs=[made], **members)


def numbers(response, index=0):
    output = response.outputs[index]
    return [float(one) for one in output.data.__root__], output.shape


def raises(kind, call, *words):
    try:
        call()
    except ApiError as error:
        holds(isinstance(error, kind), f"{kind.__name__} should be raised, found {type(error).__name__} {error}")
        text = error.body["error"]
        holds(isinstance(text, str) and text, f"no text: {error.body!r}")
        for word in words:
            holds(word in text, f"the message should name {word!r}: {text!r}")
        return error
    raise AssertionError("the call should have been refused")


@both("check_server_liveness")
def _(session, client):
    same(client.check_server_liveness(), None)


@both("check_server_readiness")
def _(session, client):
    same(client.check_server_readiness(), None)


@both("read_server_metadata")
def _(session, client):
    found = client.read_server_metadata()
    holds(found.name and found.version, f"found {found}")
    holds("binary_tensor_data" in found.extensions, f"found {found.extensions}")


@both("check_model_readiness")
def _(session, client):
    same(client.check_model_readiness(MODEL), None)


@both("check_model_readiness of an unknown model raises NotFoundError")
def _(session, client):
    raises(NotFoundError, lambda: client.check_model_readiness(NOBODY), NOBODY)


@both("check_model_readiness of an unloaded model raises ServiceUnavailableError")
def _(session, client):
    name = "clients.open-unloaded"
    session.service.put_model(name, {"layer_sizes": [2, 1]})
    session.service.request("POST", f"/v2/repository/models/{name}/unload", {})
    raises(ServiceUnavailableError, lambda: client.check_model_readiness(name))
    session.service.request("DELETE", f"/v1/models/{name}")


@both("check_model_version_readiness")
def _(session, client):
    same(client.check_model_version_readiness(MODEL, "1"), None)


@both("check_model_version_readiness of an unknown version raises NotFoundError")
def _(session, client):
    raises(NotFoundError, lambda: client.check_model_version_readiness(MODEL, "99"), "99")


@both("read_model_metadata")
def _(session, client):
    found = client.read_model_metadata(MODEL)
    same((found.name, found.versions), (MODEL, ["1"]))
    same([(one.name, one.datatype, one.shape) for one in found.inputs], [("input", "FP32", [-1, 4])])
    same([(one.name, one.datatype, one.shape) for one in found.outputs], [("output", "FP32", [-1, 3])])
    holds(found.platform, "a platform")


@both("read_model_version_metadata")
def _(session, client):
    same(client.read_model_version_metadata(MODEL, "1"), client.read_model_metadata(MODEL))


@both("metadata of an unknown model is 404 with a text")
def _(session, client):
    same(raises(ApiError, lambda: client.read_model_metadata(NOBODY), NOBODY).status_code, 404)


@both("metadata of an unknown version is 404 with a text")
def _(session, client):
    same(raises(ApiError, lambda: client.read_model_version_metadata(MODEL, "99"), "99").status_code, 404)


@both("model_infer")
def _(session, client):
    response = client.model_infer(MODEL, request=request())
    values, shape = numbers(response)
    same((response.model_name, response.model_version, shape), (MODEL, "1", [3, 3]))
    close([values[:3], values[3:6], values[6:]], IRIS.outputs(FLOWERS))


@both("model_infer of one row and of a hundred")
def _(session, client):
    for count in (1, 100):
        rows = networks.rows(count)
        values, shape = numbers(client.model_infer(MODEL, request=request(rows)))
        close([values[3 * i:3 * i + 3] for i in range(shape[0])], IRIS.outputs(rows))


@both("model_version_infer gives what model_infer gives")
def _(session, client):
    same(client.model_version_infer(MODEL, "1", request=request()), client.model_infer(MODEL, request=request()))


@both("the id comes back, and parameters are taken")
def _(session, client):
    response = client.model_infer(MODEL, request=request(id="seven", parameters={"own": 1, "timeout": 60000000}))
    same(response.id, "seven")


@both("without an id there is none in the answer")
def _(session, client):
    same(client.model_infer(MODEL, request=request()).id, None)


@both("several outputs")
def _(session, client):
    response = client.model_infer(MODEL, request=request(outputs=["logits", "output"]))
    same([one.name for one in response.outputs], ["logits", "output"])
    values, _ = numbers(response)
    close([values[:3], values[3:6], values[6:]], IRIS.logits(FLOWERS))


@both("a wrong input raises BadRequestError")
def _(session, client):
    raises(BadRequestError, lambda: client.model_infer(MODEL, request=request(name="pixels")), "pixels")


@both("a wrong datatype raises BadRequestError")
def _(session, client):
    raises(BadRequestError, lambda: client.model_infer(MODEL, request=request(datatype="FP64")), "FP64")


@both("a wrong output raises BadRequestError for a version too")
def _(session, client):
    raises(BadRequestError, lambda: client.model_version_infer(MODEL, "1", request=request(outputs=["no"])), "no")


@both("infer of an unknown model is 404 with a text")
def _(session, client):
    same(raises(ApiError, lambda: client.model_infer(NOBODY, request=request()), NOBODY).status_code, 404)


if __name__ == "__main__":
    sys.exit(checks.run(Session(sys.argv[1])))
