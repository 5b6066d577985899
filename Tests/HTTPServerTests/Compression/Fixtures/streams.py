#!/usr/bin/env python3
"""Writes streams.json: compressed content by Python's gzip and zlib, and what it expands to.

usage: streams.py
"""
import base64
import gzip
import io
import json
import pathlib
import random
import zlib

draw = random.Random(1)
text = "".join(f"{draw.gauss(0, 1):.7g}," for _ in range(80)).encode()
noise = draw.randbytes(300)
zeros = bytes(300_000)


def member(content, level=9, name=""):
    """A gzip member with a file name, as the gzip command writes one."""
    buffer = io.BytesIO()
    with gzip.GzipFile(name, "wb", level, buffer, mtime=0) as file:
        file.write(content)
    return buffer.getvalue()


def full_header(content):
    """A gzip member with every optional field: extra, name, comment and a checksum of the header."""
    head = b"\x1f\x8b\x08\x1e" + bytes(4) + b"\x02\x03" + b"\x04\x00abcd" + b"name\0" + b"comment\0"
    head += (zlib.crc32(head) & 0xFFFF).to_bytes(2, "little")
    return head + member(content)[10:]


def deflate(content, level=6, bits=15, dictionary=None):
    arguments = (level, zlib.DEFLATED, bits, 8, zlib.Z_DEFAULT_STRATEGY) + ((dictionary,) if dictionary else ())
    machine = zlib.compressobj(*arguments)
    return machine.compress(content) + machine.flush()


def flushed(content):
    """The zlib format with a sync flush after every 50 bytes."""
    machine = zlib.compressobj()
    pieces = [content[i:i + 50] for i in range(0, len(content), 50)]
    return b"".join(machine.compress(p) + machine.flush(zlib.Z_SYNC_FLUSH) for p in pieces) + machine.flush()


def wrong(stream, index):
    """A stream with one byte changed."""
    changed = bytearray(stream)
    changed[index] ^= 0x40
    return bytes(changed)


cases = [
    ("one member", "gzip", member(text), text),
    ("a member with a name", "gzip", member(text, name="numbers.json"), text),
    ("a member with every optional field", "gzip", full_header(text), text),
    ("a member of nothing", "gzip", member(b""), b""),
    ("three members", "gzip", member(text) + member(b"") + member(noise, level=1), text + noise),
    ("stored blocks", "gzip", member(noise, level=0), noise),
    ("incompressible bytes", "gzip", member(noise), noise),
    ("zeros", "gzip", member(zeros), zeros),
    ("the zlib format", "deflate", deflate(text), text),
    ("the zlib format of nothing", "deflate", deflate(b""), b""),
    ("a small window", "deflate", deflate(text, bits=9), text),
    ("many flushes", "deflate", flushed(text), text),
    ("zeros in the zlib format", "deflate", deflate(zeros), zeros),
    ("no wrapper", "deflate", deflate(text, bits=-15), "corrupt"),
    ("gzip that is called deflate", "deflate", member(text), "corrupt"),
    ("zlib that is called gzip", "gzip", deflate(text), "corrupt"),
    ("a preset dictionary", "deflate", deflate(text, dictionary=text[:50]), "corrupt"),
    ("a wrong CRC", "gzip", wrong(member(text), -8), "corrupt"),
    ("a wrong length", "gzip", wrong(member(text), -1), "corrupt"),
    ("a wrong Adler-32", "deflate", wrong(deflate(text), -1), "corrupt"),
    ("a wrong checksum of the header", "gzip", wrong(full_header(text), 29), "corrupt"),
    ("a damaged second member", "gzip", member(text) + wrong(member(text), -8), "corrupt"),
    ("plain text", "gzip", text, "corrupt"),
    ("nothing at all", "gzip", b"", "truncated"),
    ("nothing at all in the zlib format", "deflate", b"", "truncated"),
    ("half a second member", "gzip", member(text) + member(text)[:40], "truncated"),
    ("text behind a member", "gzip", member(text) + b"and more", "trailingBytes"),
    ("zeros behind a member", "gzip", member(text) + bytes(8), "trailingBytes"),
    ("a second stream of the zlib format", "deflate", deflate(text) * 2, "trailingBytes"),
    ("a line end behind the zlib format", "deflate", deflate(text) + b"\n", "trailingBytes"),
]


def record(name, coding, stream, outcome):
    result = {"name": name, "coding": coding, "compressed": base64.b64encode(stream).decode()}
    if outcome is zeros:
        result["zeros"] = len(zeros)
    elif isinstance(outcome, str):
        result["error"] = outcome
    else:
        result["expanded"] = base64.b64encode(outcome).decode()
    return result


records = [json.dumps(record(*case)) for case in cases]
path = pathlib.Path(__file__).with_name("streams.json")
path.write_text("[\n" + ",\n".join(records) + "\n]\n", encoding="utf-8")
