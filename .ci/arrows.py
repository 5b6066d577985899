#!/usr/bin/env python3
"""Checks who imports whom: the arrows of the design, and no others.

usage: arrows.py [--self-check]
"""
import pathlib
import re
import sys

# Modules of the toolchain: the standard library's and libc's.
PLAIN = {"Swift", "Glibc", "Synchronization"}
ARROWS = {
    "NeuralNetwork": {"CKernels"},
    "StrictJSON": set(),
    "Digests": {"COpenSSL"},
    "ModelFormats": {"NeuralNetwork", "StrictJSON", "Digests"},
    "Locking": set(),
    "Telemetry": set(),
    "ModelServing": {"ModelFormats", "NeuralNetwork", "Telemetry", "Digests", "Locking", "CLinux", "Dispatch"},
    "HTTPWire": set(),
    "HTTPServer": {"HTTPWire", "Telemetry", "Locking", "Logging", "CLinux", "COpenSSL", "CZlib", "Dispatch"},
    "InferenceService": {
        "ModelServing", "ModelFormats", "NeuralNetwork", "HTTPServer", "HTTPWire", "StrictJSON", "Digests",
        "Telemetry", "Locking", "Logging", "Dispatch",
    },
    "feedforward": {
        "InferenceService", "ModelServing", "ModelFormats", "NeuralNetwork", "HTTPServer", "StrictJSON", "Locking", "Logging",
        "ArgumentParser", "CLinux", "Dispatch",
    },
}
# What the C targets may include with angle brackets; with quotation marks they include their own headers.
LIBC = {
    "errno.h", "fcntl.h", "malloc.h", "math.h", "netinet/in.h", "netinet/tcp.h", "sched.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h",
    "string.h", "sys/epoll.h", "sys/socket.h", "sys/types.h", "unistd.h",
}
INTRINSICS = {"arm_neon.h", "cpuid.h", "immintrin.h", "sys/auxv.h", "asm/hwcap.h"}
C_TARGETS = {"CLinux": LIBC, "COpenSSL": LIBC, "CZlib": {"zlib.h"}, "CKernels": LIBC | INTRINSICS}
INCLUDE = re.compile(r"^[ \t]*#[ \t]*(?:include|import)\b[ \t]*([<\"][^>\"\n]*[>\"]|[^\n]*)", re.M)
IMPORT = re.compile(r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)", re.M)
PROCESS = re.compile(r"\b(CommandLine|getenv|setenv|environ|ProcessInfo)\b")


def inclusions(path, text, own_headers):
    """What a file of a C target may not include."""
    target = path.parts[0]
    if path.suffix not in (".c", ".h", ".modulemap"):
        yield f"{path}: {target} holds nothing but C"
    for included in INCLUDE.findall(text):
        name = included[1:-1]
        if included.startswith('"'):
            if pathlib.PurePosixPath(name).name not in own_headers or ".." in name:
                yield f"{path}: {target} has no header {name}"
        elif not (name in C_TARGETS[target] or target == "COpenSSL" and name.startswith("openssl/")):
            yield f"{path}: {target} may not include {included}"


def violations(path, text, own_headers=()):
    """What one file of a target may not do. `path` is relative to Sources."""
    target = path.parts[0]
    if target in C_TARGETS:
        yield from inclusions(path, text, own_headers)
        return
    if target not in ARROWS:
        yield f"{path}: {target} is not in the table of arrows"
        return
    if any(part.endswith(".docc") for part in path.parts):
        if path.suffix not in (".md", ".svg"):
            yield f"{path}: a documentation catalogue holds articles and figures"
        return
    if path.suffix != ".swift":
        yield f"{path}: only the C targets hold anything but Swift"
        return
    for module in IMPORT.findall(text):
        if module not in ARROWS[target] | PLAIN:
            yield f"{path}: {target} may not import {module}"
    code = re.sub(r"//.*", "", text)
    if target != "feedforward" and (match := PROCESS.search(code)):
        yield f"{path}: only feedforward may read {match[1]}"


def self_check():
    planted = {
        "HTTPWire/A.swift": "internal import HTTPServer",
        "NeuralNetwork/Network/A.swift": "public import StrictJSON",
        "StrictJSON/A.swift": "@preconcurrency import Foundation",
        "feedforward/A.swift": "import FoundationEssentials",
        "Elsewhere/A.swift": "",
        "ModelServing/a.c": "",
        "ModelServing/A.swift": "let home = getenv(\"HOME\")",
        "InferenceService/A.swift": "import struct COpenSSL.SHA",
        "CKernels/a.c": "#include <openssl/evp.h>",
        "CKernels/b.c": '#include "linux.h"',
        "CLinux/a.c": "# include <immintrin.h>",
        "CLinux/b.h": '#include "../CKernels/include/dense.h"',
        "COpenSSL/a.h": "#include MACRO",
        "CLinux/A.swift": "",
        "NeuralNetwork/NeuralNetwork.docc/A.swift": "import Foundation",
        "NeuralNetwork/A.svg": "",
    }
    for name, text in planted.items():
        headers = {"dense.h"} if name == "CLinux/b.h" else {"own.h"}
        assert list(violations(pathlib.PurePath(name), text, headers)), f"{name} should have been refused"
    fine = {
        "HTTPServer/A.swift": "// CommandLine is feedforward's\ninternal import Glibc\npublic import HTTPWire",
        "CKernels/a.c": '#include <stdint.h>\n#include <immintrin.h>\n#include "own.h"',
        "COpenSSL/shim.h": "#include <openssl/evp.h>",
        "NeuralNetwork/NeuralNetwork.docc/Activations/a.svg": "",
    }
    for name, text in fine.items():
        assert not list(violations(pathlib.PurePath(name), text, {"own.h"})), f"{name} should have passed"
    print(f"{len(planted)} planted violations were found")


def main():
    root = pathlib.Path(__file__).resolve().parent.parent / "Sources"
    files = [f for f in sorted(root.rglob("*")) if f.is_file()]
    found = []
    for file in files:
        path = file.relative_to(root)
        headers = {other.name for other in files if other.suffix == ".h" and other.relative_to(root).parts[0] == path.parts[0]}
        found += violations(path, file.read_text(encoding="utf-8"), headers)
    for line in found:
        print("error:", line)
    print(f"{len(files)} files, {len(found)} violations")
    return 1 if found or len(files) < 20 else 0


if __name__ == "__main__":
    sys.exit(self_check() if sys.argv[1:] == ["--self-check"] else main())
