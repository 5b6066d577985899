#!/usr/bin/env python3
"""Measures what becomes of requests when many more come than can be computed.

usage: overload.py BINARY [--seconds S] [--factor N] [--bound SECONDS] [--connections N]

Starts the service on one core and keeps the clients on the others. A model 784-1024-1024-10 is asked for 64 rows at a
time, as a binary tensor: first by a few connections that wait for each answer, which gives the peak; then at several
times that rate, whatever the answers are, with health and metrics asked beside. Exits with 1 if the good answers a
second fall more than a tenth below the peak, if the 99th percentile of their times passes the bound, if an answer is
neither good nor a problem with status 503 and Retry-After, if health or metrics fail or take a second, or if memory
grows by more than 64 MiB from the first quarter to the end.
"""
import argparse
import collections
import json
import os
import random
import resource
import selectors
import socket
import struct
import sys
import time

from service import Service

ROWS = 64
DEFINITION = {
    "input_size": 784,
    "layers": [{"units": 1024, "activation": "relu"}] * 2 + [{"units": 10, "activation": "softmax"}],
}


def prediction():
    """A request of which the rows are binary, as it goes over the wire."""
    values = struct.pack(f"<{ROWS * 784}f", *(random.Random(1).random() for _ in range(ROWS * 784)))
    inputs = {"name": "input", "shape": [ROWS, 784], "datatype": "FP32"}
    inputs["parameters"] = {"binary_data_size": len(values)}
    document = json.dumps({"inputs": [inputs]}).encode()
    head = (
        "POST /v2/models/m/infer HTTP/1.1\r\nHost: overload\r\nContent-Type: application/octet-stream\r\n"
        f"Inference-Header-Content-Length: {len(document)}\r\nContent-Length: {len(document) + len(values)}\r\n\r\n"
    )
    return head.encode() + document + values


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: overload\r\n\r\n".encode()


class Client:
    """A connection, opened anew whenever the service has closed it, with one request under way at most."""

    def __init__(self, load):
        self.load, self.socket, self.mask = load, None, 0

    def ask(self, request):
        self.rest, self.received, self.answer, self.start = memoryview(request), b"", None, time.monotonic()
        if self.socket is None:
            self.socket = socket.socket()
            self.socket.setblocking(False)
            self.socket.connect_ex(self.load.address)
        self.go_on(selectors.EVENT_WRITE)

    def go_on(self, events):
        """Sends and reads as far as it goes."""
        try:
            if events & selectors.EVENT_READ:
                piece = self.socket.recv(1 << 16)
                if not piece:
                    raise ConnectionResetError
                self.received += piece
                self.answer = self.answer or self.read_answer()
            if events & selectors.EVENT_WRITE and self.rest:
                self.rest = self.rest[self.socket.send(self.rest) :]
        except (BlockingIOError, InterruptedError):
            pass
        except OSError as error:
            # An answer that ends the connection may have come before the request was sent.
            kind, _ = self.answer or (type(error).__name__, True)
            self.end(kind, closes=True)
            return
        if self.answer:
            kind, closes = self.answer
            if closes or not self.rest:
                self.end(kind, closes)
                return
        self.watch(selectors.EVENT_READ | (selectors.EVENT_WRITE if self.rest else 0))

    def read_answer(self):
        """What kind of answer is there, and whether it ends the connection; None before all of it is there."""
        head, end, content = self.received.partition(b"\r\n\r\n")
        if not end:
            return None
        lines = head.split(b"\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines[1:])}
        if len(content) < int(fields[b"content-length"]):
            return None
        kind = int(lines[0].split(b" ")[1])
        if kind == 503:
            problem = json.loads(content)
            if not (fields.get(b"retry-after", b"").isdigit() and problem["status"] == 503):
                kind = "a malformed refusal"
        return kind, fields.get(b"connection", b"").lower() == b"close"

    def end(self, kind, closes):
        self.watch(0)
        if closes:
            self.socket.close()
            self.socket = None
        self.load.answers.append((kind, time.monotonic() - self.start))
        self.load.idle.append(self)

    def watch(self, mask):
        """Waits for just that; 0 for nothing."""
        if mask == self.mask:
            return
        if mask == 0:
            self.load.selector.unregister(self.socket)
        elif self.mask == 0:
            self.load.selector.register(self.socket, mask, self)
        else:
            self.load.selector.modify(self.socket, mask, self)
        self.mask = mask


class Load:
    """Many connections to one service, driven by one thread."""

    def __init__(self, service, connections):
        self.address, self.selector = (service.host, service.port), selectors.DefaultSelector()
        self.idle = collections.deque(Client(self) for _ in range(connections))
        self.answers = []

    def run(self, request, rate, seconds, look=lambda: None):
        """Asks for so long; at a rate, or again after each answer without one.

        Returns answers as pairs of a kind and seconds, and how many requests found no connection free.
        """
        self.answers, begin, asked, missed = [], time.monotonic(), 0, 0
        next_look = begin
        while (now := time.monotonic()) < begin + seconds:
            due = len(self.idle) if rate is None else int((now - begin) * rate) - asked
            for _ in range(due):
                asked += 1
                if self.idle:
                    self.idle.popleft().ask(request)
                else:
                    missed += 1
            for key, events in self.selector.select(0.001):
                key.data.go_on(events)
            if now >= next_look:
                look()
                next_look += 0.5
        return list(self.answers), missed

    def drain(self, seconds):
        """Reads what is still on its way; returns whether all of it came."""
        end = time.monotonic() + seconds
        while self.selector.get_map() and time.monotonic() < end:
            for key, events in self.selector.select(0.1):
                key.data.go_on(events)
        return not self.selector.get_map()


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--factor", type=float, default=5)
    parser.add_argument("--bound", type=float, default=10)
    parser.add_argument("--connections", type=int, default=2048)
    arguments = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:1])
    service = Service(arguments.binary)
    os.sched_setaffinity(0, cores[1:] or cores)
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    request = prediction()
    with service:
        service.put("m", DEFINITION)
        few = Load(service, 4)
        few.run(request, None, 2)
        seconds = min(10, arguments.seconds)
        answers, _ = few.run(request, None, seconds)
        peak = sum(kind == 200 for kind, _ in answers) / seconds
        few.drain(10)
        print(f"peak: {peak:.1f} answers a second")

        memory, beside = [], []

        def look():
            memory.append(service.memory("VmRSS"))
            for path in ("/healthz", "/metrics"):
                start = time.monotonic()
                beside.append((service.request("GET", path)[0], time.monotonic() - start))

        many = Load(service, arguments.connections)
        rate = arguments.factor * peak
        answers, missed = many.run(request, rate, arguments.seconds, look)
        is_drained = many.drain(arguments.bound)
    kinds = collections.Counter(kind for kind, _ in answers)
    goodput = kinds[200] / arguments.seconds
    print(f"asked {(len(answers)) / arguments.seconds:.0f} of {rate:.0f} a second: {dict(kinds)}; {missed} found all connections busy")
    print(f"goodput: {goodput:.1f} a second, {100 * goodput / peak:.0f} % of the peak")
    times = {name: [seconds for kind, seconds in answers if kind == code] or [0] for name, code in (("good", 200), ("refused", 503))}
    times["health and metrics"] = [seconds for _, seconds in beside]
    for name, values in times.items():
        p50, p99 = (1000 * percentile(values, share) for share in (0.5, 0.99))
        print(f"{name}: {p50:.1f} ms, 99th percentile {p99:.1f} ms, largest {1000 * max(values):.1f} ms")
    growth = memory[-1] - memory[len(memory) // 4]
    print(f"memory: {memory[-1] >> 20} MiB, grown by {growth / (1 << 20):.1f} MiB")
    faults = []
    if goodput < 0.9 * peak:
        faults.append("the goodput fell by more than a tenth")
    if percentile(times["good"], 0.99) > arguments.bound:
        faults.append("the 99th percentile is above the bound")
    if set(kinds) - {200, 503}:
        faults.append("there are answers that should not be")
    if any(status != 200 or seconds > 1 for status, seconds in beside):
        faults.append("health or metrics failed or were late")
    if not is_drained:
        faults.append("requests were left without an answer")
    if growth > 64 << 20:
        faults.append("the memory grew")
    for fault in faults:
        print(f"overload: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
