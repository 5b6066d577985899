#!/usr/bin/env python3
"""Runs the README's commands for real: readme.py README BINARY

Every ```sh block is run as it stands, each command by itself, beside a server on the address that the README names.
Commands that build, serve or need a container engine are left to others. A command has to succeed and to print
something (what would go to a file is printed instead); where a ```json or ```text block follows, its lines have to be
what was printed, `…` standing for anything.
A line `# answers 422` before a curl says which refusal is meant; without one the status has to be 2xx.
"""
import re
import shlex
import subprocess
import sys
import time

SKIPPED = re.compile(r"(make|docker|git|cd) |feedforward serve(?!.*--(print|check)-config)")
BLOCK = re.compile(r"^```(sh|json|text)\n(.*?)^```$", re.M | re.S)


def commands(block):
    joined = block.replace("\\\n", " ")
    found, status, pending = [], None, ""
    for line in joined.splitlines():
        if not pending and (match := re.fullmatch(r"# answers (\d+)", line)):
            status = int(match[1])
        if not pending and (not line.strip() or line.startswith("#")):
            continue
        pending += line + "\n"
        # A quotation that goes on in the next line.
        if pending.count("'") % 2 == 0:
            found.append((pending.rstrip(), status))
            status, pending = None, ""
    assert not pending, f"a quotation without end: {pending}"
    return found


def has_succeeded(result, status):
    if status is None:
        return result.returncode == 0 and result.stdout.strip()
    # curl exits with 22 for a status of 400 or more; the problem's own status is the answer's.
    return result.returncode == 22 and f'"status":{status},' in result.stdout


def matches(expected, actual):
    pattern = ".*?".join(re.escape(part) for part in expected.strip().split("…"))
    return re.fullmatch(pattern, actual.strip(), re.S) is not None


def main(readme, binary):
    with open(readme, encoding="utf-8") as file:
        text = file.read()
    address = re.search(r"http://(127\.0\.0\.1):(\d+)", text)
    server = subprocess.Popen(
        [binary, "serve", "--listen", f"tcp://{address[1]}:{address[2]}"],
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
            for command, status in commands(block):
                if SKIPPED.match(command):
                    continue
                runnable = re.sub(r"^feedforward\b", shlex.quote(binary), command)
                runnable = re.sub(r"\| feedforward\b", "| " + shlex.quote(binary), runnable)
                runnable = re.sub(r" > [\w.-]+$", "", runnable)
                runnable = re.sub(r"\bcurl ", "curl --silent --show-error --fail-with-body ", runnable)
                result = subprocess.run(
                    ["bash", "-o", "pipefail", "-c", runnable], capture_output=True, text=True, timeout=60
                )
                ran += 1
                printed = result.stdout
                if not has_succeeded(result, status):
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
