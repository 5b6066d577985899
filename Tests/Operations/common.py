"""What the proofs of operation share: a service of one's own, what it takes of the machine, and clients of sockets."""
import http.client
import os
import random
import resource
import signal
import socket
import ssl
import statistics
import struct
import subprocess
import tempfile
import threading
import time
import traceback

REPOSITORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")


def file(path):
    """The content of a file of the repository."""
    with open(os.path.join(REPOSITORY, path), "rb") as content:
        return content.read()


def certificate(folder):
    """Makes a certificate of localhost with its key in a folder; returns both paths."""
    paths = os.path.join(folder, "tls.crt"), os.path.join(folder, "tls.key")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-out", paths[0], "-keyout", paths[1]],
        check=True,
        capture_output=True,
    )
    return paths


def variables(**settings):
    """Settings such as server__idle_timeout_seconds as variables of the environment."""
    return {"FEEDFORWARD__" + name.upper(): str(value) for name, value in settings.items()}


class Service:
    """A running `feedforward serve` on a free port, and another of TLS; killed at the end of a `with` block."""

    def __init__(self, binary, log=None, is_secure=True, prepare=None, **settings):
        self.folder = tempfile.TemporaryDirectory()
        environment = dict(os.environ, **variables(**settings))
        listen = "tcp://127.0.0.1:0"
        self.authority = None
        if is_secure:
            self.authority, key = certificate(self.folder.name)
            environment |= variables(tls__certificate=self.authority, tls__key=key)
            listen += ",tls://127.0.0.1:0"
        self.process = subprocess.Popen(
            [binary, "serve", "--listen", listen], env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if log is None else log, preexec_fn=prepare, text=True,
        )
        lines = [self.process.stdout.readline() for _ in listen.split(",")]
        assert all(line.startswith("listening on http") for line in lines), f"the service did not start: {lines}"
        self.ports = [int(line.strip().rsplit(":", 1)[1]) for line in lines]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()

    def stop(self, seconds=60):
        """Stops the service by SIGTERM; returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=seconds)

    def context(self):
        """What a client of its TLS needs."""
        return ssl.create_default_context(cafile=self.authority)

    def client(self, context=None, receive=None, timeout=30, source=None):
        """A connected socket: of TLS with a context, with little room for answers if `receive` says so."""
        plain = socket.socket()
        try:
            plain.settimeout(timeout)
            if receive:
                plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
            if source:
                plain.bind((source, 0))
            plain.connect(("127.0.0.1", self.ports[1 if context else 0]))
            return context.wrap_socket(plain, server_hostname="localhost") if context else plain
        except BaseException:
            plain.close()
            raise

    def ask(self, method, path, body=None, headers={}, timeout=30):
        """Sends one request on a connection of its own; returns status and content."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[0], timeout=timeout)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def figure(self, name):
        """A figure of /proc/PID/status: VmRSS in bytes, Threads as it is."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith(name + ":"):
                    return int(line.split()[1]) * (1024 if line.endswith("kB\n") else 1)
        raise AssertionError(f"no {name}")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def sockets(self):
        """The kernel's connections of the service, also those that no process has: ports, state, unsent bytes."""
        found = []
        with open("/proc/net/tcp", encoding="ascii") as file:
            for line in list(file)[1:]:
                fields = line.split()
                state = int(fields[3], 16)
                # 6 is TIME-WAIT, in which nothing is held; 10 listens.
                if int(fields[1].split(":")[1], 16) in self.ports and state not in (6, 10):
                    found.append((tuple(int(end.split(":")[1], 16) for end in fields[1:3]), state, int(fields[4].split(":")[0], 16)))
        return found


def until(condition, seconds):
    """Waits until a condition holds; returns whether it came to that."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def allow_descriptors(count):
    """Lets this process and those that it starts open so many files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))
    elif soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))


def read_answer(stream, data=b""):
    """Reads one answer; returns status, head, content and what was read of the next.

    At the end of the connection before or inside an answer the status is None.
    """
    def more():
        piece = stream.recv(1 << 17)
        if not piece:
            raise EOFError
        return piece

    try:
        while b"\r\n\r\n" not in data:
            data += more()
        head, data = data.split(b"\r\n\r\n", 1)
        fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
        content = bytearray()
        if b"chunked" in fields.get(b"transfer-encoding", b""):
            while True:
                while b"\r\n" not in data:
                    data += more()
                size, data = data.split(b"\r\n", 1)
                size = int(size, 16)
                while len(data) < size + 2:
                    data += more()
                content += data[:size]
                data = data[size + 2:]
                if size == 0:
                    break
        else:
            size = int(fields.get(b"content-length", b"0"))
            content += data
            while len(content) < size:
                content += more()
            data = bytes(content[size:])
            del content[size:]
        return int(head.split()[1]), head, bytes(content), data
    except (EOFError, ConnectionError):
        return None, b"", b"", b""


def request(method, path, body=None, fields=b""):
    """The bytes of a request."""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n".encode() + fields
    return head + b"\r\n" if body is None else head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def reset(stream):
    """Closes a connection by a reset."""
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # TLS would say good-bye; a reset does not.
    os.close(stream.detach())


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def slope(points):
    """The slope of the line through points of time and value that least squares fit."""
    times, values = zip(*points)
    return statistics.linear_regression(times, values).slope


class Repeated:
    """Calls a function again and again on threads of its own until the end of a `with` block; failures are kept."""

    def __init__(self, work, threads=1, pause=0.0, name=None, seed=0):
        self.work, self.pause = work, pause
        self.name = name or work.__name__
        self.is_over = threading.Event()
        self.failures = []
        self.count = 0
        self.threads = [
            threading.Thread(target=self.run, args=(random.Random(f"{seed} {self.name} {index}"),), daemon=True)
            for index in range(threads)
        ]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join(timeout=120)

    def run(self, chance):
        while not self.is_over.is_set():
            try:
                self.work(chance)
                self.count += 1
            except Exception as error:  # Whatever it is, it is a failure, and the others go on.
                place = traceback.extract_tb(error.__traceback__)[1]
                self.failures.append(f"{place.name}, line {place.lineno}: {error!r}"[:400])
            self.is_over.wait(self.pause)
