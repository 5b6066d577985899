#!/usr/bin/env python3
"""Keeps every kind of client at the service for a long time: soak.py BINARY [--seconds 600] [--seed N]

Good clients (evaluations, models that come and go, streams of lines, compression, metrics, pipelines), bad ones (heads,
JSON, chunks, TLS records and random bytes), slow ones, silent ones that never read and ones that leave by a reset, with
and without TLS. What is judged:

- Every answer to a good client has the bits that it has on a quiet service, and the README's; bad clients get 4xx.
- /readyz is 200 every 100 ms from the first to the last moment.
- Resident memory is looked at when all clients have gone, after every minute of them, since what is held while they
  are there is theirs: two dozen of them leave large answers unread. A quiet service has to give back what it took, but
  for 24 MB above what it had before the first of them. From the second sixth to the end, the line that least squares
  fit through these figures rises by less than 1 MB in 10 minutes. To that comes the error of the line, for there is
  some memory in which something small is left: twice its standard error, which a real leak does not widen, but 3 MB at
  most. Below 3 minutes no line says anything; then the last figure may be 8 MB above the first.
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
#: A quiet service gives memory back within this time: it looks every 5 s whether it has been quiet for 5 s.
QUIET = 11


class Samples:
    """What the service takes, each second in which there are clients."""

    def __init__(self, service):
        self.service = service
        self.rows = []
        self.has_clients = threading.Event()
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.thread.join()

    def run(self):
        while not self.is_over.wait(1):
            if self.has_clients.is_set():
                service = self.service
                self.rows.append((service.figure("VmRSS") / 1e6, service.descriptors(), service.figure("Threads")))

    def part(self, first, last):
        """The rows between two shares of the time."""
        return self.rows[int(len(self.rows) * first):int(len(self.rows) * last)]


def rise(levels, seconds):
    """How many MB memory rises in 10 minutes of clients, and the standard error of that.

    `levels` are what it was, each so many seconds after the one before.
    """
    times = [seconds * index for index in range(len(levels))]
    line = statistics.linear_regression(times, levels)
    errors = [level - line.intercept - line.slope * moment for moment, level in zip(times, levels)]
    spread = sum((moment - statistics.mean(times)) ** 2 for moment in times)
    deviation = (sum(error ** 2 for error in errors) / (len(levels) - 2) / spread) ** 0.5
    return line.slope * 600, deviation * 600


def judge(samples, levels, seconds):
    """Says what is wrong with the samples, and with the memory of quiet moments before and after each stretch."""
    wrong = []
    print("resident: " + ", ".join(f"{level:.1f}" for level in levels) + " MB in quiet moments, at most "
          f"{max(row[0] for row in samples.rows):.1f} MB with clients")
    first, *levels = levels
    if max(levels) > first + 24:
        wrong.append("memory is kept")
    if seconds >= 180:
        slope, error = rise(levels[(len(levels) + 5) // 6:], seconds / len(levels))
        print(f"resident: rises by {slope:.2f} MB in 10 minutes, with a standard error of {error:.2f} MB")
        if slope > 1 + min(2 * error, 3):
            wrong.append("memory grows")
    elif levels[-1] > levels[0] + 8:
        wrong.append("memory grows")
    second, last = samples.part(1 / 3, 2 / 3), samples.part(2 / 3, 1)
    for name, column in (("descriptors", 1), ("threads", 2)):
        most = [max(row[column] for row in rows) for rows in (second, last)]
        print(f"{name}: at most {most[0]} in the second third, {most[1]} in the last")
        allowed = most[0] * 1.1 + 2 if seconds >= 180 else samples.rows[0][column] + sum(THREADS.values()) + 12
        if most[1] > allowed:
            wrong.append(f"{name} grow")
    return wrong


def stretch(clients, seconds, seed):
    """Lets all kinds of clients come for some time; returns what they did."""
    crowds = [
        Repeated(lambda chance, kind=kind: chance.choice(clients.kinds[kind])(chance), count, name=kind, seed=seed)
        for kind, count in THREADS.items()
    ]
    for crowd in crowds:
        crowd.__enter__()
    time.sleep(seconds)
    for crowd in crowds:
        crowd.is_over.set()
    for crowd in crowds:
        crowd.__exit__()
    return crowds


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

        def resident():
            time.sleep(QUIET)
            return service.figure("VmRSS") / 1e6

        count = max(2, int(seconds // 60))
        crowds = []
        levels = [resident()]
        with Repeated(ready, pause=0.1) as readiness, Samples(service) as samples:
            for index in range(count):
                samples.has_clients.set()
                crowds += stretch(clients, seconds / count, f"{seed} {index}")
                samples.has_clients.clear()
                # Longer than every deadline together.
                if not until(lambda: not service.sockets(), 12):
                    wrong.append(f"the kernel still holds connections, ports, state and unsent bytes: {service.sockets()[:5]}")
                levels.append(resident())
        for name in [*THREADS, "ready"]:
            alike = [crowd for crowd in [*crowds, readiness] if crowd.name == name]
            done = sum(crowd.count for crowd in alike)
            failures = [failure for crowd in alike for failure in crowd.failures]
            print(f"{name}: {done} done, {len(failures)} failed")
            for failure in sorted(set(failures))[:5]:
                print(f"  {failures.count(failure)} x {failure}")
            if failures or not done:
                wrong.append(f"{name} clients failed")
        wrong += judge(samples, levels, seconds)
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
    parser.add_argument("--seconds", type=float, default=600, help="how long there are clients, in all")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    wrong = run(options.binary, options.seconds, options.seed)
    for complaint in wrong:
        print(f"FAIL {complaint}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
