#!/usr/bin/env python3
"""Sends raw bytes to a server over sockets and checks every byte that comes back (RFC 9110, RFC 9112).

usage: raw.py [-v] [--tls] BINARY|URL [PART OF A NAME]

A binary is started on free ports and stopped at the end. Each case of cases/*.txt runs in several segmentations, with
another request behind it that must be answered, or must not be: README.md says how cases are written. With --tls, each
case runs over TLS as well, with a certificate that is made for it. Prints what failed, and last `N passed, N failed`;
exits with 1 if anything failed.
"""
import concurrent.futures
import copy
import errno
import os
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse

PATIENCE = 10.0
CANARY = b"GET /livez HTTP/1.1\r\nHost: canary\r\nX-Request-Id: canary\r\nConnection: close\r\n\r\n"
WAIT = object()
DATE = re.compile(
    rb"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT"
)
TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Wrong(Exception):
    """What an answer does not keep to."""


# Cases


def unescape(text):
    """The bytes of an escaped text, in pieces: WAIT stands between those that wait for an answer."""
    pieces, current, index = [], bytearray(), 0
    while index < len(text):
        character = text[index]
        if character != "\\":
            current += character.encode()
            index += 1
            continue
        kind = text[index + 1]
        index += 2
        if kind in "rnt\\":
            current += {"r": b"\r", "n": b"\n", "t": b"\t", "\\": b"\\"}[kind]
        elif kind == "x":
            current.append(int(text[index : index + 2], 16))
            index += 2
        elif kind == "w":
            pieces += [bytes(current), WAIT]
            current = bytearray()
        elif kind == "{":
            end = text.index("}", index)
            count, repeated = text[index:end].split("*", 1)
            current += int(count) * unescape(repeated)[0]
            index = end + 1
        else:
            raise ValueError(f"unknown escape \\{kind}")
    return pieces + [bytes(current)]


def expand(text):
    """The texts that a text with \\[HH-HH HH] stands for, one for each byte."""
    matched = re.search(r"\\\[([0-9a-f -]+)\]", text)
    if not matched:
        yield text
        return
    for span in matched[1].split():
        first, _, last = span.partition("-")
        for byte in range(int(first, 16), int(last or first, 16) + 1):
            yield from expand(f"{text[:matched.start()]}\\x{byte:02x}{text[matched.end():]}")


class Case:
    """Bytes, and what has to come back."""

    def __init__(self, name, source, expectation, text):
        self.name, self.source = name, source
        self.pieces = unescape(text)
        words = re.findall(r'\w+ "[^"]*"|\S+', expectation)
        self.statuses, self.present, self.absent = [], [], []
        self.end = self.only = None
        for word in words:
            if word in ("keep", "close", "either"):
                self.end = word
            elif word in ("plain", "tls"):
                self.only = word
            elif word.startswith("has "):
                self.present.append(unescape(word[5:-1])[0])
            elif word.startswith("no "):
                self.absent.append(unescape(word[4:-1])[0])
            elif re.fullmatch(r"[\dx]{3}(\|[\dx]{3})*[h?]?", word):
                self.statuses.append(word)
            else:
                raise ValueError(f"{name}: {word}")
        if self.end is None:
            raise ValueError(f"{name}: keep, close or either is missing")


def read(path):
    """The cases of a document."""
    cases, topic = [], path.stem
    title = source = expectation = None
    lines = []

    def finish():
        if title is not None and expectation is not None:
            cases.append(Case(f"{topic}: {title}", source, expectation, "".join(lines)))

    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith(("= ", "@ ")):
            finish()
            title, source, *rest = [part.strip() for part in line[2:].split(" | ")]
            expectation = rest[0] if line[0] == "=" else None
            lines = []
        elif line.startswith("- ") and title is not None and expectation is None:
            expected, value = line[2:].split(" | ", 1)
            text = "".join(lines)
            assert "\\{}" in text, title
            for one in expand(value):
                cases.append(Case(f"{topic}: {title}: {one}", source, expected, text.replace("\\{}", one)))
        elif line.startswith("#"):
            continue
        else:
            lines.append(line)
    finish()
    return cases


# Exchanges


def whole(data):
    yield data


def byte_by_byte(data):
    """Single bytes; of long data, runs, so that a case has at most some hundreds."""
    size = len(data) // 400 + 1
    for index in range(0, len(data), size):
        yield data[index : index + size]


def line_by_line(data):
    yield from re.findall(rb".*?\r\n|.+\Z", data, re.DOTALL)


def between_line_ends(data):
    """Cuts between each carriage return and its line feed."""
    yield from re.findall(rb".*?\r(?=\n)|.+\Z", data, re.DOTALL)


SEGMENTATIONS = (whole, byte_by_byte, line_by_line, between_line_ends)


class Plain:
    """A connection."""

    scheme = "plain"

    def __init__(self, address):
        self.socket = socket.create_connection(address, timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def receive(self):
        """Some bytes; none at the end."""
        return self.socket.recv(65536)

    def finish(self):
        """Tells the server that nothing more will be sent."""
        self.socket.shutdown(socket.SHUT_WR)


class Secure(Plain):
    """A connection over TLS, of which both sides can be ended alone."""

    scheme = "tls"
    context = None

    def __init__(self, address):
        super().__init__(address)
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = self.context.wrap_bio(self.incoming, self.outgoing, server_hostname="localhost")
        while True:
            try:
                self.tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                self.flush()
                if not self.fill():
                    raise Wrong("the handshake was cut off") from None
        self.flush()

    def flush(self):
        if self.outgoing.pending:
            self.socket.sendall(self.outgoing.read())

    def fill(self):
        data = self.socket.recv(65536)
        self.incoming.write(data)
        return bool(data)

    def send(self, data):
        self.tls.write(data)
        self.flush()

    def receive(self):
        while True:
            try:
                return self.tls.read(65536)
            except ssl.SSLZeroReturnError:
                return b""
            except ssl.SSLWantReadError:
                if not self.fill():
                    raise Wrong("the connection ended without a closure alert") from None

    def finish(self):
        try:
            self.tls.unwrap()
        except ssl.SSLWantReadError:
            pass
        self.flush()
        try:
            super().finish()
        except OSError as error:
            # After both closure alerts the server may have closed already.
            if error.errno != errno.ENOTCONN:
                raise


def exchange(wire, address, case, segmentation):
    """Sends a case and the canary, and returns all that came back until the server ended the connection."""
    received = bytearray()
    with wire(address) as connection:
        try:
            for number, piece in enumerate(case.pieces):
                if piece is WAIT:
                    while b"\r\n\r\n" not in received:
                        data = connection.receive()
                        if not data:
                            return bytes(received)
                        received += data
                    continue
                segments = list(segmentation(piece)) or [b""]
                if number == len(case.pieces) - 1:
                    # In one piece with the end, so that it is there before the server could have closed.
                    segments[-1] += CANARY
                for segment in segments:
                    connection.send(segment)
                    time.sleep(0.00005)
            connection.finish()
        except (BrokenPipeError, ConnectionResetError):
            pass  # What came back says whether the server was right to end the connection.
        try:
            while data := connection.receive():
                received += data
        except ConnectionResetError:
            raise Wrong(f"the connection was reset after {bytes(received[:200])}") from None
        except TimeoutError:
            raise Wrong(f"the connection stays open after {bytes(received[-300:])}") from None
    return bytes(received)


class Answer:
    """An answer, taken apart without any leniency."""

    def __init__(self, data, is_head):
        head, separator, rest = data.partition(b"\r\n\r\n")
        if not separator:
            raise Wrong(f"no end of a head: {data[:200]}")
        start, *lines = head.split(b"\r\n")
        matched = re.fullmatch(rb"HTTP/1\.1 ([1-5]\d\d) [\t -~]*", start)
        if not matched:
            raise Wrong(f"status line: {start[:100]}")
        self.status = int(matched[1])
        self.head = head + b"\r\n"
        self.fields = {}
        for line in lines:
            name, separator, value = line.partition(b":")
            if not separator or not TOKEN.fullmatch(name) or re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", value):
                raise Wrong(f"field line: {line[:100]}")
            self.fields.setdefault(name.lower(), []).append(value.strip(b" \t"))
        self.content, self.rest, self.is_delimited = self.take(rest, is_head)
        self.check(is_head)

    def take(self, rest, is_head):
        lengths = self.fields.get(b"content-length", [])
        codings = self.fields.get(b"transfer-encoding", [])
        if len(lengths) + len(codings) > 1:
            raise Wrong("more than one field delimits the content")
        if self.status < 200 or self.status in (204, 304):
            if codings or (lengths and self.status != 304):
                raise Wrong(f"{self.status} with {lengths or codings}")
            return b"", rest, True
        if is_head:
            return b"", rest, True
        if lengths:
            if not lengths[0].isdigit():
                raise Wrong(f"Content-Length: {lengths[0]}")
            length = int(lengths[0])
            if len(rest) < length:
                raise Wrong(f"{len(rest)} of {length} bytes of content")
            return rest[:length], rest[length:], True
        if codings == [b"chunked"]:
            content = b""
            while True:
                matched = re.match(rb"([0-9a-f]+)\r\n", rest)
                if not matched:
                    raise Wrong(f"chunk: {rest[:50]}")
                size, rest = int(matched[1], 16), rest[matched.end() :]
                if rest[size : size + 2] != b"\r\n":
                    raise Wrong(f"end of a chunk: {rest[size : size + 10]}")
                content, rest = content + rest[:size], rest[size + 2 :]
                if size == 0:
                    return content, rest, True
        if codings:
            raise Wrong(f"Transfer-Encoding: {codings[0]}")
        return rest, b"", False

    def check(self, is_head):
        """What holds for every answer."""
        if self.status < 200:
            return
        dates = self.fields.get(b"date", [])
        if len(dates) != 1 or not DATE.fullmatch(dates[0]):
            raise Wrong(f"Date: {dates}")
        if self.status == 405 and len(self.fields.get(b"allow", [])) != 1:
            raise Wrong("405 without Allow")
        if self.status >= 400:
            types = self.fields.get(b"content-type", [])
            if not types or b"json" not in types[0] or not (is_head or self.content.startswith(b"{")):
                raise Wrong(f"an error of type {types} with {self.content[:100]}")
        if not self.is_delimited and not self.closes:
            raise Wrong("nothing delimits the content")

    @property
    def closes(self):
        options = b",".join(self.fields.get(b"connection", [])).lower()
        return b"close" in [option.strip() for option in options.split(b",")]

    @property
    def is_canary(self):
        return self.fields.get(b"x-request-id") == [b"canary"]


def is_meant(status, word):
    return any(re.fullmatch(pattern.replace("x", r"\d"), str(status)) for pattern in word.rstrip("h?").split("|"))


def judge(case, received):
    """Raises what is wrong with what came back."""
    for text in case.present:
        if text.lower() not in received.lower():
            raise Wrong(f"{text} is missing in {received[:600]}")
    for text in case.absent + [b"smuggled"]:
        if text.lower() in received.lower():
            raise Wrong(f"{text} is in {received[:600]}")
    rest, last = received, None
    for word in case.statuses:
        if not rest:
            raise Wrong(f"no answer where {word} is due")
        answer = Answer(rest, word.endswith("h"))
        if not is_meant(answer.status, word) or answer.is_canary:
            if word.endswith("?"):
                continue
            raise Wrong(f"{answer.status} instead of {word}: {received[:400]}")
        rest, last = answer.rest, answer
    if case.end == "either":
        case_ends = not rest
    else:
        case_ends = case.end == "close"
    if case_ends:
        if rest:
            raise Wrong(f"more after the last answer: {rest[:200]}")
        if last is None or not last.closes:
            raise Wrong("the last answer does not say that the connection closes")
        return
    if not rest:
        raise Wrong("the request behind was not answered")
    if last is not None and last.closes:
        raise Wrong("an answer says that the connection closes, but it does not")
    answer = Answer(rest, False)
    if not answer.is_canary or answer.status != 200 or answer.rest:
        raise Wrong(f"instead of the answer to the request behind: {rest[:300]}")


# What is different in each answer.
PASSING = {b"date", b"x-request-id", b"server-timing"}


def compare(wire, address, case):
    """Raises what the answers to HEAD and GET do not have in common."""
    heads = []
    for method in (b"HEAD ", b"GET "):
        twin = copy.copy(case)
        twin.pieces = [method + case.pieces[0].removeprefix(b"HEAD ")]
        fields = Answer(exchange(wire, address, twin, whole), method == b"HEAD ").fields
        heads.append({name: value for name, value in fields.items() if name not in PASSING})
    if heads[0] != heads[1]:
        raise Wrong(f"HEAD has {heads[0]}, GET has {heads[1]}")


def run(wire, address, case):
    failures = []
    if case.pieces[0].startswith(b"HEAD ") and len(case.pieces) == 1 and case.statuses in (["200h"], ["404h"]):
        try:
            compare(wire, address, case)
        except (Wrong, OSError) as error:
            failures.append(f"compared: {error}")
    for segmentation in SEGMENTATIONS:
        try:
            judge(case, exchange(wire, address, case, segmentation))
        except (Wrong, OSError) as error:
            failures.append(f"{segmentation.__name__}: {error}")
    return failures


def load():
    folder = pathlib.Path(__file__).parent / "cases"
    cases = [case for path in sorted(folder.glob("*.txt")) for case in read(path)]
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), sorted({name for name in names if names.count(name) > 1})
    return cases


def check(ends, part, is_verbose):
    """Runs the cases at each of the ends, which are a kind of connection and an address."""
    cases = [case for case in load() if part in case.name]
    runs = [(wire, address, case) for wire, address in ends for case in cases if case.only in (None, wire.scheme)]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for (wire, _, case), failures in zip(runs, pool.map(lambda each: run(*each), runs)):
            if failures:
                failed += 1
                print(f"FAILED {case.name} ({case.source}) {wire.scheme}", *failures, sep="\n    ")
            elif is_verbose:
                print(f"passed {case.name} {wire.scheme}")
    print(f"{len(runs) - failed} passed, {failed} failed ({len(SEGMENTATIONS)} segmentations each)")
    return 1 if failed or not runs else 0


def make_certificate(folder):
    """Makes a certificate for this run and trusts it; what it sets tells the server."""
    paths = {kind: os.path.join(folder, kind + ".pem") for kind in ("certificate", "key")}
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", paths["key"], "-out", paths["certificate"]],
        check=True, capture_output=True,
    )
    Secure.context = ssl.create_default_context(cafile=paths["certificate"])
    return {f"FEEDFORWARD__TLS__{kind.upper()}": path for kind, path in paths.items()}


def serve(binary, wires, part, is_verbose):
    """Runs the cases with a server of their own."""
    with tempfile.TemporaryDirectory() as folder:
        settings = make_certificate(folder) if Secure in wires else {}
        listen = ",".join(("tls" if wire is Secure else "tcp") + "://127.0.0.1:0" for wire in wires)
        server = subprocess.Popen([binary, "serve", "--listen", listen], env=dict(os.environ, **settings),
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            lines = [server.stdout.readline().decode() for _ in wires]
            urls = [urllib.parse.urlsplit(line.removeprefix("listening on ").strip()) for line in lines]
            result = check([(wire, (url.hostname, url.port)) for wire, url in zip(wires, urls)], part, is_verbose)
        finally:
            server.send_signal(signal.SIGTERM)
            status = server.wait(timeout=30)
    if status != 0:
        print(f"the server ended with {status}")
        return 1
    return result


def main(arguments):
    is_verbose, is_secure = "-v" in arguments, "--tls" in arguments
    target, *rest = [argument for argument in arguments if argument not in ("-v", "--tls")]
    part = rest[0] if rest else ""
    url = urllib.parse.urlsplit(target)
    if url.scheme == "http":
        return check([(Plain, (url.hostname, url.port or 80))], part, is_verbose)
    if url.scheme == "https":
        Secure.context = ssl._create_unverified_context()
        return check([(Secure, (url.hostname, url.port or 443))], part, is_verbose)
    return serve(target, [Plain, Secure] if is_secure else [Plain], part, is_verbose)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
