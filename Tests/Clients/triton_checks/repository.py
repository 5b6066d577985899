"""The model repository extension: index, load with configuration and files, unload."""
import base64
import json

import networks
from harness import contains, holds, same
from networks import FLOWERS, close, same_bits
from .session import MODEL, checks, raises

NAME = "clients.loaded"
FIRST = networks.Dense([4, 5, 3], hidden="relu", seed=31)
SECOND = networks.Dense([4, 6, 2], hidden="sigmoid", last="identity", seed=32)


def config(definition, **members):
    return json.dumps({"parameters": {"definition": {"string_value": json.dumps(definition)}}, **members})


def entries(session, name):
    return [one for one in session.client.get_model_repository_index() if one["name"] == name]


def fresh(session, network=FIRST):
    """The model of these checks, loaded as version 1 and nothing else."""
    session.service.request("DELETE", f"/v1/models/{NAME}")
    session.client.load_model(NAME, config=config(network.definition()))


@checks("the index lists a model as READY, with its version")
def _(session):
    found = entries(session, MODEL)
    same([(one["state"], one["version"]) for one in found], [("READY", "1")])


@checks("the index is an array of objects with a name and a known state")
def _(session):
    states = {"UNKNOWN", "READY", "UNAVAILABLE", "LOADING", "UNLOADING"}
    for one in session.client.get_model_repository_index():
        holds(isinstance(one["name"], str) and one["state"] in states, f"not an entry: {one}")
        holds(all(isinstance(value, str) for value in one.values()), f"texts only: {one}")


@checks.each("the index takes {0}", [("an empty object", {}), ("ready: false", {"ready": False})])
def _(session, _, body):
    answer = session.service.request("POST", "/v2/repository/index", body)
    holds(MODEL in [one["name"] for one in answer.json()], "the model should be listed")


@checks("the index with ready: true leaves out what is unloaded")
def _(session):
    fresh(session)
    session.client.unload_model(NAME)
    names = [one["name"] for one in session.service.request("POST", "/v2/repository/index", {"ready": True}).json()]
    same((MODEL in names, NAME in names), (True, False))


@checks("a ready that is not a boolean is 400")
def _(session):
    session.service.refused(400, "/v2/repository/index", {"ready": "yes"}, None, "ready")


@checks("load_model with a definition in its configuration makes a model")
def _(session):
    fresh(session)
    same(session.client.is_model_ready(NAME), True)
    close(session.outputs(model=NAME), FIRST.outputs(FLOWERS))


@checks("load_model with another definition replaces the model, as the next version")
def _(session):
    fresh(session)
    session.client.load_model(NAME, config=config(SECOND.definition()))
    close(session.outputs(model=NAME), SECOND.outputs(FLOWERS))
    same(session.client.get_model_metadata(NAME)["versions"], ["2"])
    raises(404, lambda: session.infer(model=NAME, model_version="1"))


@checks("load_model with the file definition.json")
def _(session):
    fresh(session)
    files = {"file:1/definition.json": json.dumps(SECOND.definition()).encode()}
    session.client.load_model(NAME, config="{}", files=files)
    close(session.outputs(model=NAME), SECOND.outputs(FLOWERS))


@checks("load_model with the files definition.json and parameters.safetensors")
def _(session):
    fresh(session)
    files = {
        "file:1/definition.json": json.dumps(SECOND.definition(inline=False)).encode(),
        "file:1/parameters.safetensors": SECOND.safetensors(),
    }
    session.client.load_model(NAME, config="{}", files=files)
    close(session.outputs(model=NAME), SECOND.outputs(FLOWERS))
    same(session.service.request("GET", f"/v1/models/{NAME}").json()["parameters"], "stored")


@checks("load_model with a definition in its configuration and the weights as a file")
def _(session):
    fresh(session)
    weights = {"file:1/parameters.safetensors": SECOND.safetensors()}
    session.client.load_model(NAME, config=config(SECOND.definition(inline=False)), files=weights)
    close(session.outputs(model=NAME), SECOND.outputs(FLOWERS))


@checks("load_model with weights alone keeps the definition")
def _(session):
    fresh(session)
    other = networks.Dense([4, 5, 3], hidden="relu", seed=33)
    session.client.load_model(NAME, config="{}", files={"file:1/parameters.safetensors": other.safetensors()})
    close(session.outputs(model=NAME), other.outputs(FLOWERS))


@checks("load_model with a configuration without a definition keeps the network")
def _(session):
    fresh(session)
    session.client.load_model(NAME, config=json.dumps({"max_batch_size": "16"}))
    close(session.outputs(model=NAME), FIRST.outputs(FLOWERS))


@checks("the configuration that get_model_config gives may be sent back")
def _(session):
    fresh(session)
    before = session.outputs(model=NAME)
    session.client.load_model(NAME, config=json.dumps(session.client.get_model_config(NAME)))
    same_bits(session.outputs(model=NAME), before)


@checks("load_model of a loaded model without anything keeps it")
def _(session):
    fresh(session)
    before = session.outputs(model=NAME)
    session.client.load_model(NAME)
    same_bits(session.outputs(model=NAME), before)


@checks("load with an empty body is taken")
def _(session):
    fresh(session)
    same(session.service.request("POST", f"/v2/repository/models/{NAME}/load").status, 200)


@checks("load_model of an unknown name is 404")
def _(session):
    raises(404, lambda: session.client.load_model("clients.nobody"), "failed to load", "clients.nobody")


@checks("an unknown name that failed to load is not there afterwards")
def _(session):
    same(entries(session, "clients.nobody"), [])
    raises(404, lambda: session.infer(model="clients.nobody"))


BROKEN = [
    ("a configuration that is not JSON", "not json", None),
    ("a configuration that is a list", "[]", None),
    ("a definition that is not JSON", json.dumps({"parameters": {"definition": {"string_value": "{"}}}), None),
    ("a definition with a misspelt activation", config({"layer_sizes": [4, 3], "activations": ["reluu"]}), None),
    ("a definition without layers", config({}), None),
    ("a file that is not known", "{}", {"file:1/model.onnx": b"x"}),
    ("weights of another shape", "{}", {"file:1/parameters.safetensors": SECOND.safetensors()}),
    ("weights that are no safetensors", "{}", {"file:1/parameters.safetensors": b"weights"}),
    ("weights cut short", "{}", {"file:1/parameters.safetensors": FIRST.safetensors()[:-4]}),
]


@checks.each("load_model with {0} is 400 and leaves the model in place", BROKEN)
def _(session, _, text, files):
    fresh(session)
    before = session.outputs(model=NAME)
    raises(400, lambda: session.client.load_model(NAME, config=text, files=files))
    same_bits(session.outputs(model=NAME), before)
    same(session.client.get_model_metadata(NAME)["versions"], ["1"])


@checks("a misspelt definition is answered with the nearest name")
def _(session):
    text = config({"layer_sizes": [4, 3], "activations": ["reluu"]})
    error = raises(400, lambda: session.client.load_model(NAME, config=text))
    contains(error.message(), "reluu")


@checks("a file that is not base64 is 400")
def _(session):
    fresh(session)
    parameters = {"config": "{}", "file:1/parameters.safetensors": "%%%"}
    session.service.refused(400, f"/v2/repository/models/{NAME}/load", {"parameters": parameters})


@checks("files without a configuration are 400")
def _(session):
    fresh(session)
    parameters = {"file:1/definition.json": base64.b64encode(json.dumps(SECOND.definition()).encode()).decode()}
    session.service.refused(400, f"/v2/repository/models/{NAME}/load", {"parameters": parameters}, None, "config")


@checks("unload_model takes a model out of service, and the index says so")
def _(session):
    fresh(session)
    session.client.unload_model(NAME)
    same(session.client.is_model_ready(NAME), False)
    same([one["state"] for one in entries(session, NAME)], ["UNAVAILABLE"])
    same([one["reason"] for one in entries(session, NAME)], ["unloaded"])
    raises(404, lambda: session.infer(model=NAME), NAME)


@checks("a model that is unloaded is 503 at …/ready, and known under /v1/models")
def _(session):
    fresh(session)
    session.client.unload_model(NAME)
    same(session.service.request("GET", f"/v2/models/{NAME}/ready").status, 503)
    answer = session.service.request("GET", f"/v1/models/{NAME}")
    same((answer.status, answer.json()["ready"]), (200, False))


@checks("an unloaded model leaves the server ready, and loads again")
def _(session):
    fresh(session)
    before = session.outputs(model=NAME)
    session.client.unload_model(NAME, unload_dependents=True)
    same(session.client.is_server_ready(), True)
    session.client.load_model(NAME)
    same_bits(session.outputs(model=NAME), before)
    same([one["state"] for one in entries(session, NAME)], ["READY"])


@checks("unloading an unknown name does not make one")
def _(session):
    answer = session.service.request("POST", "/v2/repository/models/clients.nobody/unload", {})
    holds(answer.status in (200, 404), f"the status should be 200 or 404, found {answer.status}")
    same(entries(session, "clients.nobody"), [])


@checks("a name that no path can hold is refused by load")
def _(session):
    text = config(FIRST.definition())
    raises((400, 404), lambda: session.client.load_model(".hidden", config=text))
    raises((400, 404), lambda: session.client.load_model("a" * 129, config=text))
