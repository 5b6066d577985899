#!/usr/bin/env python3
"""Keeps every kind of client at the service for a long time: soak.py BINARY [--seconds 600] [--seed N]

Good clients (evaluations, models that come and go, streams of lines, compression, metrics, pipelines), bad ones (heads,
JSON, chunks, TLS records and random bytes), slow ones, silent ones that never read and ones that leave by a reset, with
and without TLS. What is judged:

- Every answer to a good client has the bits that it has on a quiet service, and the README's; bad clients get 4xx.
- /readyz is 200 every 100 ms from the first to the last moment.
- Resident memory, from the second sixth to the end: the line that least squares fit through the medians of twelve
  stretches rises by less than 1 MB in 10 minutes. What the allocator keeps of large answers moves by some MB either
  way, so there is the error of that line to add: twice its standard error, which a real leak does not widen, but 3 MB
  at most. Below 3 minutes no line says anything; then the median of the last third may be 8 MB above that of the second.
- Descriptors and threads: the last third has at no time more than the second third had, plus a tenth; below 3 minutes,
  in which the silent clients have not come to their end, no more than there are clients, and a dozen.
- A client that never reads has been let go, by the service and by the kernel, before its own patience ends.
- With all clients gone, no descriptor is left that was not there before them, and the kernel holds no connection of
  the service either; SIGTERM ends it with 0, and no line of its log was lost.
"""
import argparse
import os
import statistics
import sys
import tempfile
import threading
import time

from clients import Clients
from common import Repeated, Service, until

#: How many threads each kind of client has.
THREADS = {"good": 4, "bad": 2, "slow": 6, "silent": 24, "aborted": 2}
#: Short ones, so that every end comes often; half of them is the patience of clients that never read.
PATIENCE = {
    "server__handshake_timeout_seconds": 2,
    "server__head_timeout_seconds": 2,
    "server__body_grace_seconds": 2,
    "server__idle_timeout_seconds": 4,
    "server__write_timeout_seconds": 3,
}


class Samples:
    """What the service takes, each second."""

    def __init__(self, service):
        self.service = service
        self.rows = []
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.thread.join()

    def run(self):
        began = time.monotonic()
        while not self.is_over.wait(1):
            service = self.service
            self.rows.append(
                (time.monotonic() - began, service.figure("VmRSS") / 1e6, service.descriptors(), service.figure("Threads"))
            )

    def part(self, first, last):
        """The rows between two shares of the time."""
        return self.rows[int(len(self.rows) * first):int(len(self.rows) * last)]


def rise(rows, stretches=12):
    """How many MB memory rises in 10 minutes, and the standard error of that."""
    size = len(rows) // stretches
    parts = [rows[index * size:(index + 1) * size] for index in range(stretches)]
    times = [statistics.mean(row[0] for row in part) for part in parts]
    levels = [statistics.median(row[1] for row in part) for part in parts]
    line = statistics.linear_regression(times, levels)
    errors = [level - line.intercept - line.slope * moment for moment, level in zip(times, levels)]
    spread = sum((moment - statistics.mean(times)) ** 2 for moment in times)
    deviation = (sum(error ** 2 for error in errors) / (stretches - 2) / spread) ** 0.5
    return line.slope * 600, deviation * 600


def judge(samples, seconds):
    """Says what is wrong with the samples."""
    wrong = []
    later = samples.part(1 / 6, 1)
    second, last = samples.part(1 / 3, 2 / 3), samples.part(2 / 3, 1)
    levels = [statistics.median(row[1] for row in rows) for rows in (second, last)]
    print(f"resident: median {levels[0]:.1f} MB in the second third, {levels[1]:.1f} MB in the last, "
          f"at most {max(row[1] for row in samples.rows):.1f} MB")
    if seconds >= 180:
        slope, error = rise(later)
        print(f"resident: rises by {slope:.2f} MB in 10 minutes, with a standard error of {error:.2f} MB")
        if slope > 1 + min(2 * error, 3):
            wrong.append("memory grows")
    elif levels[1] > levels[0] + 8:
        wrong.append("memory grows")
    for name, column in (("descriptors", 2), ("threads", 3)):
        most = [max(row[column] for row in rows) for rows in (second, last)]
        print(f"{name}: at most {most[0]} in the second third, {most[1]} in the last")
        allowed = most[0] * 1.1 + 2 if seconds >= 180 else samples.rows[0][column] + sum(THREADS.values()) + 12
        if most[1] > allowed:
            wrong.append(f"{name} grow")
    return wrong


def run(binary, seconds, seed):
    wrong = []
    log = tempfile.TemporaryFile()
    with Service(binary, log=log, log__access="true", log__access_one_of=100, **PATIENCE) as service:
        clients = Clients(service)
        service.ask("GET", "/metrics")
        until(lambda: not service.sockets(), 10)
        before = service.descriptors()

        def ready(_):
            status, content = service.ask("GET", "/readyz", timeout=10)
            assert status == 200, (status, content)

        crowds = [
            Repeated(lambda chance, kind=kind: chance.choice(clients.kinds[kind])(chance), count, name=kind, seed=seed)
            for kind, count in THREADS.items()
        ] + [Repeated(ready, pause=0.1)]
        with Samples(service) as samples:
            for crowd in crowds:
                crowd.__enter__()
            time.sleep(seconds)
        for crowd in crowds:
            crowd.is_over.set()
        for crowd in crowds:
            crowd.__exit__()
            print(f"{crowd.name}: {crowd.count} done, {len(crowd.failures)} failed")
            for failure in sorted(set(crowd.failures))[:5]:
                print(f"  {crowd.failures.count(failure)} x {failure}")
            if crowd.failures or not crowd.count:
                wrong.append(f"{crowd.name} clients failed")
        wrong += judge(samples, seconds)
        # Longer than every deadline together.
        if not until(lambda: not service.sockets(), 12):
            wrong.append(f"the kernel still holds connections, ports, state and unsent bytes: {service.sockets()[:5]}")
        if not until(lambda: service.descriptors() <= before, 12):
            wrong.append(f"{service.descriptors()} descriptors are open, and were {before} before")
        print(f"descriptors: {before} before the clients, {service.descriptors()} after them")
        code = service.stop()
        if code != 0:
            wrong.append(f"exit code {code}")
    log.seek(0)
    lines = log.read().decode().splitlines()
    serious = [line for line in lines if " error " in line or " warning " in line or "were lost" in line]
    print(f"{len(lines)} lines of log, {len(serious)} of them serious")
    if serious:
        wrong.append(f"the log complains: {serious[:3]}")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    wrong = run(options.binary, options.seconds, options.seed)
    for complaint in wrong:
        print(f"FAIL {complaint}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
