#!/usr/bin/env python3
"""Lets slowhttptest attack the service in its four modes: slow.py BINARY [--seconds 30] [--connections 1000]

Slow heads, slow bodies, ranges, and answers that are read slowly, each by so many connections. Meanwhile one prediction
and one look at /healthz go out every 50 ms, each on a connection of its own: none may fail, and 99 of 100 have to be
answered within a quarter of a second. When the attackers are gone, descriptors have to be as few as before, and memory
what it was, plus 16 MB that the allocator may keep.
"""
import argparse
import re
import shutil
import subprocess
import sys
import time

from common import Repeated, Service, allow_descriptors, file, percentile, until

BOUND = 0.25
#: What is slow in each mode, and the options that make it so.
MODES = {
    "heads": ["-H", "-i", "2"],
    "bodies": ["-B", "-i", "2", "-s", "8192", "-t", "POST"],
    "ranges": ["-R", "-a", "10", "-b", "3000"],
    "readers": ["-X", "-w", "512", "-y", "1024", "-n", "5", "-z", "32", "-k", "3"],
}
PATHS = {"bodies": "/v1/evaluate", "readers": "/openapi.yaml"}


class Probe:
    """Asks, and keeps how long that took."""

    def __init__(self, service, method, path, body=None):
        self.service, self.request = service, (method, path, body)
        self.times = []

    def __call__(self, _):
        began = time.monotonic()
        status, content = self.service.ask(*self.request, timeout=10)
        self.times.append(time.monotonic() - began)
        assert status == 200, (status, content[:200])


def attack(service, mode, connections, seconds):
    """Attacks in one mode; returns what is wrong."""
    probes = {
        "prediction": Probe(service, "POST", "/v1/models/iris:predict", b'{"instances": [[5.1, 3.5, 1.4, 0.2]]}'),
        "health": Probe(service, "GET", "/healthz"),
    }
    crowds = [Repeated(probe, pause=0.05, name=name) for name, probe in probes.items()]
    for crowd in crowds:
        crowd.__enter__()
    url = f"http://127.0.0.1:{service.ports[0]}{PATHS.get(mode, '/healthz')}"
    result = subprocess.run(
        ["slowhttptest", "-c", str(connections), "-r", str(max(50, connections // 5)), "-l", str(seconds), "-p", "3",
         "-u", url, *MODES[mode]],
        capture_output=True, text=True, timeout=seconds + 60,
    )
    for crowd in crowds:
        crowd.__exit__()
    wrong = [f"{mode}: {crowd.name}: {failure}" for crowd in crowds for failure in crowd.failures[:3]]
    # The tool asks for itself every second, and writes in colours.
    looks = re.findall(r"service available:\s+(\w+)", re.sub(r"\x1b\[[0-9;]*m", "", result.stdout))
    print(f"{mode}: slowhttptest found the service available {looks.count('YES')} of {len(looks)} times")
    if not looks or set(looks) != {"YES"}:
        wrong.append(f"{mode}: slowhttptest found the service away: {result.stdout[-500:]}")
    for name, probe in probes.items():
        figures = [1000 * percentile(probe.times, share) for share in (0.5, 0.99)]
        print(f"{mode}: {name}: {len(probe.times)} asked, p50 {figures[0]:.1f} ms, p99 {figures[1]:.1f} ms, "
              f"largest {1000 * max(probe.times):.1f} ms")
        if figures[1] > 1000 * BOUND:
            wrong.append(f"{mode}: {name} took {figures[1]:.0f} ms")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--connections", type=int, default=1000)
    options = parser.parse_args()
    assert shutil.which("slowhttptest"), "slowhttptest is not there"
    allow_descriptors(4096)
    wrong = []
    with Service(options.binary, is_secure=False) as service:
        assert service.ask("PUT", "/v1/models/iris", file("config/definitions/iris.json"))[0] == 201
        service.ask("GET", "/openapi.yaml")
        before, memory = service.descriptors(), service.figure("VmRSS")
        for mode in MODES:
            wrong += attack(service, mode, options.connections, options.seconds)
        if not until(lambda: service.descriptors() <= before, 30):
            wrong.append(f"{service.descriptors()} descriptors are open, and were {before} before")
        after = service.figure("VmRSS")
        print(f"resident: {memory / 1e6:.1f} MB before, {after / 1e6:.1f} MB after")
        if after > memory + 16e6:
            wrong.append("memory grew")
        if (code := service.stop()) != 0:
            wrong.append(f"exit code {code}")
    for complaint in wrong:
        print(f"FAIL {complaint}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
