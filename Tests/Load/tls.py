#!/usr/bin/env python3
"""Measures TLS against nginx with the same certificate: handshakes, requests on kept connections, idle connections.

usage: tls.py BINARY [--rounds N] [--seconds S] [--connections N] [--bound SHARE]

Each server has one core and wrk the other, in turns, so that what else the machine does hits both. A figure is what a
server does in a second of its own processor time: on one core that is what it could do, also where wrk is slower. Exits
with 1 if a median is less than 1 - SHARE of nginx's. Needs nginx, wrk, taskset and openssl.
"""
import argparse
import os
import re
import shutil
import signal
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time

NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 20000; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{
    listen 127.0.0.1:{port} ssl backlog=4096;
    ssl_certificate {folder}/c.pem; ssl_certificate_key {folder}/c.key;
    ssl_protocols TLSv1.2 TLSv1.3; ssl_ecdh_curve X25519:prime256v1:secp384r1;
    default_type application/json;
    location / {{ return 200 '{body}'; }}
  }}
}}
"""

class Peer:
    """A server on core 0."""

    def __init__(self, name, command, port, environment=None):
        self.name, self.port = name, port
        self.process = subprocess.Popen(["taskset", "-c", "0", *command], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit(f"tls: {name} does not listen")

    def processor_seconds(self):
        # The kernel's number for the clock of another process, all its threads together, to the nanosecond.
        return time.clock_gettime(~self.process.pid << 3 | 2)

    def resident(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))

    def load(self, seconds, *arguments):
        """Requests in a second, and in a second of the server's processor time."""
        before = self.processor_seconds()
        text = subprocess.run(
            ["taskset", "-c", "1", "wrk", "-t1", "-c16", f"-d{seconds}s", *arguments,
             f"https://127.0.0.1:{self.port}/healthz"], check=True, capture_output=True, text=True).stdout
        spent = self.processor_seconds() - before
        if "Non-2xx" in text or "Socket errors" in text and "read 0, write 0" not in text:
            sys.exit(f"tls: {self.name}: {text}")
        count = int(re.search(r"(\d+) requests in", text).group(1))
        return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)), count / spent

    def kilobytes_each(self, count):
        """What a connection takes that has made one request and waits."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        before, kept = self.resident(), []
        for _ in range(count):
            stream = context.wrap_socket(socket.create_connection(("127.0.0.1", self.port)))
            stream.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            stream.recv(4096)
            kept.append(stream)
        after = self.resident()
        for stream in kept:
            stream.close()
        return (after - before) / count

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=400)
    parser.add_argument("--bound", type=float, default=0.15)
    options = parser.parse_args()
    missing = [tool for tool in ("nginx", "wrk", "taskset", "openssl") if not shutil.which(tool, path=os.environ["PATH"] + ":/usr/sbin")]
    if missing:
        sys.exit(f"tls: {', '.join(missing)} must be installed")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                        "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", f"{folder}/c.key", "-out", f"{folder}/c.pem"], check=True, capture_output=True)
        ports = free_port(), free_port()
        environment = dict(os.environ, FEEDFORWARD__TLS__CERTIFICATE=f"{folder}/c.pem",
                           FEEDFORWARD__TLS__KEY=f"{folder}/c.key", FEEDFORWARD__SERVER__REACTORS="1")
        ours = Peer("feedforward", [os.path.abspath(options.binary), "serve", "--listen", f"tls://127.0.0.1:{ports[0]}"],
                    ports[0], environment)
        context = ssl.create_default_context(cafile=f"{folder}/c.pem")
        with context.wrap_socket(socket.create_connection(("127.0.0.1", ports[0])), server_hostname="localhost") as stream:
            stream.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            body = stream.recv(65536).split(b"\r\n\r\n", 1)[1].decode()
        with open(f"{folder}/nginx.conf", "w", encoding="ascii") as file:
            file.write(NGINX.format(folder=folder, port=ports[1], body=body))
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        theirs = Peer("nginx", [nginx, "-p", folder, "-c", f"{folder}/nginx.conf"], ports[1])
        try:
            good = measure(ours, theirs, options)
        finally:
            ours.stop()
            theirs.stop()
    sys.exit(0 if good else 1)


def measure(ours, theirs, options):
    good = True
    memory = [peer.kilobytes_each(options.connections) for peer in (ours, theirs)]
    print(f"{'':>28} {'feedforward':>12} {'nginx':>10} {'ratio':>6}")
    for name, arguments in (("handshakes", ["-H", "Connection: close"]), ("requests", [])):
        found = {ours: [], theirs: []}
        for round in range(options.rounds):
            for peer in (ours, theirs) if round % 2 == 0 else (theirs, ours):
                found[peer].append(peer.load(options.seconds, *arguments))
        for index, unit in enumerate(("a second", "a CPU second")):
            values = [statistics.median(pair[index] for pair in found[peer]) for peer in (ours, theirs)]
            ratio = statistics.median(a[index] / b[index] for a, b in zip(found[ours], found[theirs]))
            print(f"{name + ' ' + unit:>28} {values[0]:>12.0f} {values[1]:>10.0f} {ratio:>6.2f}", flush=True)
        if ratio < 1 - options.bound:
            print(f"tls: {name}: {ratio:.2f} of nginx is less than {1 - options.bound:.2f}")
            good = False
    print(f"{'KB an idle connection':>28} {memory[0]:>12.1f} {memory[1]:>10.1f} {memory[0] / memory[1]:>6.2f}")
    return good


if __name__ == "__main__":
    main()
