#!/usr/bin/env python3
"""Measures a release binary: its size when stripped, how fast it is ready, and its memory when idle.

usage: footprint.py BINARY
"""
import os
import signal
import subprocess
import sys
import tempfile
import time

SIZE_LIMIT_MB = 20
READY_LIMIT_MS = 100
MEMORY_LIMIT_MB = 25


def resident_mb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        for line in file:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        stripped = os.path.join(folder, "stripped")
        subprocess.run(["strip", "-o", stripped, binary], check=True)
        size = os.path.getsize(stripped) / 1e6

    ready, memory = [], []
    for _ in range(7):
        began = time.monotonic()
        server = subprocess.Popen([binary, "serve", "--listen", "tcp://127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = server.stdout.readline()
        ready.append((time.monotonic() - began) * 1000)
        assert line.startswith(b"listening on http://"), line
        time.sleep(0.2)
        memory.append(resident_mb(server.pid))
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0
    # The least one: what the program needs, without what else the machine was doing.
    figures = [
        ("stripped size", size, SIZE_LIMIT_MB, "MB"),
        ("ready after exec", min(ready), READY_LIMIT_MS, "ms"),
        ("idle memory", max(memory), MEMORY_LIMIT_MB, "MB"),
    ]
    for name, value, limit, unit in figures:
        print(f"{name}: {value:.1f} {unit} (limit {limit})")
    print("ready, all runs:", " ".join(f"{value:.1f}" for value in sorted(ready)), "ms")
    return 0 if all(value < limit for _, value, limit, _ in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
