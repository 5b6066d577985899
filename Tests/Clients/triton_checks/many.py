"""Many requests at once, one after another on a connection, and parameters of the scheduler."""
import json
import socket
import threading

import networks
from harness import holds, same
from networks import FLOWERS, same_bits
from .session import MODEL, WIDE, checks, json_request, raises, tensor, wanted


@checks("async_infer gives what infer gives")
def _(session):
    pending = session.client.async_infer(MODEL, [tensor(FLOWERS)], request_id="later")
    result = pending.get_result(timeout=30)
    same(result.get_response()["id"], "later")
    same_bits(result.as_numpy("output"), session.outputs())


@checks.each("200 async_infer at once over {0} connections", [1, 8])
def _(session, connections):
    batch = networks.rows(200, 64, seed=21)
    reference = session.outputs(batch, model=WIDE)
    with session.connect(concurrency=connections) as client:
        pending = [client.async_infer(WIDE, [tensor(batch[i:i + 1])], request_id=str(i)) for i in range(len(batch))]
        for index, one in enumerate(pending):
            result = one.get_result(timeout=60)
            same(result.get_response()["id"], str(index))
            same_bits(result.as_numpy("output")[0], reference[index], f"the outputs of row {index}")


@checks("async_infer in all forms and codings")
def _(session):
    reference = session.outputs()
    with session.connect(concurrency=4) as client:
        pending = [
            client.async_infer(
                MODEL, [tensor(FLOWERS, binary)], outputs=wanted("output", binary=answer),
                request_compression_algorithm=coding, response_compression_algorithm=coding,
            )
            for binary in (True, False) for answer in (True, False) for coding in (None, "gzip", "deflate")
        ]
        for one in pending:
            same_bits(one.get_result(timeout=60).as_numpy("output"), reference)


@checks("async_infer of an unknown model raises when its result is asked for")
def _(session):
    pending = session.client.async_infer("clients.nobody", [tensor(FLOWERS)])
    raises(404, lambda: pending.get_result(timeout=30), "clients.nobody")


@checks("good and bad requests at once do not disturb each other")
def _(session):
    reference = session.outputs()
    with session.connect(concurrency=8) as client:
        good = [client.async_infer(MODEL, [tensor(FLOWERS)]) for _ in range(20)]
        bad = [client.async_infer(MODEL, [tensor(FLOWERS, name="wrong")]) for _ in range(20)]
        for one in good:
            same_bits(one.get_result(timeout=60).as_numpy("output"), reference)
        for one in bad:
            raises(400, lambda: one.get_result(timeout=60), "wrong")


@checks("clients in 8 threads, 20 requests each")
def _(session):
    batch = networks.rows(8, 64, seed=22)
    reference = session.outputs(batch, model=WIDE)
    wrong = []

    def work(index):
        try:
            with session.connect() as client:
                for _ in range(20):
                    result = client.infer(WIDE, [tensor(batch[index:index + 1])])
                    same_bits(result.as_numpy("output")[0], reference[index])
        except Exception as error:
            wrong.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=work, args=(index,)) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    same(wrong, [])
    holds(not any(thread.is_alive() for thread in threads), "a thread has not finished")


@checks("100 requests travel over one connection")
def _(session):
    connection = session.service.connect()
    connection.connect()
    first = connection.sock
    body = json.dumps(json_request())
    for _ in range(100):
        connection.request("POST", f"/v2/models/{MODEL}/infer", body)
        response = connection.getresponse()
        same(response.status, 200)
        response.read()
        holds(connection.sock is first, "the connection should have been kept")
    connection.close()


@checks("two requests sent without waiting are answered in order")
def _(session):
    parts = []
    for identifier in ("first", "second"):
        body = json.dumps(json_request(id=identifier)).encode()
        head = f"POST /v2/models/{MODEL}/infer HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        parts.append(head.encode() + body)
    host, port = session.service.address.rsplit(":", 1)
    received = b""
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(b"".join(parts))
        while b'"second"' not in received:
            part = connection.recv(65536)
            holds(part, f"the connection was closed after {received[-200:]!r}")
            received += part
    same(received.count(b"HTTP/1.1 200"), 2)
    holds(received.index(b'"first"') < received.index(b'"second"'), "the answers are out of order")


@checks("a generous timeout and a priority change nothing")
def _(session):
    same_bits(session.outputs(timeout=60_000_000, priority=1), session.outputs())


@checks("a deadline of one microsecond is missed: 503 or 504")
def _(session):
    batch = networks.rows(16_384, 64)
    raises((503, 504), lambda: session.infer(batch, model=WIDE, timeout=1))


@checks("parameters of one's own are accepted: text, number, boolean")
def _(session):
    own = {"tenant": "a", "weight": 1.5, "count": 3, "dry": False}
    same_bits(session.outputs(parameters=own), session.outputs())


@checks("a closed client leaves the service in peace")
def _(session):
    for _ in range(20):
        client = session.connect()
        same(client.is_server_live(), True)
        client.close()
    same(session.client.is_server_live(), True)
