"""gzip and deflate, both ways."""
import gzip
import json
import zlib

import tritonclient.http as triton

import networks
from harness import holds, same
from networks import same_bits
from .session import MODEL, WIDE, checks, json_request, raises, wanted

CODINGS = (None, "gzip", "deflate")
BATCH = networks.rows(200, 64, seed=9)
UNPACK = {"gzip": gzip.decompress, "deflate": zlib.decompress, None: bytes}


@checks.each("{0} request, {1} answer, {2}", [
    (request or "plain", answer or "plain", "binary" if binary else "JSON", request, answer, binary)
    for request in CODINGS for answer in CODINGS for binary in (True, False)
])
def _(session, _, __, ___, request, answer, binary):
    found = session.outputs(
        BATCH, model=WIDE, binary=binary, outputs=wanted("output", binary=binary),
        request_compression_algorithm=request, response_compression_algorithm=answer,
    )
    same_bits(found, session.outputs(BATCH, model=WIDE))


@checks.each("an answer is compressed by {0} when that is asked for, and says so", ["gzip", "deflate"])
def _(session, coding):
    body = json_request(BATCH)
    answer = session.raw(body, {"Accept-Encoding": coding}, model=WIDE)
    same(answer.headers["Content-Encoding"], coding)
    holds("accept-encoding" in (answer.headers["Vary"] or "").lower(), "Vary should name Accept-Encoding")
    plain = session.raw(body, {"Accept-Encoding": "identity"}, model=WIDE)
    same(UNPACK[coding](answer.content), plain.content)
    holds(len(answer.content) < len(plain.content), "it should be smaller")


@checks.each("an answer is not compressed for {0}", [
    ("a client that says nothing", {}), ("identity", {"Accept-Encoding": "identity"}),
    ("an unknown coding", {"Accept-Encoding": "br"}), ("gzip;q=0", {"Accept-Encoding": "gzip;q=0, deflate;q=0"}),
])
def _(session, _, headers):
    body = json_request(BATCH)
    connection = session.service.connect()
    # http.client adds "identity" by itself unless it is told not to.
    connection.putrequest("POST", f"/v2/models/{WIDE}/infer", skip_accept_encoding=True)
    text = json.dumps(body).encode()
    for name, value in {**headers, "Content-Length": str(len(text))}.items():
        connection.putheader(name, value)
    connection.endheaders(text)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    same(response.headers["Content-Encoding"], None)
    same(len(json.loads(content)["outputs"][0]["data"]), 2000)


@checks.each("in a {0} binary answer the header counts the JSON before compression", ["gzip", "deflate"])
def _(session, coding):
    body, length = triton.InferenceServerClient.generate_request_body([_tensor()])
    headers = {"Inference-Header-Content-Length": str(length), "Accept-Encoding": coding}
    answer = session.raw(body, headers, model=WIDE)
    same(answer.headers["Content-Encoding"], coding)
    result = triton.InferenceServerClient.parse_response_body(
        answer.content, header_length=int(answer.headers["Inference-Header-Content-Length"]), content_encoding=coding
    )
    same_bits(result.as_numpy("output"), session.outputs(BATCH, model=WIDE))


def _tensor():
    made = triton.InferInput("input", list(BATCH.shape), "FP32")
    return made.set_data_from_numpy(BATCH)


@checks.each("refusals are read by a client that asks for {0}", ["gzip", "deflate"])
def _(session, coding):
    raises(404, lambda: session.infer(model="clients.nobody", response_compression_algorithm=coding), "clients.nobody")


PACKED = gzip.compress(b'{"inputs":[{"name":"input","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}')


@checks.each("a body is 400 if it is {0}", [
    ("a corrupt gzip stream", PACKED[:20] + bytes([PACKED[20] ^ 0xFF]) + PACKED[21:], "gzip"),
    ("a truncated gzip stream", PACKED[:-12], "gzip"),
    ("a gzip stream with a wrong checksum", PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:], "gzip"),
    ("not gzip at all", b'{"inputs":[]}', "gzip"),
    ("raw deflate without the zlib wrapper", zlib.compress(b'{"inputs":[]}' * 9)[2:-4], "deflate"),
    ("an empty gzip body", b"", "gzip"),
])
def _(session, _, body, coding):
    session.refused(400, body, {"Content-Encoding": coding})


@checks.each("the coding {0} is 415, and the answer names those that are known", ["br", "zstd", "rot13"])
def _(session, coding):
    answer = session.refused(415, b"{}", {"Content-Encoding": coding})
    holds("gzip" in answer.headers["Accept-Encoding"], "Accept-Encoding should name gzip")
    holds("deflate" in answer.headers["Accept-Encoding"], "Accept-Encoding should name deflate")


@checks("gzip of several members and the name x-gzip are taken")
def _(session):
    text = b'{"inputs":[{"name":"input","shape":[1,4],"datatype":"FP32","data":[1,2,3,4]}]}'
    body = gzip.compress(text[:30]) + gzip.compress(text[30:])
    same(session.raw(body, {"Content-Encoding": "x-gzip"}, model=MODEL).status, 200)


@checks("100 MB of zeros in 100 kB are refused, and the service lives on")
def _(session):
    answer = session.raw(gzip.compress(bytes(100_000_000)), {"Content-Encoding": "gzip"})
    holds(answer.status in (400, 413), f"the status should be 400 or 413, found {answer.status}")
    same(session.client.is_server_live(), True)
