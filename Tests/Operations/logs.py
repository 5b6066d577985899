#!/usr/bin/env python3
"""Takes away the room for logs and gives it back: logs.py BINARY

The access log is on. First its file is on a disk of 256 KB that fills, or, where nothing may be mounted, behind a limit
on the size of files; then it is a pipe that nobody reads. The service has to answer all the while as if nothing was,
hold no more memory than the lines that may wait, and go on by itself once there is room, with whole lines and with the
number of those that were lost.
"""
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

from common import Service, read_answer, request, until

#: So many lines are far more than the disk, the pipe and the writer hold together.
REQUESTS = 12_000
SETTINGS = {"log__access": "true", "log__format": "json"}


def ask(service, count):
    """Asks for health on one connection; returns the longest time of an answer."""
    longest = 0.0
    data = request("GET", "/healthz")
    with service.client() as client:
        for _ in range(count):
            began = time.monotonic()
            client.sendall(data)
            assert read_answer(client)[0] == 200
            longest = max(longest, time.monotonic() - began)
    return longest


def is_whole(line):
    """Whether a line is one of the log, or says how many were lost."""
    if line.endswith(b"log lines were lost"):
        return line.split(b" ")[0].isdigit()
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def judge(name, service, before, longest, lines, after):
    """Says what is wrong with a log that had no room for a while."""
    lost = sum(int(line.split()[0]) for line in lines if line.endswith(b"were lost"))
    torn = [line for line in lines if not is_whole(line)]
    growth = service.figure("VmRSS") - before
    print(f"{name}: {len(lines)} lines are there, {lost} were lost, {len(torn)} are torn; longest answer "
          f"{1000 * longest:.1f} ms, memory {growth / 1e6:+.1f} MB")
    wrong = []
    if lost == 0:
        wrong.append("no line was lost, or none was told")
    if after == 0:
        wrong.append("no line came after there was room again")
    # Where the disk was full in the middle of a line, that line stays as it is, and is the only one.
    if len(torn) > 1 or any(b"}{" in line for line in torn):
        wrong.append(f"torn lines: {torn[:3]}")
    if longest > 1:
        wrong.append(f"an answer took {longest:.1f} s")
    if growth > 12e6:
        wrong.append("memory grew")
    if (code := service.stop()) != 0:
        wrong.append(f"exit code {code}")
    return [f"{name}: {complaint}" for complaint in wrong]


def full_disk(binary):
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True)
        if result.returncode != 0:
            print("full disk: SKIPPED, nothing may be mounted here")
            return []
        try:
            path = os.path.join(folder, "log")
            with open(path, "ab") as log, Service(binary, log=log, is_secure=False, **SETTINGS) as service:
                ask(service, 200)
                before = service.figure("VmRSS")
                longest = ask(service, REQUESTS)
                with open(path, "rb") as file:
                    lines = file.read().split(b"\n")
                # As logrotate does it with copytruncate.
                os.truncate(path, 0)
                ask(service, 100)
                assert until(lambda: os.path.getsize(path) > 1000, 5), "nothing is logged"
                time.sleep(0.2)
                with open(path, "rb") as file:
                    later = [line for line in file.read().split(b"\n") if line]
                wrong = judge("full disk", service, before, longest, [line for line in lines if line] + later, len(later))
                # What the disk had no room for is the end of the first file, and nowhere else.
                wrong += [f"full disk: a torn line after there was room: {line}" for line in later[1:] if not is_whole(line)]
            return wrong
        finally:
            subprocess.run(["umount", folder], check=True)


def stuck_pipe(binary):
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as log, Service(binary, log=log, is_secure=False, **SETTINGS) as service:
        log.close()
        before = service.figure("VmRSS")
        longest = ask(service, REQUESTS)
        content = bytearray()

        def read():
            while piece := os.read(reading, 1 << 16):
                content.extend(piece)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        time.sleep(0.5)
        marker = len(content)
        ask(service, 100)
        assert until(lambda: len(content) > marker, 5), "nothing is logged"
        time.sleep(0.2)
        lines = [line for line in bytes(content).split(b"\n") if line]
        wrong = judge("stuck pipe", service, before, longest, lines, len(content) - marker)
    reader.join(timeout=10)
    os.close(reading)
    return wrong


def main(binary):
    wrong = full_disk(binary) + stuck_pipe(binary)
    for complaint in wrong:
        print(f"FAIL {complaint}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
