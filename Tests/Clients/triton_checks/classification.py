"""The classification extension: the first classes as texts `value:index:label`."""
import numpy as np

from harness import holds, same
from networks import FLOWERS, IRIS, rows
from .session import WIDE, checks, json_request, raises, wanted


def expected(values, count, labels):
    """The texts for one row, from the float32 values that the service itself gives."""
    order = sorted(range(len(values)), key=lambda index: -values[index])[:count]
    return ["%f:%d%s" % (values[index], index, f":{labels[index]}" if labels else "") for index in order]


def texts(found):
    return [[one.decode() if isinstance(one, bytes) else one for one in row] for row in found.tolist()]


@checks.each("the first {0} classes, {1}", [
    (count, "binary" if binary else "JSON", binary) for count in (1, 2, 3) for binary in (True, False)
])
def _(session, count, _, binary):
    result = session.infer(outputs=wanted("output", binary=binary, class_count=count))
    same(result.get_output("output")["datatype"], "BYTES")
    same(result.get_output("output")["shape"], [3, count])
    found = texts(result.as_numpy("output"))
    same(found, [expected(row, count, IRIS.labels) for row in session.outputs().tolist()])


@checks("more classes than there are give all of them")
def _(session):
    result = session.infer(outputs=wanted("output", class_count=50))
    same(result.as_numpy("output").shape, (3, 3))


@checks("the logits may be classified too")
def _(session):
    found = texts(session.infer(outputs=wanted("logits", class_count=1)).as_numpy("logits"))
    values = session.infer(outputs=wanted("logits")).as_numpy("logits").tolist()
    same([row[0].split(":")[:2] for row in found], [expected(row, 1, None)[0].split(":") for row in values])


@checks("without labels the texts are value:index")
def _(session):
    batch = rows(20, 64, seed=11)
    result = session.infer(batch, model=WIDE, outputs=wanted("output", class_count=4))
    values = session.outputs(batch, model=WIDE).tolist()
    same(texts(result.as_numpy("output")), [expected(row, 4, None) for row in values])


@checks("a classified output and a plain one stand side by side")
def _(session):
    outputs = wanted("output", class_count=1) + wanted("logits")
    result = session.infer(outputs=outputs)
    same(result.as_numpy("output").shape, (3, 1))
    same(result.as_numpy("logits").dtype, np.float32)


@checks("the classes of one row are the same in a batch")
def _(session):
    together = texts(session.infer(outputs=wanted("output", class_count=3)).as_numpy("output"))
    alone = session.infer(FLOWERS[1:2], outputs=wanted("output", class_count=3))
    same(texts(alone.as_numpy("output"))[0], together[1])


@checks.each("{0} classes are 400", [-1, 1.5])
def _(session, count):
    raises(400, lambda: session.infer(outputs=wanted("output", class_count=count)), "classification")


@checks("classes of zero rows are zero rows")
def _(session):
    outputs = [{"name": "output", "parameters": {"classification": 2}}]
    body = json_request(np.zeros((0, 4)), outputs=outputs)
    answer = session.raw(body)
    same(answer.status, 200)
    same(answer.json()["outputs"][0]["shape"], [0, 2])
    holds(answer.json()["outputs"][0]["data"] == [], "there should be no texts")
