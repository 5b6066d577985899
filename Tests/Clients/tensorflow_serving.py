#!/usr/bin/env python3
"""Requests in the style of TensorFlow Serving's REST API: tensorflow_serving.py URL [PART OF A CHECK'S NAME]

That server's users send plain HTTP, so nothing but Python's own library and numpy for the second opinion is needed. What
is asked for is what its documentation of the REST API shows: row form, columns, names, versions, status and metadata.
"""
import sys

import networks
from harness import Checks, holds, same
from networks import FLOWERS, IRIS, close, same_bits
from service import Service

checks = Checks()
MODEL = "clients.tf-v1.0.1"
NAMED = "clients.tf-named"
SINGLE = "clients.tf-single"
NOBODY = "clients.nobody"
ROWS = FLOWERS.astype(float).tolist()
named = networks.Dense([2, 3], last="identity", seed=51, names={"input_name": "x", "output_name": "y"})
single = networks.Dense([1, 2], last="tanh", seed=52)


class Session:
    def __init__(self, url):
        self.service = Service(url)
        self.service.put_model(MODEL, IRIS.definition())
        self.service.put_model(NAMED, named.definition())
        self.service.put_model(SINGLE, single.definition())

    def predict(self, body, model=MODEL, path=":predict", headers=None):
        return self.service.request("POST", f"/v1/models/{model}{path}", body, headers)

    def answered(self, body, *arguments, **options):
        answer = self.predict(body, *arguments, **options)
        same(answer.status, 200, f"the status of {answer.content[:200]}")
        return answer.json()


def refused(answer, status, *words):
    same(answer.status, status, f"the status of {answer.content[:200]}")
    same(answer.headers["Content-Type"], "application/json")
    text = answer.error()
    for word in words:
        holds(word in text, f"the message should name {word!r}: {text!r}")


@checks("row form: a list of rows")
def _(session):
    found = session.answered({"instances": ROWS})
    same(list(found), ["predictions"])
    close(found["predictions"], IRIS.outputs(FLOWERS))


@checks("row form: objects that name the input")
def _(session):
    found = session.answered({"instances": [{"input": row} for row in ROWS]})
    close(found["predictions"], IRIS.outputs(FLOWERS))


@checks("row form: the input under the definition's name")
def _(session):
    found = session.answered({"instances": [{"x": [1, -1]}, {"x": [0.5, 2]}]}, model=NAMED)
    close(found["predictions"], named.outputs([[1, -1], [0.5, 2]]))


@checks("row form: bare numbers for a network of one input")
def _(session):
    found = session.answered({"instances": [1.0, 2.0, 5.0]}, model=SINGLE)
    close(found["predictions"], single.outputs([[1], [2], [5]]))


@checks("row form: rows of one number for a network of one input")
def _(session):
    found = session.answered({"instances": [[1.0], [2.0]]}, model=SINGLE)
    close(found["predictions"], single.outputs([[1], [2]]))


@checks("row form: no rows")
def _(session):
    same(session.answered({"instances": []}), {"predictions": []})


@checks("columns: a list of rows")
def _(session):
    found = session.answered({"inputs": ROWS})
    same(list(found), ["outputs"])
    close(found["outputs"], IRIS.outputs(FLOWERS))


@checks("columns: an object that names the input")
def _(session):
    found = session.answered({"inputs": {"input": ROWS}})
    close(found["outputs"], IRIS.outputs(FLOWERS))


@checks("columns: the input under the definition's name")
def _(session):
    found = session.answered({"inputs": {"x": [[1, -1]]}}, model=NAMED)
    close(found["outputs"], named.outputs([[1, -1]]))


@checks("both forms have the same bits, and those of one row alone")
def _(session):
    rows = session.answered({"instances": ROWS})["predictions"]
    same_bits(session.answered({"inputs": ROWS})["outputs"], rows)
    for index, row in enumerate(ROWS):
        same_bits(session.answered({"instances": [row]})["predictions"][0], rows[index])


@checks("signature_name serving_default is taken, in both forms")
def _(session):
    close(session.answered({"signature_name": "serving_default", "instances": ROWS})["predictions"], IRIS.outputs(FLOWERS))
    close(session.answered({"signature_name": "serving_default", "inputs": ROWS})["outputs"], IRIS.outputs(FLOWERS))


@checks("members that are not known are ignored")
def _(session):
    close(session.answered({"instances": ROWS, "parameters": {"a": 1}})["predictions"], IRIS.outputs(FLOWERS))


@checks("a version in the path")
def _(session):
    found = session.answered({"instances": ROWS}, path="/versions/1:predict")
    same(found, session.answered({"instances": ROWS}))


@checks.each("the colon may arrive encoded as {0}", ["%3Apredict", "%3apredict", "/versions/1%3Apredict"])
def _(session, path):
    same(session.answered({"instances": ROWS}, path=path), session.answered({"instances": ROWS}))


@checks.each("a body is taken as {0}", ["application/json", "application/x-www-form-urlencoded", "text/plain"])
def _(session, media_type):
    found = session.answered({"instances": ROWS}, headers={"Content-Type": media_type})
    close(found["predictions"], IRIS.outputs(FLOWERS))


@checks("a prediction is application/json")
def _(session):
    same(session.predict({"instances": ROWS}).headers["Content-Type"], "application/json")


@checks("500 rows")
def _(session):
    rows = networks.rows(500)
    close(session.answered({"instances": rows.astype(float).tolist()})["predictions"], IRIS.outputs(rows))


@checks("numbers that are not finite are null, and counted")
def _(session):
    session.service.put_model("clients.tf-overflow", {
        "input_size": 1, "layers": [{"units": 1, "weight_init": {"scheme": "constant", "val": 1e38}}],
    })
    found = session.answered({"instances": [[1e38], [0]]}, model="clients.tf-overflow")
    same(found, {"predictions": [[None], [0.0]], "non_finite": 1})
    session.service.request("DELETE", "/v1/models/clients.tf-overflow")


@checks("the status document says AVAILABLE, and ready for KServe's readers")
def _(session):
    found = session.service.request("GET", f"/v1/models/{MODEL}").json()
    status = {"version": "1", "state": "AVAILABLE", "status": {"error_code": "OK", "error_message": ""}}
    same(found["model_version_status"], [status])
    same((found["name"], found["ready"]), (MODEL, True))


@checks("the status document of a version")
def _(session):
    found = session.service.request("GET", f"/v1/models/{MODEL}/versions/1").json()
    same([one["state"] for one in found["model_version_status"]], ["AVAILABLE"])


@checks("the metadata describe the signature")
def _(session):
    found = session.service.request("GET", f"/v1/models/{MODEL}/metadata").json()
    same((found["model_spec"]["name"], found["model_spec"]["version"]), (MODEL, "1"))
    signature = found["metadata"]["signature_def"]["signature_def"]["serving_default"]
    for tensors, name, size in ((signature["inputs"], "input", "4"), (signature["outputs"], "output", "3")):
        same(list(tensors), [name])
        same(tensors[name]["dtype"], "DT_FLOAT")
        same([one["size"] for one in tensors[name]["tensor_shape"]["dim"]], ["-1", size])
    same(signature["method_name"], "tensorflow/serving/predict")


@checks("the metadata use the definition's names")
def _(session):
    found = session.service.request("GET", f"/v1/models/{NAMED}/metadata").json()
    signature = found["metadata"]["signature_def"]["signature_def"]["serving_default"]
    same((list(signature["inputs"]), list(signature["outputs"])), (["x"], ["y"]))


@checks("the metadata of a version")
def _(session):
    paths = (f"/v1/models/{MODEL}/metadata", f"/v1/models/{MODEL}/versions/1/metadata")
    first, second = (session.service.request("GET", path) for path in paths)
    same((second.status, second.json()), (200, first.json()))


@checks("the list of models")
def _(session):
    holds({MODEL, NAMED, SINGLE} <= set(session.service.request("GET", "/v1/models").json()["models"]), "all are listed")


@checks.each("{0} is 404 with a text", [
    ("predict of an unknown model", "POST", f"/v1/models/{NOBODY}:predict"),
    ("predict of an unknown version", "POST", f"/v1/models/{MODEL}/versions/99:predict"),
    ("predict of a version that is no number", "POST", f"/v1/models/{MODEL}/versions/latest:predict"),
    ("the status of an unknown model", "GET", f"/v1/models/{NOBODY}"),
    ("the status of an unknown version", "GET", f"/v1/models/{MODEL}/versions/99"),
    ("the metadata of an unknown model", "GET", f"/v1/models/{NOBODY}/metadata"),
])
def _(session, _, method, path):
    refused(session.service.request(method, path, {"instances": ROWS} if method == "POST" else None), 404)


@checks.each("predict is 400 with a text for {0}", [
    ("neither instances nor inputs", {}), ("both", {"instances": ROWS, "inputs": ROWS}),
    ("rows that are too short", {"instances": [[1, 2]]}), ("rows of unequal length", {"instances": [ROWS[0], [1]]}),
    ("texts", {"instances": [["1", "2", "3", "4"]]}), ("rows nested too deep", {"instances": [[ROWS[0]]]}),
    ("bare numbers for several inputs", {"instances": [1, 2, 3, 4]}), ("an object of columns that is empty", {"inputs": {}}),
    ("an unknown name in a row", {"instances": [{"pixels": ROWS[0]}]}),
    ("an unknown name in columns", {"inputs": {"pixels": ROWS}}),
    ("rows of which one has no name", {"instances": [{"input": ROWS[0]}, ROWS[1]]}),
    ("two names in a row", {"instances": [{"input": ROWS[0], "more": [1]}]}),
    ("a list as the body", [ROWS[0]]), ("booleans", {"instances": [[True, False, True, False]]}),
    ("a number beyond float32", {"instances": [[1e300, 0, 0, 0]]}),
])
def _(session, _, body):
    refused(session.predict(body), 400)


@checks.each("a body that is {0} is 400", [
    ("empty", b""), ("cut short", b'{"instances": [[1, 2'), ("with NaN", b'{"instances": [[NaN, 1, 2, 3]]}'),
    ("with a member twice", b'{"instances": [], "instances": []}'),
])
def _(session, _, body):
    refused(session.predict(body), 400)


@checks("predict by GET is 405")
def _(session):
    answer = session.service.request("GET", f"/v1/models/{MODEL}:predict")
    refused(answer, 405)
    holds("POST" in answer.headers["Allow"], "Allow should name POST")


@checks("another verb behind the colon is refused with a text")
def _(session):
    answer = session.predict({"instances": ROWS}, path=":explode")
    holds(answer.status in (404, 405), f"found {answer.status}")
    answer.error()


if __name__ == "__main__":
    sys.exit(checks.run(Session(sys.argv[1])))
