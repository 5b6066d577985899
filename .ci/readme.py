#!/usr/bin/env python3
"""Runs the README's commands for real: readme.py README BINARY

Every ```sh block is run as it stands, each command by itself, beside a server on the address that the README names.
Commands that build, serve or need a container engine are left to others. A command has to succeed and to print
something; where a ```json or ```text block follows, its lines have to be what was printed, `…` standing for anything.
"""
import re
import shlex
import subprocess
import sys
import time

SKIPPED = ("make ", "docker ", "git ", "cd ", "feedforward serve")
BLOCK = re.compile(r"^```(sh|json|text)\n(.*?)^```$", re.M | re.S)


def commands(block):
    joined = block.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def matches(expected, actual):
    pattern = ".*?".join(re.escape(part) for part in expected.strip().split("…"))
    return re.fullmatch(pattern, actual.strip(), re.S) is not None


def main(readme, binary):
    with open(readme, encoding="utf-8") as file:
        text = file.read()
    address = re.search(r"http://(127\.0\.0\.1):(\d+)", text)
    server = subprocess.Popen(
        [binary, "serve", "--host", address[1], "--port", address[2]],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    failures = ran = 0
    try:
        line = server.stdout.readline()
        assert line.startswith("listening on"), "the server did not start on the README's address"
        printed = None
        for kind, block in BLOCK.findall(text):
            if kind != "sh":
                if printed is not None and not matches(block, printed):
                    failures += 1
                    print(f"FAIL the README shows\n{block}but the command printed\n{printed}")
                printed = None
                continue
            printed = None
            for command in commands(block):
                if command.startswith(SKIPPED):
                    continue
                runnable = re.sub(r"^feedforward\b", shlex.quote(binary), command)
                runnable = re.sub(r"\| feedforward\b", "| " + shlex.quote(binary), runnable)
                runnable = re.sub(r"\bcurl ", "curl --silent --show-error --fail ", runnable)
                result = subprocess.run(
                    ["bash", "-o", "pipefail", "-c", runnable], capture_output=True, text=True, timeout=60
                )
                ran += 1
                printed = result.stdout
                if result.returncode != 0 or not printed.strip():
                    failures += 1
                    print(f"FAIL {command}\n  exit {result.returncode}\n{result.stdout[:500]}{result.stderr[:500]}")
                else:
                    print(f"ok   {command}")
    finally:
        server.terminate()
        server.wait(timeout=30)
    print(f"{ran} commands, {failures} failures")
    return 1 if failures or ran < 5 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
