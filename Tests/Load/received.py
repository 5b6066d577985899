#!/usr/bin/env python3
"""Measures what clients cost that begin large bodies and do not end them.

usage: received.py BINARY

Starts the service and lets 24 clients send bodies of 57 MiB but for their last byte, then 6 clients parameters of
476 MiB each. Exits with 1 if the service takes more memory than the common limit on received bytes, one body beyond it
and 160 MiB for itself, if a refusal is anything but a problem with status 503 and Retry-After, or if small requests
fail meanwhile.
"""
import argparse
import json
import select
import socket
import sys
import threading
import time

from service import Service

LIMIT = 256 << 20
OWN = 160 << 20
DEFINITION = {"input_size": 4, "layers": [{"units": 3, "activation": "softmax"}]}


def begin(service, method, path, length, refusals):
    """Sends all of a body but the last byte, or as much as the service takes."""
    client = socket.create_connection((service.host, service.port), timeout=20)
    head = f"{method} {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    client.sendall(head.encode())
    piece = b" " * (1 << 20)
    left = length - 1
    try:
        while left > 0 and not select.select([client], [], [], 0)[0]:
            left -= client.send(piece[: min(left, len(piece))])
        if left > 0:
            refusals.append(client.recv(65536).decode())
    except OSError as error:
        refusals.append(str(error))
    return client


def attack(service, name, count, *request):
    before = service.memory("VmRSS")
    refusals, clients = [], []
    threads = [
        threading.Thread(target=lambda: clients.append(begin(service, *request, refusals))) for _ in range(count)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(1)
    held = service.memory("VmRSS")
    status, _ = service.request("POST", "/v1/models/small:predict", json.dumps({"instances": [[1, 2, 3, 4]]}))
    print(f"{name}: {count - len(refusals)} held, {len(refusals)} refused; {held >> 20} MiB, before {before >> 20} MiB")
    for client in clients:
        client.close()
    well_formed = [r for r in refusals if r.startswith("HTTP/1.1 503 ") and "Retry-After: " in r and "memory-full" in r]
    faults = []
    if held > LIMIT + request[2] + OWN:
        faults.append("too much memory")
    if len(well_formed) != len(refusals):
        faults.append(f"refusals: {[r[:200] for r in refusals if r not in well_formed][:3]}")
    if status != 200:
        faults.append(f"a small request was answered {status}")
    return faults


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "))
    parser.add_argument("binary")
    arguments = parser.parse_args()
    with Service(arguments.binary) as service:
        service.put("small", DEFINITION)
        faults = attack(service, "bodies", 24, "POST", "/v1/evaluate", 57 << 20)
        faults += attack(service, "parameters", 6, "PUT", "/v1/models/small/parameters", 476 << 20)
    for fault in faults:
        print(f"received: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
