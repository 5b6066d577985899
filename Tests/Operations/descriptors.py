#!/usr/bin/env python3
"""Lets the service run out of descriptors: descriptors.py BINARY

With `ulimit -n 64` and hundreds of clients that stay, open connections and models have to be served on, further clients
have to be told at once, the processor has to rest, and everything has to recover when the clients go.
"""
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time

DEFINITION = json.dumps({"layer_sizes": [2, 3], "activations": "relu", "seed": 1})


def processor_seconds(process):
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(binary):
    folder = tempfile.TemporaryDirectory()
    process = subprocess.Popen(
        ["bash", "-c", 'ulimit -n 64; exec "$0" serve --listen tcp://127.0.0.1:0 --models "$1"', binary, folder.name],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        port = int(re.search(r":(\d+)$", process.stdout.readline().strip())[1])
        steady = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

        def ask(method, path, content=None):
            steady.request(method, path, content)
            response = steady.getresponse()
            response.read()
            return response.status

        assert ask("GET", "/readyz") == 200
        clients = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(300)]
        served = told = 0
        for client in clients:
            client.settimeout(0.01)
            try:
                answer = client.recv(100)
                assert answer == b"" or answer.startswith(b"HTTP/1.1 503 "), answer
                told += 1
            except ConnectionResetError:
                told += 1
            except TimeoutError:
                served += 1
        print(f"of {len(clients)} clients {served} are connected, {told} were turned away")
        assert 8 <= served < 64 and told == len(clients) - served
        before = processor_seconds(process)
        time.sleep(3)
        spent = processor_seconds(process) - before
        print(f"the processor was busy for {spent:.2f} of 3 s")
        assert spent < 0.3
        for index in range(20):
            assert ask("PUT", f"/v1/models/m{index}", DEFINITION) == 201
            assert ask("GET", "/healthz") == 200
        for client in clients:
            client.close()
        time.sleep(0.5)
        for _ in range(100):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/readyz")
            assert connection.getresponse().status == 200
            connection.close()
        steady.close()
        process.terminate()
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 0, process.returncode
        print(f"{len(errors.splitlines())} lines of log")
        assert len(errors.splitlines()) < 40, errors
    finally:
        process.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
