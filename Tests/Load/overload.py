#!/usr/bin/env python3
"""Measures what becomes of requests when many more come than can be computed.

usage: overload.py BINARY [--seconds S] [--factor N] [--bound SECONDS] [--connections N]

Starts the service on one core and keeps the clients on the others. A model 784-1024-1024-10 is asked for 64 rows at a
time, as a binary tensor: first by a few connections that wait for each answer, which gives the peak; then at several
times that rate by connections that do not slow down with the answers. Exits with 1 if the good answers a second fall
more than a tenth below the peak, if the 99th percentile of their times passes the bound, if an answer is neither good
nor a problem with status 503 and Retry-After, or if memory grows by more than 64 MiB from the first quarter to the end.
"""
import argparse
import http.client
import json
import multiprocessing
import os
import random
import struct
import sys
import threading
import time

from service import Service

ROWS = 64
DEFINITION = {
    "input_size": 784,
    "layers": [{"units": 1024, "activation": "relu"}] * 2 + [{"units": 10, "activation": "softmax"}],
}


def message():
    """An inference request whose rows are binary: head and content."""
    values = struct.pack(f"<{ROWS * 784}f", *(random.Random(1).random() for _ in range(ROWS * 784)))
    inputs = {"name": "input", "shape": [ROWS, 784], "datatype": "FP32"}
    inputs["parameters"] = {"binary_data_size": len(values)}
    head = json.dumps({"inputs": [inputs]}).encode()
    headers = {"Inference-Header-Content-Length": str(len(head)), "Content-Type": "application/octet-stream"}
    return headers, head + values


PROCESSES = 8


def ask_by_threads(count, host, port, interval, end, results):
    """Asks by so many connections; puts all answers."""
    answers = []
    threads = [threading.Thread(target=ask, args=(host, port, interval, end, answers)) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.put(answers)


def ask(host, port, interval, end, answers):
    """Asks until the end: one request each interval, late ones at once, or one after the other without an interval."""
    headers, content = message()
    connection, due = None, time.monotonic() + random.random() * (interval or 0)
    while True:
        now = time.monotonic()
        if interval:
            if due > now:
                time.sleep(due - now)
            due += interval
        start = time.monotonic()
        if start >= end:
            break
        try:
            connection = connection or http.client.HTTPConnection(host, port, timeout=60)
            connection.request("POST", "/v2/models/m/infer", content, headers)
            response = connection.getresponse()
            body = response.read()
            kind = response.status
            if kind == 503:
                problem = json.loads(body)
                if not (response.getheader("Retry-After", "").isdigit() and problem["status"] == 503):
                    kind = "a malformed refusal"
            if response.will_close:
                connection.close()
                connection = None
        except (OSError, http.client.HTTPException) as error:
            kind, connection = type(error).__name__, None
        answers.append((kind, time.monotonic() - start))


def run(service, connections, rate, seconds, look=lambda: None):
    """Asks by several processes; returns all answers."""
    results = multiprocessing.Queue()
    end = time.monotonic() + seconds
    interval = connections / rate if rate else None
    count = min(PROCESSES, connections)
    clients = [
        multiprocessing.Process(
            target=ask_by_threads, args=(connections // count, service.host, service.port, interval, end, results)
        )
        for _ in range(count)
    ]
    for client in clients:
        client.start()
    while time.monotonic() < end:
        look()
        time.sleep(0.5)
    answers = [answer for _ in clients for answer in results.get()]
    for client in clients:
        client.join()
    return answers


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--factor", type=float, default=5)
    parser.add_argument("--bound", type=float, default=10)
    parser.add_argument("--connections", type=int, default=1024)
    arguments = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:1])
    service = Service(arguments.binary)
    os.sched_setaffinity(0, cores[1:] or cores)
    with service:
        service.put("m", DEFINITION)
        run(service, 4, None, 2)
        answers = run(service, 4, None, min(10, arguments.seconds))
        peak = sum(kind == 200 for kind, _ in answers) / min(10, arguments.seconds)
        print(f"peak: {peak:.1f} answers a second")
        memory = []
        rate = arguments.factor * peak
        answers = run(
            service, arguments.connections, rate, arguments.seconds, lambda: memory.append(service.memory("VmRSS"))
        )
    kinds = {}
    for kind, _ in answers:
        kinds[kind] = kinds.get(kind, 0) + 1
    goodput = kinds.get(200, 0) / arguments.seconds
    times = sorted(seconds for kind, seconds in answers if kind == 200) or [0]
    refused = sorted(seconds for kind, seconds in answers if kind == 503) or [0]
    growth = memory[-1] - memory[len(memory) // 4]
    print(f"offered {rate:.0f} a second, asked {len(answers) / arguments.seconds:.0f}: {kinds}")
    print(f"goodput: {goodput:.1f} a second, {100 * goodput / peak:.0f} % of the peak")
    for name, values in (("good", times), ("refused", refused)):
        p50, p99 = (values[min(len(values) - 1, int(len(values) * share))] for share in (0.5, 0.99))
        print(f"{name}: {1000 * p50:.1f} ms, 99th percentile {1000 * p99:.1f} ms")
    print(f"memory: {memory[-1] >> 20} MiB, grown by {growth / (1 << 20):.1f} MiB")
    faults = []
    if goodput < 0.9 * peak:
        faults.append("the goodput fell by more than a tenth")
    if times[int(len(times) * 0.99)] > arguments.bound:
        faults.append("the 99th percentile is above the bound")
    if set(kinds) - {200, 503}:
        faults.append(f"answers that should not be: {kinds}")
    if growth > 64 << 20:
        faults.append("the memory grew")
    for fault in faults:
        print(f"overload: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
