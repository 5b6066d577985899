#!/usr/bin/env python3
"""Kills a server at random moments while clients change its models, and compares what it has after each start with what
it had acknowledged.

usage: crashes.py BINARY [--operations N] [--kills N] [--clients N] [--seed N]

Every client has names of its own, so that it knows the state of each: none, or version, fingerprint and parameters. An
operation that was under way when the server died may have happened or not, but wholly; all others must be as they were
acknowledged. After each start the folder must hold nothing but the models.
"""
import argparse
import hashlib
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time

NAMES_PER_CLIENT = 3
FILES = {"definition.json", "model.json"}


def definition(size, units, seed):
    return {"layer_sizes": [size, units, 2], "activations": ["tanh", "softmax"], "seed": seed}


def safetensors(tensors):
    """The bytes of a file of F32 tensors: name, shape, values."""
    header, data = {}, b""
    for name, shape, values in tensors:
        raw = struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def data_of(file):
    return file[8 + struct.unpack("<Q", file[:8])[0]:]


class Network:
    """A definition, its canonical form as the fingerprint wants it, and the shapes of its parameters."""

    def __init__(self, server, size, units, seed):
        self.body = json.dumps(definition(size, units, seed)).encode()
        status, answer = server.ask("POST", "/v1/validate", self.body)
        assert status == 200, answer
        answer = json.loads(answer)
        text = json.dumps(answer["definition"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        self.canonical = text.encode()
        self.definition = answer["definition"]
        self.shapes = [("layers.0.weight", [units, size]), ("layers.0.bias", [units]),
                       ("layers.1.weight", [2, units]), ("layers.1.bias", [2])]
        assert self.fingerprint(b"") == answer["network"]["fingerprint"], "the fingerprint as it is documented"

    def fingerprint(self, data):
        return "sha256:" + hashlib.sha256(self.canonical + data).hexdigest()

    def parameters(self, rng):
        tensors = []
        for name, shape in self.shapes:
            count = shape[0] * (shape[1] if len(shape) > 1 else 1)
            tensors.append((name, shape, [rng.uniform(-1, 1) for _ in range(count)]))
        return safetensors(tensors)


class Server:
    def __init__(self, binary, folder):
        self.process = subprocess.Popen([binary, "serve", "--listen", "tcp://127.0.0.1:0", "--models", folder], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on http://"):
            raise SystemExit(f"error: the server did not start: {self.process.stderr.read()}")
        self.port = int(line.rsplit(":", 1)[1])
        # Nobody reads the log, so it must not fill its pipe.
        self.log = threading.Thread(target=self.process.stderr.read, daemon=True)
        self.log.start()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def ask(self, method, path, body=None, connection=None, kind="application/json"):
        own = connection or self.connect()
        own.request(method, path, body=body, headers={"Content-Type": kind} if body is not None else {})
        response = own.getresponse()
        content = response.read()
        if connection is None:
            own.close()
        return response.status, content

    def end(self, number):
        self.process.send_signal(number)
        status = self.process.wait(timeout=60)
        self.process.stdout.close()
        return status


class Client(threading.Thread):
    """Changes its models, one operation after another, until told to stop or the server is gone."""

    def __init__(self, run, index):
        super().__init__(daemon=True)
        self.run_, self.index = run, index
        self.rng = random.Random(run.seed * 1000 + index)
        self.names = [f"m{index}.{n}" for n in range(NAMES_PER_CLIENT)]

    def run(self):
        run = self.run_
        try:
            while True:
                run.go.acquire()
                if run.is_over:
                    return
                self.work(run.server)
                run.parked.release()
        except BaseException as error:  # pylint: disable=broad-except
            run.failures.append(f"client {self.index}: {error!r}")
            run.parked.release()
            raise

    def work(self, server):
        run, connection = self.run_, server.connect()
        while run.may_begin():
            name = self.rng.choice(self.names)
            before = run.states.get(name)
            method, path, body, kind, after = self.choose(name, before)
            run.under_way[name] = (before, after)
            try:
                status, content = server.ask(method, path, body, connection, kind)
            except (OSError, http.client.HTTPException):
                connection.close()
                return
            expected = {"DELETE": {204}, "POST": {200}}.get(method, {200 if before else 201})
            if status not in expected:
                raise AssertionError(f"{method} {path}: {status} {content[:300]!r}")
            if method == "PUT":
                answer = json.loads(content)
                found = answer["version"], answer["fingerprint"]
                if found != (str(after["version"]), after["fingerprint"]):
                    raise AssertionError(f"{method} {path}: {found} instead of {after}")
            del run.under_way[name]
            if after is None:
                run.states.pop(name, None)
            else:
                run.states[name] = after
            run.count(method if method != "PUT" else kind)
        connection.close()

    def choose(self, name, before):
        path = f"/v1/models/{name}"
        choice = self.rng.random()
        if before is None or choice < 0.4:
            network = self.rng.choice(self.run_.networks)
            after = {"version": (before or {"version": 0})["version"] + 1, "network": network, "data": b"",
                     "fingerprint": network.fingerprint(b"")}
            return "PUT", path, network.body, "application/json", after
        if choice < 0.65:
            file = before["network"].parameters(self.rng)
            data = data_of(file)
            after = dict(before, version=before["version"] + 1, data=data,
                         fingerprint=before["network"].fingerprint(data))
            return "PUT", path + "/parameters", file, "application/vnd.safetensors", after
        if choice < 0.85:
            return "DELETE", path, None, None, None
        return "POST", f"/v2/repository/models/{name}/load", b"{}", "application/json", before


class Run:
    def __init__(self, options, folder):
        self.binary, self.seed, self.folder = options.binary, options.seed, folder
        self.operations, self.begun, self.done, self.counts = options.operations, 0, 0, {}
        self.lock = threading.Lock()
        self.states, self.under_way, self.failures = {}, {}, []
        self.go, self.parked = threading.Semaphore(0), threading.Semaphore(0)
        self.is_over = False
        self.server = Server(self.binary, folder)
        self.networks = [Network(self.server, size, units, seed)
                         for seed, (size, units) in enumerate([(2, 3), (4, 16), (30, 40), (100, 300)])]

    def may_begin(self):
        with self.lock:
            self.begun += 1
            return self.begun <= self.operations

    def count(self, kind):
        with self.lock:
            self.done += 1
            self.counts[kind] = self.counts.get(kind, 0) + 1

    def wait_for(self, done):
        while self.done < done and self.begun < self.operations and not self.failures:
            time.sleep(0.0005)

    def verify(self):
        """Everything is as it was acknowledged, or as the one operation under way makes it; that is then the state."""
        either = 0
        names = set(self.states) | set(self.under_way)
        for name in sorted(names):
            possible = list(self.under_way.get(name, (self.states.get(name),)))
            found = self.look(name)
            matching = [state for state in possible if same(found, state)]
            if not matching:
                raise SystemExit(f"error: {name} is {found}, and should be one of {[brief(s) for s in possible]}")
            if name in self.under_way:
                either += 1
            if matching[0] is None:
                self.states.pop(name, None)
            else:
                self.states[name] = matching[0]
        self.under_way.clear()
        status, listing = self.server.ask("GET", "/v1/models")
        assert status == 200 and json.loads(listing)["models"] == sorted(self.states), listing
        entries = set(os.listdir(self.folder))
        if entries != set(self.states) | {".lock"}:
            raise SystemExit(f"error: the folder holds {sorted(entries)}")
        for name, state in self.states.items():
            files = set(os.listdir(pathlib.Path(self.folder) / name))
            if files != FILES | ({"parameters.safetensors"} if state["data"] else set()):
                raise SystemExit(f"error: {name} holds {sorted(files)}")
        return either

    def look(self, name):
        status, content = self.server.ask("GET", f"/v1/models/{name}")
        if status == 404:
            return None
        assert status == 200, (status, content)
        answer = json.loads(content)
        found = {key: answer[key] for key in ("version", "fingerprint", "parameters", "ready", "durable", "definition")}
        found["data"] = b""
        if answer["parameters"] == "stored":
            status, file = self.server.ask("GET", f"/v1/models/{name}/parameters")
            assert status == 200, status
            found["data"] = data_of(file)
        return found


def same(found, state):
    if found is None or state is None:
        return found is None and state is None
    return (found["version"] == str(state["version"]) and found["fingerprint"] == state["fingerprint"]
            and found["data"] == state["data"] and found["definition"] == state["network"].definition
            and found["ready"] is True and found["durable"] is True)


def brief(state):
    return state and (state["version"], state["fingerprint"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("--operations", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    folder = tempfile.mkdtemp()
    began = time.monotonic()
    run = Run(options, folder)
    try:
        clients = [Client(run, index) for index in range(options.clients)]
        for client in clients:
            client.start()
        interrupted = 0
        share = options.operations / (options.kills + 1)
        for kill in range(options.kills + 1):
            run.go.release(options.clients)
            if kill < options.kills:
                run.wait_for(int(share * (kill + 1)) + rng.randrange(-8, 8))
                time.sleep(rng.random() * 0.01)
                run.server.end(signal.SIGKILL)
            for _ in clients:
                run.parked.acquire()
            if run.failures:
                raise SystemExit("error: " + "; ".join(run.failures))
            if kill == options.kills:
                assert run.server.end(signal.SIGTERM) == 0
            run.server = Server(run.binary, folder)
            interrupted += run.verify()
        run.is_over = True
        run.go.release(options.clients)
        for client in clients:
            client.join(timeout=30)
        assert run.server.end(signal.SIGTERM) == 0
        assert not any(entry.startswith(".") and entry != ".lock" for entry in os.listdir(folder))
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(run.counts.items()))
        print(f"{run.done} operations acknowledged ({kinds}), {options.kills} kills, {interrupted} operations interrupted, "
              f"{len(run.states)} models at the end, {time.monotonic() - began:.0f} s: nothing lost, nothing in part")
        if interrupted < options.kills // 2 or run.done < options.operations * 3 // 4:
            raise SystemExit("error: too little was interrupted for this to mean anything")
    finally:
        if run.server.process.poll() is None:
            run.server.process.kill()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
