#!/usr/bin/env python3
"""Takes away the room for logs and gives it back: logs.py BINARY

The access log is on. First its file is on a disk of 256 KB that fills, or, where nothing may be mounted, behind a limit
on the size of files; then it is a pipe that nobody reads. The service has to answer all the while as if nothing was,
hold no more memory than the lines that may wait, and go on by itself once there is room, with whole lines and with the
number of those that were lost.
"""
import json
import os
import resource
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


def judge(name, service, before, longest, lines, after, asked):
    """Says what is wrong with a log that had no room for a while, in which so many requests were asked."""
    lost = sum(int(line.split()[0]) for line in lines if line.endswith(b"were lost"))
    torn = [line for line in lines if not is_whole(line)]
    growth = service.figure("VmRSS") - before
    print(f"{name}: {len(lines)} lines are there, {lost} were lost, {len(torn)} are torn; longest answer "
          f"{1000 * longest:.1f} ms, memory {growth / 1e6:+.1f} MB")
    wrong = []
    if lost == 0:
        wrong.append("no line was lost, or none was told")
    # Each request is one line, which is there or was lost; one that broke off in the middle may be either.
    answered = sum(is_whole(line) and b'"/healthz"' in line for line in lines)
    if not 0 <= asked - answered - lost <= len(torn):
        wrong.append(f"of {asked} requests {answered} have a line, and {lost} lines were lost")
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
    """Logs into a file on a disk that fills; where nothing may be mounted, into one that may not grow."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True)
        name = "full disk" if mounted.returncode == 0 else "a file that may not grow"
        try:
            return fill(binary, name, os.path.join(folder, "log"), None if mounted.returncode == 0 else forbid_growth)
        finally:
            if mounted.returncode == 0:
                subprocess.run(["umount", folder], check=True)


def forbid_growth():
    """Lets this process write no file beyond the size of the disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 18, 1 << 18))


def fill(binary, name, path, prepare):
    with open(path, "ab") as log, Service(binary, log=log, is_secure=False, prepare=prepare, **SETTINGS) as service:
        ask(service, 200)
        before = service.figure("VmRSS")
        longest = ask(service, REQUESTS)
        lines = read_lines(path)
        # As logrotate does it with copytruncate.
        os.truncate(path, 0)
        ask(service, 100)
        assert until(lambda: os.path.getsize(path) > 1000, 5), "nothing is logged"
        time.sleep(0.2)
        later = read_lines(path)
        wrong = judge(name, service, before, longest, lines + later, len(later), REQUESTS + 300)
        # What there was no room for is the end of the first file, and nowhere else.
        return wrong + [f"{name}: a torn line after there was room: {line}" for line in later[1:] if not is_whole(line)]


def read_lines(path):
    with open(path, "rb") as file:
        return [line for line in file.read().split(b"\n") if line]


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
        wrong = judge("stuck pipe", service, before, longest, lines, len(content) - marker, REQUESTS + 100)
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
