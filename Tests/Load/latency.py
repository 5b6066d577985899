#!/usr/bin/env python3
"""Measures predictions on a small model while the largest admitted evaluations run.

usage: latency.py BINARY [--seconds S] [--bound MILLISECONDS] [--evaluations N]

Starts the service on a free port, keeps a network 4-16-3 as a model and asks it for predictions, one after another:
of one row, which a reactor computes in place, and of 2,000, which the compute pool does. Then it posts evaluations
of nearly 10^12 multiply-adds each, and asks again while they run. Exits with 1 if, while they run, the 99th
percentile of either is above the bound plus what it is alone, so that a busy machine is not blamed on them; if a prediction fails, or if an evaluation was over before the measurement.
"""
import argparse
import http.client
import json
import re
import subprocess
import sys
import threading
import time

SMALL = {
    "input_size": 4,
    "seed": 42,
    "layers": [{"units": 16, "activation": "relu"}, {"units": 3, "activation": "softmax"}],
}
# 16 inputs, 15 layers of 1,024 units: 14.7 million multiply-adds a row, 0.96 * 10^12 of 65,536 rows.
ROWS = 65_536
LARGE = {
    "input_size": 16,
    "layers": [{"units": 1024, "activation": "relu"}] * 15 + [{"units": 1, "activation": "identity"}],
}
ROW = [5.1, 3.5, 1.4, 0.2]


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Client:
    def __init__(self, host, port):
        self.connection = http.client.HTTPConnection(host, port, timeout=60)

    def send(self, method, path, content):
        self.connection.request(method, path, content, {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        return response.status, response.read()


class Predictions:
    """Asks for predictions, by the route for kept models where there is one, and otherwise with the definition."""

    def __init__(self, host, port):
        self.client = Client(host, port)
        status, _ = self.client.send("PUT", "/v1/models/small", json.dumps(SMALL))
        self.is_kept = status in (200, 201)

    def measure(self, rows, seconds):
        """Asks for predictions of so many rows for some seconds; returns milliseconds."""
        inputs = [ROW] * rows
        if self.is_kept:
            path, content = "/v1/models/small:predict", json.dumps({"instances": inputs})
        else:
            path = "/v1/evaluate"
            content = json.dumps({"network": SMALL, "inputs": inputs, "include": ["outputs"]})
        times = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            start = time.monotonic()
            status, answer = self.client.send("POST", path, content)
            times.append(1000 * (time.monotonic() - start))
            if status != 200:
                sys.exit(f"latency: {path} answered {status}: {answer[:500]}")
        return times


def evaluate(host, port, answers):
    content = json.dumps({"network": LARGE, "inputs": [[0] * 16] * ROWS, "include": ["outputs"]})
    try:
        status, answer = Client(host, port).send("POST", "/v1/evaluate", content)
        answers.append(f"{status}: {answer[:300]}")
    except OSError:
        pass
    except http.client.HTTPException:
        pass


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--bound", type=float, default=50)
    parser.add_argument("--evaluations", type=int, default=2)
    options = parser.parse_args()
    service = subprocess.Popen([options.binary, "serve", "--listen", "tcp://127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
    try:
        line = service.stdout.readline()
        host, port = re.search(r"http://(.+):(\d+)", line).groups()
        sys.exit(0 if holds(host, int(port), options) else 1)
    finally:
        service.kill()
        service.wait()


def holds(host, port, options):
    predictions = Predictions(host, port)
    print("kept model" if predictions.is_kept else "definition sent along")
    print(f"{'':>20} {'rows':>5} {'requests':>9} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8}")
    is_good = True
    answers, alone = [], {}
    for label in ("alone", "under load"):
        if label == "under load":
            for _ in range(options.evaluations):
                threading.Thread(target=evaluate, args=(host, port, answers), daemon=True).start()
            # Until the evaluations have been sent and read.
            time.sleep(3)
        for rows in (1, 2000):
            times = predictions.measure(rows, options.seconds)
            p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
            print(f"{label:>20} {rows:>5} {len(times):>9} {p50:>8.2f} {p99:>8.2f} {max(times):>8.2f}", flush=True)
            if label == "alone":
                alone[rows] = p99
            elif p99 > options.bound + alone[rows]:
                print(f"latency: p99 is above {options.bound:g} ms and {alone[rows]:.2f} ms alone")
                is_good = False
    if answers:
        print(f"latency: {len(answers)} evaluations were over too soon: {answers}")
        is_good = False
    return is_good


if __name__ == "__main__":
    main()
