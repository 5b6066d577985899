#!/usr/bin/env python3
"""Restarts under load without a failed request: restarts.py BINARY [--restarts N] [--only PHASE]

Two replicas run behind HAProxy, then behind nginx, then one after the other on the socket of a supervisor, and are
restarted by SIGTERM while clients send requests; every one has to be answered 200. Last, a replica behind HAProxy is
stopped by SIGSTOP and goes on by SIGCONT. Everything is on the loopback interface.
"""
import argparse
import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

REQUEST = os.path.join(os.path.dirname(__file__), "../../config/requests/iris.json")
CLIENTS = 8
LAME_DUCK = "0.6"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Replica:
    """A process of the service, on a port of its own or on a socket that is handed to it."""

    def __init__(self, binary, port=None, inherited=None):
        environment = dict(os.environ, FEEDFORWARD__SERVER__LAME_DUCK_SECONDS=LAME_DUCK)
        if inherited is None:
            command, passed = [binary, "serve", "--listen", f"tcp://127.0.0.1:{port}"], ()
        else:
            script = f'exec 3<&{inherited}; LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" serve'
            command, passed = ["bash", "-c", script, binary], (inherited,)
        self.process = subprocess.Popen(
            command,
            env=environment,
            pass_fds=passed,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        line = self.process.stdout.readline()
        assert line.startswith("listening on http://"), f"the service did not start: {line!r}"

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=30)
        assert status == 0, f"exit code {status}"


class Load:
    """Clients that send one request after the other until the end of a `with` block."""

    def __init__(self, port):
        self.port = port
        self.is_over = False
        self.answered = [0] * CLIENTS
        self.failures = []
        self.longest = 0.0
        with open(REQUEST, "rb") as file:
            self.content = file.read()
        self.threads = [threading.Thread(target=self.run, args=(index,)) for index in range(CLIENTS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over = True
        for thread in self.threads:
            thread.join()

    def run(self, index):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        while not self.is_over:
            began = time.monotonic()
            try:
                connection.request("POST", "/v1/evaluate", self.content, {"Content-Type": "application/json"})
                response = connection.getresponse()
                response.read()
                if response.status == 200:
                    self.answered[index] += 1
                else:
                    self.failures.append(f"status {response.status}")
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(repr(error))
                connection.close()
            self.longest = max(self.longest, time.monotonic() - began)
            # Two cores are shared with the proxies and the replicas; it is not their speed that is asked for.
            time.sleep(0.002)
        connection.close()

    def report(self, name):
        print(
            f"{name}: {sum(self.answered)} requests answered, {len(self.failures)} failed, "
            f"the longest took {self.longest * 1000:.0f} ms",
            flush=True,
        )
        for failure in sorted(set(self.failures)):
            print(f"  {self.failures.count(failure)} x {failure}")
        return not self.failures and sum(self.answered) > 100


HAPROXY = """
global
    maxconn 500
defaults
    mode http
    retries 3
    option redispatch
    timeout connect 2s
    timeout client 20s
    timeout server 20s
listen service
    bind 127.0.0.1:{front}
    option httpchk GET /readyz
    http-check expect status 200
    server a 127.0.0.1:{ports[0]} check inter 100ms fall 1 rise 1
    server b 127.0.0.1:{ports[1]} check inter 100ms fall 1 rise 1
"""

NGINX = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 500; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream service {{
        server 127.0.0.1:{ports[0]} max_fails=0;
        server 127.0.0.1:{ports[1]} max_fails=0;
        keepalive 16;
    }}
    server {{
        listen 127.0.0.1:{front};
        location / {{
            proxy_pass http://service;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_next_upstream error timeout;
        }}
    }}
}}
"""


@contextlib.contextmanager
def proxy(name, text, ports):
    """Runs a proxy in front of two ports; gives its own."""
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    assert program, f"{name} is not installed"
    folder = tempfile.mkdtemp()
    front = free_port()
    file = os.path.join(folder, "configuration")
    with open(file, "w", encoding="ascii") as output:
        output.write(text.format(front=front, ports=ports, folder=folder))
    command = [program, "-f", file] if name == "haproxy" else [program, "-p", folder, "-c", file]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until_answered(front, "/readyz")
        yield front
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(folder)


def until_answered(port, path, seconds=10):
    """Waits until a path is answered 200."""
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", path)
            status = connection.getresponse().status
            connection.close()
            if status == 200:
                return
        assert time.monotonic() < end, f"{path} at port {port} is not answered 200"
        time.sleep(0.02)


def behind(name, text, binary, restarts):
    ports = [free_port(), free_port()]
    replicas = [Replica(binary, port) for port in ports]
    try:
        with proxy(name, text, ports) as front, Load(front) as load:
            for index in range(restarts):
                which = index % 2
                replicas[which].stop()
                replicas[which] = Replica(binary, ports[which])
                # As an orchestrator does: the next one only when this one is ready, and known to be.
                time.sleep(0.4)
    finally:
        for replica in replicas:
            replica.process.kill()
    return load.report(f"{restarts} restarts behind {name}")


def supervised(binary, restarts):
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    replica = Replica(binary, inherited=listener.fileno())
    try:
        with Load(listener.getsockname()[1]) as load:
            for _ in range(restarts):
                following = Replica(binary, inherited=listener.fileno())
                replica.stop()
                replica = following
    finally:
        replica.process.kill()
        listener.close()
    return load.report(f"{restarts} restarts on an inherited socket")


def suspended(binary):
    ports = [free_port(), free_port()]
    replicas = [Replica(binary, port) for port in ports]
    try:
        with proxy("haproxy", HAPROXY, ports) as front, Load(front) as load:
            time.sleep(0.5)
            for replica in replicas:
                replica.process.send_signal(signal.SIGSTOP)
                time.sleep(2)
                replica.process.send_signal(signal.SIGCONT)
                time.sleep(1)
            for port in ports:
                until_answered(port, "/readyz")
        for replica in replicas:
            replica.stop()
    finally:
        for replica in replicas:
            replica.process.kill()
    return load.report("SIGSTOP and SIGCONT behind haproxy")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--restarts", type=int, default=20)
    parser.add_argument("--only", choices=["haproxy", "nginx", "supervisor", "suspended"])
    options = parser.parse_args()
    phases = {
        "haproxy": lambda: behind("haproxy", HAPROXY, options.binary, options.restarts),
        "nginx": lambda: behind("nginx", NGINX, options.binary, options.restarts),
        "supervisor": lambda: supervised(options.binary, options.restarts),
        "suspended": lambda: suspended(options.binary),
    }
    results = [run() for name, run in phases.items() if options.only in (None, name)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
