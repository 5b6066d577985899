#!/usr/bin/env python3
"""What hostile or endless content costs in memory: memory.py BINARY [MEGABYTES]

Streams MEGABYTES (1,024 unless given) of NDJSON through a kept model, both ways at once, and sends 10 GB of zeros as a
gzip body of 10 MB. Fails if the most memory that the server ever had is more than 64 MB above what it has when idle, if
an answer line is missing or wrong, or if the bomb is taken.
"""
import json
import socket
import sys
import threading
import time
import zlib

from service import Service

ALLOWED = 64 << 20
DEFINITION = {"layer_sizes": [64, 32, 10], "activations": ["relu", "softmax"], "seed": 7}


def rows():
    """A thousand different rows as lines."""
    values = [[round(((row * 31 + column * 17) % 97) / 97, 4) for column in range(64)] for row in range(1000)]
    return values, b"".join(json.dumps(row).encode() + b"\n" for row in values)


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


def read_chunked(file):
    """The content of a chunked answer, piece by piece."""
    while size := int(file.readline(), 16):
        yield file.read(size)
        file.read(2)
    file.readline()


def stream(service, megabytes):
    """Sends the rows again and again while the answers are read; returns how many lines were right."""
    values, block = rows()
    rounds = max(1, (megabytes << 20) // len(block))
    status, content = service.request(
        "POST", "/v1/models/digits/evaluate", json.dumps({"inputs": values, "include": ["outputs"]})
    )
    assert status == 200, content
    expected = [json.dumps(row) for row in json.loads(content)["outputs"]]
    connection = socket.create_connection((service.host, service.port))
    connection.settimeout(120)

    def send():
        connection.sendall(
            b"POST /v1/models/digits/evaluate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        piece = chunk(block)
        for _ in range(rounds):
            connection.sendall(piece)
        connection.sendall(b"0\r\n\r\n")

    sender = threading.Thread(target=send)
    began = time.monotonic()
    sender.start()
    file = connection.makefile("rb")
    head = file.readline()
    assert b" 200 " in head, head
    while file.readline() not in (b"\r\n", b""):
        pass
    count, rest = 0, b""
    known = {}
    for piece in read_chunked(file):
        lines = (rest + piece).split(b"\n")
        rest = lines.pop()
        for line in lines:
            # Lines are compared as numbers, each text once.
            text = known.get(line)
            if text is None:
                text = known[line] = json.dumps(json.loads(line))
            assert text == expected[count % 1000], f"line {count + 1} is {line!r}"
            count += 1
    sender.join()
    assert not rest and count == rounds * 1000, f"{count} lines for {rounds * 1000} rows"
    seconds = time.monotonic() - began
    print(f"{rounds * len(block) / 2**20:.0f} MB of NDJSON, {count} rows, {seconds:.1f} s")


def bomb(service):
    """Ten gigabytes of zeros in ten megabytes."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    content = b"".join(compressor.compress(zeros) for _ in range(10 << 10)) + compressor.flush()
    before = service.processor_seconds()
    status, _ = service.request("POST", "/v1/evaluate", content, {"Content-Encoding": "gzip"})
    seconds = service.processor_seconds() - before
    print(f"10 GB of zeros in {len(content) / 1e6:.1f} MB: {status}, {seconds:.2f} s of processor time")
    assert status in (400, 413), status


def main(binary, megabytes="1024"):
    failed = False
    for name, work in [("NDJSON", lambda service: stream(service, int(megabytes))), ("gzip bomb", bomb)]:
        with Service(binary) as service:
            service.put("digits", DEFINITION)
            time.sleep(0.5)
            idle = service.memory("VmRSS")
            work(service)
            most = service.memory("VmHWM")
            print(f"{name}: {idle / 2**20:.1f} MB idle, at most {(most - idle) / 2**20:.1f} MB more")
            failed |= most - idle > ALLOWED
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
