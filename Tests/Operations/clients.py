"""Clients of every kind for soak.py: good ones, whose every answer is compared, and all the others."""
import gzip
import json
import os
import socket
import time

from common import file, read_answer, request, reset

JSON = b"Content-Type: application/json\r\n"
LINES = b"Content-Type: application/x-ndjson\r\n"
GZIP = b"Content-Encoding: gzip\r\n"
# Parameters of these are 270 KB, which a socket's buffer takes whole, and 4.2 MB, which it does not.
MODELS = {"middle": [4, 256, 256, 3], "large": [4, 1024, 1024, 3]}
ROWS = 200


class Clients:
    """What clients do, one method for each kind; they take turns on threads, each with its own source of chance."""

    def __init__(self, service):
        self.service = service
        self.context = service.context()
        self.iris = file("config/definitions/iris.json")
        assert service.ask("PUT", "/v1/models/iris", self.iris)[0] == 201
        for name, sizes in MODELS.items():
            definition = json.dumps({"layer_sizes": sizes, "activations": "relu", "seed": 3})
            assert service.ask("PUT", f"/v1/models/{name}", definition)[0] == 201
        tensor = {"name": "input", "shape": [1, 4], "datatype": "FP32", "data": [5.1, 3.5, 1.4, 0.2]}
        self.inference = json.dumps({"inputs": [tensor]}).encode()
        self.lines = b"[5.1, 3.5, 1.4, 0.2]\n[6.3, 3.3, 6.0, 2.5]\n" * (ROWS // 2)
        evaluation = file("config/requests/iris.json")
        self.evaluation = request("POST", "/v1/evaluate", evaluation, JSON)
        #: Requests whose answers never change; those that come before the load are what all others have to be.
        self.requests = {
            name: (data, self.exchange(service.client(), data))
            for name, data in {
                "evaluate": self.evaluation,
                "evaluate text": request("POST", "/v1/evaluate", evaluation, JSON + b"Accept: text/plain\r\n"),
                "evaluate gzip": request("POST", "/v1/evaluate", gzip.compress(evaluation), JSON + GZIP),
                "compressed answer": request("GET", "/openapi.yaml", fields=b"Accept-Encoding: gzip\r\n"),
                "infer": request("POST", "/v2/models/iris/infer", self.inference, JSON),
                "lines": request("POST", "/v1/models/iris/evaluate", self.lines, LINES),
                "statistics": request("GET", "/v1/models/middle/statistics"),
                "parameters": request("GET", "/v1/models/middle/parameters"),
                "large parameters": request("GET", "/v1/models/large/parameters"),
                "schema": request("GET", "/v1/schema"),
                "ready": request("GET", "/readyz"),
            }.items()
        }
        # Whether all are the same is one thing, whether they are right another: the bits that the README shows.
        answers = {name: content for name, (_, content) in self.requests.items()}
        assert b'"data":[0.13109984,0.86886066,0.0000395212]' in answers["infer"], answers["infer"]
        assert answers["evaluate"] == answers["evaluate gzip"]
        assert answers["lines"].startswith(b"[0.13109984,0.86886066,0.0000395212]\n")
        assert answers["lines"].count(b"\n") == ROWS
        assert gzip.decompress(answers["compressed answer"]) == file("openapi.yaml")
        assert b"[0.13109984,0.86886066,0.0000395212]" in answers["evaluate"], answers["evaluate"]
        self.kinds = {
            "good": [self.mixed, self.models, self.stream, self.metrics, self.pipeline],
            "bad": [self.malformed, self.random_bytes, self.random_content, self.bad_records],
            "slow": [self.dripped, self.withheld, self.reads_slowly],
            "silent": [self.never_reads],
            "aborted": [self.aborted],
        }

    def connect(self, chance, **options):
        return self.service.client(self.context if chance.random() < 0.4 else None, **options)

    @staticmethod
    def exchange(stream, data, expected=200):
        """Sends a request on a connection that ends with its answer; returns the content."""
        with stream:
            stream.sendall(data)
            status, head, content, rest = read_answer(stream)
            assert status == expected and not rest, (status, head, content[:200], data[:80])
            return content

    # Good clients.

    def mixed(self, chance):
        """Asks for one thing after the other on one connection."""
        with self.connect(chance) as stream:
            for _ in range(chance.randrange(1, 20)):
                name = chance.choice(list(self.requests))
                data, expected = self.requests[name]
                stream.sendall(data)
                status, head, content, rest = read_answer(stream)
                assert status == 200 and content == expected and not rest, (name, status, head, content[:100])

    def models(self, chance):
        """Keeps a model, asks it and lets go of it."""
        path = f"/v1/models/soak-{chance.getrandbits(60)}"
        with self.connect(chance) as stream:
            for method, place, body, statuses in [
                ("PUT", path, self.iris, [201]),
                ("PUT", path, self.iris, [200]),
                ("POST", path.replace("/v1", "/v2") + "/infer", self.inference, [200]),
                ("DELETE", path, None, [200, 204]),
                ("GET", path, None, [404]),
            ]:
                stream.sendall(request(method, place, body, JSON))
                status, head, content, _ = read_answer(stream)
                assert status in statuses, (method, place, status, head, content)
                if place.endswith("/infer"):
                    known = self.requests["infer"][1]
                    assert content[content.index(b'"outputs"'):] == known[known.index(b'"outputs"'):], content

    def stream(self, chance):
        """Sends lines in chunks of any size, while answers come."""
        with self.connect(chance) as stream:
            stream.sendall(request("POST", "/v1/models/iris/evaluate", fields=LINES + b"Transfer-Encoding: chunked\r\n"))
            rest = self.lines
            while rest:
                piece, rest = rest[:(size := chance.randrange(1, 2000))], rest[size:]
                stream.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
                time.sleep(chance.random() * 0.02)
            stream.sendall(b"0\r\n\r\n")
            status, _, content, _ = read_answer(stream)
            assert status == 200 and content == self.requests["lines"][1], (status, content[:200])

    def metrics(self, chance):
        content = self.exchange(self.connect(chance), request("GET", "/metrics"))
        assert b"feedforward_http_request_duration_seconds_count" in content

    def pipeline(self, chance):
        """Sends many requests before it reads an answer."""
        count = chance.randrange(2, 60)
        data, expected = self.requests["infer"]
        with self.connect(chance) as stream:
            stream.sendall(data * count)
            rest = b""
            for _ in range(count):
                status, _, content, rest = read_answer(stream, rest)
                assert status == 200 and content == expected, (status, content)

    # Bad clients: they are told what is wrong, or let go, and nothing else.

    MALFORMED = [
        b"GET / HTTP/9.1\r\nHost: a\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\nHost: a\n\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 40_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 10_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /v1/evaluate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /v1/evaluate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n",
        b"POST /v1/evaluate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        request("POST", "/v1/evaluate", b'{"network":', JSON),
        request("POST", "/v1/evaluate", b'{"network": {"layer_sizes": [4, -1]}}', JSON),
        request("POST", "/v1/evaluate", b"[" * 5000, JSON),
        request("POST", "/v1/evaluate", b"\xff\xfe", JSON),
        request("POST", "/v1/evaluate", b"no gzip", JSON + GZIP),
        request("POST", "/v2/models/none/infer", b"{}", JSON),
        request("DELETE", "/v1/schema"),
    ]

    def malformed(self, chance):
        for data in chance.sample(self.MALFORMED, 5):
            with self.connect(chance) as stream:
                stream.sendall(data)
                status, _, content, _ = read_answer(stream)
                assert status is not None and (400 <= status < 500 or status == 505), (status, data[:80], content[:200])

    def random_bytes(self, chance):
        with self.connect(chance) as stream:
            stream.sendall(chance.randbytes(chance.randrange(1, 5000)) + b"\r\n\r\n")
            status, *_ = read_answer(stream)
            assert status is None or 400 <= status < 500 or status == 505, status

    def random_content(self, chance):
        """Changes some bytes of a good request's content; what comes of it is right or the client's mistake."""
        name = chance.choice(["evaluate", "evaluate gzip", "infer", "lines"])
        head, body = self.requests[name][0].split(b"\r\n\r\n", 1)
        body = bytearray(body)
        for _ in range(chance.randrange(1, 9)):
            body[chance.randrange(len(body))] = chance.getrandbits(8)
        with self.connect(chance) as stream:
            stream.sendall(head + b"\r\n\r\n" + body)
            status, _, content, _ = read_answer(stream)
            assert status is not None and status < 500, (status, content[:200])

    def bad_records(self, chance):
        """Sends what is no TLS to the port of TLS, at the beginning or inside a session."""
        with self.service.client() if chance.random() < 0.5 else self.service.client(self.context) as stream:
            with socket.socket(fileno=os.dup(stream.fileno())) as plain:
                plain.settimeout(30)
                plain.sendall(b"\x16\x03\x01" + chance.randbytes(300))
                while True:
                    try:
                        if not plain.recv(65536):
                            break
                    except ConnectionError:
                        break

    # Slow clients.

    def dripped(self, chance):
        data, expected = self.requests["infer"]
        with self.connect(chance) as stream:
            step = chance.randrange(7, 40)
            for start in range(0, len(data), step):
                stream.sendall(data[start:start + step])
                time.sleep(0.02)
            status, _, content, _ = read_answer(stream)
            assert status == 200 and content == expected, status

    def withheld(self, chance):
        """Begins a head or a body and waits for what comes of it."""
        data = self.evaluation[:chance.choice([10, 60, -10])]
        with self.connect(chance) as stream:
            stream.sendall(data)
            status, *_ = read_answer(stream)
            assert status == 408, status

    def reads_slowly(self, chance):
        data, expected = self.requests["large parameters"]
        with self.connect(chance, receive=16384) as stream:
            stream.sendall(data)
            content = bytearray()
            while len(content) < len(expected):
                piece = stream.recv(65536)
                assert piece, f"cut off after {len(content)} bytes"
                content += piece
                time.sleep(0.01)
            assert content.endswith(expected)

    def never_reads(self, chance):
        """Asks for much, or for what fits into the kernel, keeps silent, and has to be let go."""
        path = chance.choice(["large", "middle"])
        fields = chance.choice([b"", b"Connection: close\r\n"])
        data = request("GET", f"/v1/models/{path}/parameters", fields=fields)
        with self.connect(chance, receive=4096) as stream:
            # Asked now: a connection that was reset has no peer. The client's port alone may be another one's as well.
            ports = stream.getpeername()[1], stream.getsockname()[1]
            # An error behind it ends the connection in a way of its own.
            stream.sendall(data + chance.choice([b"", b"x\r\n\r\n"]))
            if chance.random() < 0.3:
                stream.shutdown(socket.SHUT_WR)
            time.sleep(self.patience)
            held = [found for found in self.service.sockets() if found[0] == ports]
            assert not held, ("the service, or the kernel, still holds it", path, fields, held)

    #: How long a client that does not read keeps its connection: longer than the service, and the kernel, let it.
    patience = 20

    # Clients that go.

    def aborted(self, chance):
        data = chance.choice([self.evaluation, self.requests["lines"][0], self.requests["large parameters"][0]])
        phase = chance.choice(["connected", "handshake", "head", "body", "asked", "answered"])
        stream = self.service.client() if phase == "handshake" else self.connect(chance, receive=16384)
        if phase == "head":
            stream.sendall(data[:20])
        elif phase == "body":
            stream.sendall(data[:-5])
        elif phase in ("asked", "answered"):
            stream.sendall(data)
        if phase == "answered":
            stream.recv(100)
        time.sleep(chance.choice([0, 0, 0.005, 0.05]))
        reset(stream)
