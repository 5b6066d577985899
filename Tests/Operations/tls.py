#!/usr/bin/env python3
"""Holds the TLS of a built binary against Python's own: versions, names, tickets, client certificates, reloads.

usage: tls.py BINARY
"""
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import warnings

warnings.simplefilter("ignore", DeprecationWarning)
passed = failed = 0


def check(name, truth, found=""):
    global passed, failed
    if truth:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {name} {found}")


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


class Authority:
    """Makes certificates in a folder."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", f"/CN={name}", "-keyout", self.path("key"), "-out", self.path("pem"))

    def path(self, kind):
        return os.path.join(self.folder, f"{self.name}.{kind}")

    def issue(self, file, subject, names, days="2"):
        base = os.path.join(self.folder, file)
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", subject,
                "-keyout", base + ".key", "-out", base + ".csr")
        with open(base + ".ext", "w", encoding="ascii") as extensions:
            extensions.write("subjectAltName=" + ",".join(names) + "\n")
        openssl("x509", "-req", "-in", base + ".csr", "-CA", self.path("pem"), "-CAkey", self.path("key"),
                "-CAcreateserial", "-days", days, "-extfile", base + ".ext", "-out", base + ".pem")
        return base


class Service:
    """The binary with a secure listener, a plain one and settings."""

    def __init__(self, binary, certificate, settings=(), listen="tls://127.0.0.1:0,tcp://127.0.0.1:0"):
        environment = dict(os.environ, FEEDFORWARD__TLS__CERTIFICATE=certificate + ".pem",
                           FEEDFORWARD__TLS__KEY=certificate + ".key", **dict(settings))
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([binary, "serve", "--listen", listen], env=environment,
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.urls = [self.process.stdout.readline().split()[-1] for _ in listen.split(",")]
        last = self.urls[0].rsplit(":", 1)[1]
        self.port = int(last) if last.isdigit() else None

    def connect(self, context, name="localhost", session=None, receive=None):
        plain = socket.socket()
        if receive:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        plain.settimeout(30)
        plain.connect(("127.0.0.1", self.port))
        return context.wrap_socket(plain, server_hostname=name, session=session)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def messages(self):
        self.log.seek(0)
        return self.log.read().decode()


def exchange(stream, request, count=1):
    """Sends bytes and reads that many answers, whose lengths their heads say."""
    stream.sendall(request)
    answers, data = [], b""
    while len(answers) < count:
        while b"\r\n\r\n" not in data:
            piece = stream.recv(65536)
            if not piece:
                return answers
            data += piece
        head, data = data.split(b"\r\n\r\n", 1)
        length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0)
        while len(data) < length:
            piece = stream.recv(1 << 20)
            if not piece:
                return answers
            data += piece
        answers.append((int(head.split()[1]), head, data[:length]))
        data = data[length:]
    return answers


HEALTH = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


def post(path, body, extra=b""):
    return (b"POST " + path + b" HTTP/1.1\r\nHost: localhost\r\n" + extra
            + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def client(authority, **changes):
    context = ssl.create_default_context(cafile=authority.path("pem"))
    for name, value in changes.items():
        setattr(context, name, value)
    return context


def refused(call):
    try:
        call()
        return None
    except (ssl.SSLError, OSError) as error:
        return error


def versions(service, authority):
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        context = client(authority, minimum_version=version, maximum_version=version)
        with service.connect(context) as stream:
            check(f"{version.name} is spoken", exchange(stream, HEALTH)[0][0] == 200)
            check(f"{version.name} has a good cipher", "GCM" in stream.cipher()[0] or "CHACHA" in stream.cipher()[0])
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    check("TLS 1.1 is refused", refused(lambda: service.connect(old)))
    weak = client(authority, maximum_version=ssl.TLSVersion.TLSv1_2)
    for suite in ("AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA"):
        weak.set_ciphers(suite + ":@SECLEVEL=0")
        check(f"{suite} is refused", refused(lambda: service.connect(weak)))


def protocols(service, authority):
    for offer, expected in ((["http/1.1"], "http/1.1"), (["h2", "http/1.1"], "http/1.1"), (None, None)):
        context = client(authority)
        if offer:
            context.set_alpn_protocols(offer)
        with service.connect(context) as stream:
            check(f"of {offer} {expected} is chosen", stream.selected_alpn_protocol() == expected)
    context = client(authority)
    context.set_alpn_protocols(["h2", "h3"])
    error = refused(lambda: service.connect(context))
    check("other protocols end the handshake", error and "no application protocol" in str(error).lower(), error)


def content(service, authority):
    context = client(authority)
    with service.connect(context) as stream:
        answers = exchange(stream, HEALTH * 50, 50)
        check("50 pipelined requests are answered in order", [a[0] for a in answers] == [200] * 50)
    rows = json.dumps({"network": {"layer_sizes": [4, 16, 3], "activations": ["relu", "softmax"], "seed": 1},
                       "include": ["outputs"], "inputs": [[5.1, 3.5, 1.4, 0.2]] * 60000}).encode()
    with service.connect(context, receive=4096) as stream:
        status, _, body = exchange(stream, post(b"/v1/evaluate", rows))[0]
        check("megabytes go both ways through small buffers",
              status == 200 and len(json.loads(body)["outputs"]) == 60000, status)
        check("the connection goes on after them", exchange(stream, HEALTH)[0][0] == 200)
    with service.connect(context) as stream:
        for byte in HEALTH[:-1]:
            stream.send(bytes([byte]))
        check("records of one byte make a request", exchange(stream, HEALTH[-1:])[0][0] == 200)


def ends(service, authority):
    context = client(authority)
    stream = service.connect(context)
    exchange(stream, HEALTH[:-2] + b"Connection: close\r\n\r\n")
    check("the last answer is followed by close_notify", stream.recv(10) == b"")
    check("and the client may say the same", refused(lambda: stream.unwrap()) is None)
    stream.close()
    stream = service.connect(context)
    stream.sendall(b"POST /v1/evaluate HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    stream.detach_socket = stream.detach()
    os.close(stream.detach_socket)
    with service.connect(context) as stream:
        check("a cut connection harms nobody", exchange(stream, HEALTH)[0][0] == 200)
    # The plain socket below is not told of the end either.
    with socket.create_connection(("127.0.0.1", service.port)) as plain:
        plain.settimeout(30)
        plain.sendall(HEALTH)
        answer = plain.recv(65536)
        check("plain HTTP on the secure port is answered 400", answer.startswith(b"HTTP/1.1 400 ") and b"https" in answer)


def renegotiation(service, authority):
    process = subprocess.run(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{service.port}", "-CAfile", authority.path("pem"), "-tls1_2"],
        input=b"R\n", capture_output=True, timeout=60)
    text = process.stdout + process.stderr
    check("renegotiation is refused", b"no renegotiation" in text.lower(), text[-400:])


def tickets(service, authority):
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        context = client(authority, minimum_version=version, maximum_version=version)
        with service.connect(context) as stream:
            exchange(stream, HEALTH)
            session = stream.session
        service.process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        with service.connect(context, session=session) as stream:
            check(f"{version.name} resumes by a ticket, after a reload too",
                  exchange(stream, HEALTH)[0][0] == 200 and stream.session_reused)


def slow_handshake(binary, certificate):
    service = Service(binary, certificate, {"FEEDFORWARD__SERVER__HANDSHAKE_TIMEOUT_SECONDS": "0.5"}.items())
    silent = socket.create_connection(("127.0.0.1", service.port))
    silent.settimeout(10)
    began = time.monotonic()
    silent.send(b"\x16\x03\x01")
    end = refused(lambda: silent.recv(10)) or b""
    check("a handshake that does not end is ended", 0.3 < time.monotonic() - began < 5 and not isinstance(end, TimeoutError))
    check("exit code 0", service.stop() == 0)


def names(binary, authority, folder):
    first = authority.issue("first", "/CN=first", ["DNS:first.example", "DNS:localhost"])
    second = authority.issue("second", "/CN=second", ["DNS:second.example", "DNS:*.wild.example"])
    service = Service(binary, first, {"FEEDFORWARD__TLS__IDENTITIES": f"{second}.pem:{second}.key"}.items())
    expected = {"first.example": "first", "second.example": "second", "SECOND.example": "second",
                "a.wild.example": "second", "a.b.wild.example": "first", "unknown.example": "first"}
    for name, subject in expected.items():
        context = client(authority, check_hostname=False)
        with service.connect(context, name) as stream:
            found = dict(pair[0] for pair in stream.getpeercert()["subject"])["commonName"]
            check(f"{name} gets the certificate of {subject}", found == subject, found)
            check("and an answer", exchange(stream, HEALTH)[0][0] == 200)
    check("exit code 0", service.stop() == 0)


def client_certificates(binary, authority, folder):
    server = authority.issue("server", "/CN=server", ["DNS:localhost"])
    alice = authority.issue("alice", "/O=Example/CN=alice", ["DNS:alice"])
    other = Authority(folder, "other")
    mallory = other.issue("mallory", "/CN=mallory", ["DNS:mallory"])
    for mode in ("optional", "required"):
        service = Service(binary, server, {
            "FEEDFORWARD__LOG__ACCESS": "true", "FEEDFORWARD__LOG__FORMAT": "json",
            "FEEDFORWARD__TLS__CLIENT_CERTIFICATES": mode,
            "FEEDFORWARD__TLS__CLIENT_AUTHORITIES": authority.path("pem")}.items())

        def ask(certificate, session=None):
            context = client(authority)
            if certificate:
                context.load_cert_chain(certificate + ".pem", certificate + ".key")
            with service.connect(context) as stream:
                return exchange(stream, HEALTH)[0][0]

        check(f"{mode}: a valid certificate is taken", ask(alice) == 200)
        check(f"{mode}: another authority's is not", refused(lambda: ask(mallory)))
        if mode == "required":
            check("required: without one there is no answer", refused(lambda: ask(None)))
        else:
            check("optional: without one there is an answer", ask(None) == 200)
        check(f"{mode}: health is answered", health(binary, service, 0))
        check("exit code 0", service.stop() == 0)
        lines = [json.loads(line) for line in service.messages().splitlines() if '"/healthz"' in line]
        check(f"{mode}: the log of accesses names who asked", any("alice" in str(line.get("certificate")) for line in lines), lines)
        check(f"{mode}: and nobody else", not any("mallory" in str(line) for line in lines), lines)


def health(binary, service, expected):
    """Whether `feedforward health`, told of the secure listener only, ends with a code."""
    result = subprocess.run([binary, "health", "--listen", f"tls://127.0.0.1:{service.port}"],
                            capture_output=True, text=True, timeout=30)
    return result.returncode == expected


def liveness(binary, certificate):
    """A server that takes connections and answers none is not alive."""
    service = Service(binary, certificate, listen="tls://127.0.0.1:0")
    check("a live server is alive", health(binary, service, 0))
    service.process.send_signal(signal.SIGSTOP)
    check("one that does nothing is not", health(binary, service, 1))
    service.process.send_signal(signal.SIGCONT)
    check("and is again when it goes on", health(binary, service, 0))
    check("exit code 0", service.stop() == 0)
    check("one that has ended is not", health(binary, service, 1))
    path = os.path.join(os.path.dirname(certificate), "socket")
    service = Service(binary, certificate, listen=f"tls+unix://{path}")
    result = subprocess.run([binary, "health", "--listen", f"tls+unix://{path}"], capture_output=True, timeout=30)
    check("one on a Unix socket is alive", result.returncode == 0, result)
    check("exit code 0", service.stop() == 0)


def reload(binary, authority, folder):
    live = os.path.join(folder, "live")

    def put(base):
        for kind in (".pem", ".key"):
            shutil.copy(base + kind, live + kind + ".new")
            os.rename(live + kind + ".new", live + kind)

    def subject(service):
        with service.connect(client(authority)) as stream:
            return dict(pair[0] for pair in stream.getpeercert()["subject"])["commonName"]

    old = authority.issue("old", "/CN=old", ["DNS:localhost"])
    new = authority.issue("new", "/CN=new", ["DNS:localhost"])
    put(old)
    service = Service(binary, live)
    open_stream = service.connect(client(authority))
    exchange(open_stream, HEALTH)
    put(new)
    service.process.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    check("after SIGHUP new connections get the new certificate", subject(service) == "new")
    check("and old connections go on", exchange(open_stream, HEALTH)[0][0] == 200)
    put(old)
    for _ in range(100):
        if subject(service) == "old":
            break
        time.sleep(0.1)
    check("changed files are found without a signal", subject(service) == "old")
    with open(live + ".pem", "w", encoding="ascii") as file:
        file.write("no certificate\n")
    service.process.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    check("a broken file leaves the old certificate", subject(service) == "old")
    check("and the log names it", live + ".pem" in service.messages(), service.messages()[-300:])
    check("and old connections go on", exchange(open_stream, HEALTH)[0][0] == 200)
    check("exit code 0", service.stop() == 0)


def bad_files(binary, authority, folder):
    good = authority.issue("good", "/CN=good", ["DNS:localhost"])
    stranger = authority.issue("stranger", "/CN=stranger", ["DNS:localhost"])
    empty = os.path.join(folder, "empty.pem")
    open(empty, "w", encoding="ascii").close()
    for name, certificate, key, said in (
            ("a missing certificate", folder + "/none.pem", good + ".key", "none.pem"),
            ("an empty certificate", empty, good + ".key", "empty.pem"),
            ("a key of another certificate", good + ".pem", stranger + ".key", "stranger.key"),
            ("no certificate at all", "", "", "certificate")):
        environment = dict(os.environ, FEEDFORWARD__TLS__CERTIFICATE=certificate, FEEDFORWARD__TLS__KEY=key)
        result = subprocess.run([binary, "serve", "--listen", "tls://127.0.0.1:0"], env=environment,
                                capture_output=True, text=True, timeout=30)
        check(f"{name} stops the start", result.returncode == 1 and said in result.stderr, result)


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        authority = Authority(folder, "authority")
        certificate = authority.issue("localhost", "/CN=localhost", ["DNS:localhost"])
        service = Service(binary, certificate)
        for test in (versions, protocols, content, ends, renegotiation, tickets):
            test(service, authority)
        check("exit code 0", service.stop() == 0)
        slow_handshake(binary, certificate)
        liveness(binary, certificate)
        names(binary, authority, folder)
        client_certificates(binary, authority, folder)
        reload(binary, authority, folder)
        bad_files(binary, authority, folder)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
