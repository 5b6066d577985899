"""Health, metadata and configuration."""
import json

from tritonclient.utils import InferenceServerException

from harness import holds, same
from .session import MODEL, NAMED, WIDE, checks, raises


@checks("is_server_live is true")
def _(session):
    same(session.client.is_server_live(), True)


@checks("is_server_ready is true")
def _(session):
    same(session.client.is_server_ready(), True)


@checks("is_server_live takes headers and query parameters")
def _(session):
    same(session.client.is_server_live(headers={"X-Other": "1"}, query_params={"a": 1, "b": ["x", "y"]}), True)


@checks.each("is_model_ready is {0} for {1}", [
    ("true", "a model", MODEL, "", True),
    ("true", "version 1", MODEL, "1", True),
    ("false", "a version that is not there", MODEL, "99", False),
    ("false", "a model that is not there", "clients.nobody", "", False),
    ("false", "a name with a blank, which travels encoded", "no such", "", False),
])
def _(session, word, what, model, version, ready):
    same(session.client.is_model_ready(model, version), ready)


@checks("get_server_metadata has a name, a version and extensions")
def _(session):
    found = session.client.get_server_metadata()
    same(sorted(found), ["extensions", "name", "version"])
    holds(all(isinstance(found[key], str) and found[key] for key in ("name", "version")), f"two texts: {found}")
    holds(all(isinstance(one, str) for one in found["extensions"]), f"a list of texts: {found}")


@checks.each("the extension {0} is claimed", [
    "binary_tensor_data", "classification", "logging", "model_configuration", "model_repository", "parameters",
    "statistics", "trace",
])
def _(session, name):
    holds(name in session.client.get_server_metadata()["extensions"], "it is not in the list")


@checks("no extension is claimed that is not there")
def _(session):
    found = set(session.client.get_server_metadata()["extensions"])
    absent = {"sequence", "schedule_policy", "system_shared_memory", "cuda_shared_memory"}
    same(sorted(found & absent), [])


@checks("the server metadata is there under /v2/ too")
def _(session):
    answer = session.service.request("GET", "/v2/")
    same(answer.status, 200)
    same(answer.json(), session.client.get_server_metadata())


@checks("get_model_metadata names the model and its version")
def _(session):
    found = session.client.get_model_metadata(MODEL)
    same(found["name"], MODEL)
    same(found["versions"], ["1"])
    holds(isinstance(found["platform"], str) and found["platform"] and " " not in found["platform"], "one token")


@checks("get_model_metadata describes the input and the output, the batch included")
def _(session):
    found = session.client.get_model_metadata(MODEL)
    same(found["inputs"], [{"name": "input", "datatype": "FP32", "shape": [-1, 4]}])
    same(found["outputs"], [{"name": "output", "datatype": "FP32", "shape": [-1, 3]}])


@checks("get_model_metadata takes a version")
def _(session):
    same(session.client.get_model_metadata(MODEL, "1"), session.client.get_model_metadata(MODEL))


@checks("get_model_metadata shows tensors under the names of the definition")
def _(session):
    found = session.client.get_model_metadata(NAMED)
    same([one["name"] for one in found["inputs"] + found["outputs"]], ["x", "y"])


@checks("get_model_metadata of an unknown model is 404")
def _(session):
    raises(404, lambda: session.client.get_model_metadata("clients.nobody"), "Request for unknown model", "clients.nobody")


@checks("get_model_metadata of an unknown version is 404")
def _(session):
    raises(404, lambda: session.client.get_model_metadata(MODEL, "99"), "99")


@checks("get_model_metadata of a version that is not a number is 404")
def _(session):
    raises(404, lambda: session.client.get_model_metadata(MODEL, "latest"))


@checks("a version that is not a text is refused by the client itself")
def _(session):
    try:
        session.client.get_model_metadata(MODEL, 1)
    except InferenceServerException as error:
        same(error.status(), None)
    else:
        raise AssertionError("the call should have been refused")


@checks("a name with a blank, which travels encoded, is 404")
def _(session):
    raises(404, lambda: session.client.get_model_metadata("no such model"))


@checks("get_model_config names the model")
def _(session):
    found = session.client.get_model_config(MODEL)
    same(found["name"], MODEL)
    holds(found.get("platform") or found.get("backend"), f"a platform or a backend: {found}")


@checks("get_model_config agrees with the metadata about the batch dimension")
def _(session):
    found = session.client.get_model_config(MODEL)
    batch = found["max_batch_size"]
    holds(type(batch) is int and batch >= 0, f"max_batch_size should be an integer: {batch!r}")
    leading = [] if batch else [-1]
    same([(one["name"], one["data_type"]) for one in found["input"]], [("input", "TYPE_FP32")])
    same([(one["name"], one["data_type"]) for one in found["output"]], [("output", "TYPE_FP32")])
    same([[int(size) for size in one["dims"]] for one in found["input"]], [leading + [4]])
    same([[int(size) for size in one["dims"]] for one in found["output"]], [leading + [3]])


@checks("get_model_config holds the definition, which builds the same network")
def _(session):
    text = session.client.get_model_config(MODEL)["parameters"]["definition"]["string_value"]
    model = session.service.request("GET", f"/v1/models/{MODEL}").json()
    same(json.loads(text), model["definition"])
    network = session.service.request("POST", "/v1/validate", text).json()["network"]
    same(network["fingerprint"], model["fingerprint"])


@checks("get_model_config claims neither sequences nor ensembles nor several answers")
def _(session):
    found = session.client.get_model_config(WIDE)
    same(sorted(set(found) & {"sequence_batching", "ensemble_scheduling"}), [])
    same(found.get("model_transaction_policy", {}).get("decoupled", False), False)


@checks("get_model_config takes a version")
def _(session):
    same(session.client.get_model_config(MODEL, "1"), session.client.get_model_config(MODEL))


@checks("get_model_config of an unknown model is 404")
def _(session):
    raises(404, lambda: session.client.get_model_config("clients.nobody"), "clients.nobody")


@checks("get_model_config of an unknown version is 404")
def _(session):
    raises(404, lambda: session.client.get_model_config(MODEL, "99"), "99")
