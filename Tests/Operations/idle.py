#!/usr/bin/env python3
"""Keeps idle connections open: idle.py BINARY [--connections 10000] [--secure 2000] [--rounds 5]

Each connection has had an answer and stays. Resident memory has to stay below 100 MB with all of them, and requests of
others must not notice them: in rounds, predictions are asked one after the other without the idle connections and with
them, and then without again. The change with them has to be within what the figures without them differ among each
other or within a fifth, whichever is more; of the 99th percentile, half a millisecond is noise in any case. The same over
TLS, for memory alone.
"""
import argparse
import statistics
import sys
import time

from common import Service, allow_descriptors, file, percentile, read_answer, request, until

ASKED = 1500
#: What a busy machine makes of each percentile, in microseconds.
FLOORS = {"p50": 0, "p99": 500}
#: The ports of one address would not do for all.
PER_ADDRESS = 5000


def crowd(service, count, context=None):
    """Opens connections that have had an answer."""
    clients = []
    for index in range(count):
        client = service.client(context, source=f"127.0.0.{2 + index // PER_ADDRESS}")
        client.sendall(request("GET", "/healthz"))
        clients.append(client)
        assert read_answer(client)[0] == 200
    return clients


def leave(service, clients, before):
    for client in clients:
        client.close()
    assert until(lambda: service.descriptors() <= before, 30), "descriptors are left over"


def measure(service):
    """The times of predictions in microseconds."""
    data = request("POST", "/v1/models/iris:predict", b'{"instances": [[5.1, 3.5, 1.4, 0.2]]}')
    times = []
    with service.client() as client:
        for _ in range(ASKED):
            began = time.perf_counter()
            client.sendall(data)
            status, _, content, _ = read_answer(client)
            times.append(1e6 * (time.perf_counter() - began))
            assert status == 200, content
    return percentile(times, 0.5), percentile(times, 0.99)


def judge(name, without, with_them):
    """Compares the figures without idle connections with those that were taken with them."""
    base, loaded = statistics.median(without), statistics.median(with_them)
    noise = max(without) - min(without)
    print(f"{name}: {base:.0f} us without ({min(without):.0f} to {max(without):.0f}), {loaded:.0f} us with them "
          f"({min(with_them):.0f} to {max(with_them):.0f}), ratio {loaded / base:.2f}")
    return [] if loaded - base <= max(noise, 0.2 * base, FLOORS[name]) else [f"{name} is worse with idle connections"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--secure", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    allow_descriptors(options.connections + 200)
    wrong = []
    # They stay idle for as long as this takes, and leave room for the one that asks.
    with Service(options.binary, server__idle_timeout_seconds=3600,
                 server__connections=options.connections + 100) as service:
        assert service.ask("PUT", "/v1/models/iris", file("config/definitions/iris.json"))[0] == 201
        measure(service)
        before, memory = service.descriptors(), service.figure("VmRSS")
        figures = {False: [], True: []}
        for _ in range(options.rounds):
            figures[False].append(measure(service))
            clients = crowd(service, options.connections)
            figures[True].append(measure(service))
            most = service.figure("VmRSS")
            leave(service, clients, before)
        figures[False].append(measure(service))
        print(f"resident: {memory / 1e6:.1f} MB, with {options.connections} idle connections {most / 1e6:.1f} MB")
        if most >= 100e6:
            wrong.append(f"{most / 1e6:.0f} MB are resident")
        for index, name in enumerate(FLOORS):
            wrong += judge(name, *([pair[index] for pair in figures[kind]] for kind in (False, True)))
        memory = service.figure("VmRSS")
        clients = crowd(service, options.secure, service.context())
        most = service.figure("VmRSS")
        print(f"resident: {memory / 1e6:.1f} MB, with {options.secure} idle connections of TLS {most / 1e6:.1f} MB, "
              f"{(most - memory) / options.secure / 1e3:.1f} KB each")
        if most >= 100e6:
            wrong.append(f"{most / 1e6:.0f} MB are resident with connections of TLS")
        leave(service, clients, before)
        if (code := service.stop()) != 0:
            wrong.append(f"exit code {code}")
    for complaint in wrong:
        print(f"FAIL {complaint}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
