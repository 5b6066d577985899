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
    "ModelServing": {"ModelFormats", "NeuralNetwork", "Telemetry", "Digests", "Locking", "Dispatch"},
    "HTTPWire": set(),
    "HTTPServer": {"HTTPWire", "Telemetry", "Locking", "Logging", "CLinux", "Dispatch"},
    "InferenceService": {
        "ModelServing", "ModelFormats", "NeuralNetwork", "HTTPServer", "HTTPWire", "StrictJSON", "Digests",
        "Telemetry", "Locking", "Logging", "Dispatch",
    },
    "feedforward": {
        "InferenceService", "ModelServing", "ModelFormats", "NeuralNetwork", "HTTPServer", "StrictJSON", "Logging",
        "ArgumentParser", "Dispatch",
    },
}
C_TARGETS = {"CLinux", "COpenSSL", "CKernels"}
IMPORT = re.compile(r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)", re.M)
PROCESS = re.compile(r"\b(CommandLine|getenv|setenv|environ|ProcessInfo)\b")


def violations(path, text):
    """What one file of a target may not do. `path` is relative to Sources."""
    target = path.parts[0]
    if target in C_TARGETS:
        return
    if target not in ARROWS:
        yield f"{path}: {target} is not in the table of arrows"
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
    }
    for name, text in planted.items():
        assert list(violations(pathlib.PurePath(name), text)), f"{name} should have been refused"
    fine = "// CommandLine is feedforward's\ninternal import Glibc\npublic import HTTPWire"
    assert not list(violations(pathlib.PurePath("HTTPServer/A.swift"), fine))
    print(f"{len(planted)} planted violations were found")


def main():
    root = pathlib.Path(__file__).resolve().parent.parent / "Sources"
    files = [f for f in sorted(root.rglob("*")) if f.is_file()]
    found = []
    for file in files:
        found += violations(file.relative_to(root), file.read_text(encoding="utf-8"))
    for line in found:
        print("error:", line)
    print(f"{len(files)} files, {len(found)} violations")
    return 1 if found or len(files) < 20 else 0


if __name__ == "__main__":
    sys.exit(self_check() if sys.argv[1:] == ["--self-check"] else main())
