#!/usr/bin/env python3
"""Computes fingerprints of definitions, independently of the server.

Reads canonical definitions from standard input, one JSON text a line, and prints the fingerprint of each:
"sha256:" and the digest of the definition in the form of RFC 8785.

    curl -s localhost:8080/v1/validate -d @config/definitions/iris.json | jq -c .definition | Tests/Schema/fingerprint.py
"""

import hashlib
import json
import sys
from decimal import Decimal


def number(value: float) -> str:
    """A float64 as ECMAScript's Number::toString writes it (ECMA-262 section 6.1.6.1.20)."""
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text = "".join(map(str, digits))
    k, n = len(text), len(digits) + exponent
    if k <= n <= 21:
        text += "0" * (n - k)
    elif 0 < n <= 21:
        text = text[:n] + "." + text[n:]
    elif -6 < n <= 0:
        text = "0." + "0" * -n + text
    else:
        text = text[0] + ("." + text[1:] if k > 1 else "") + f"e{n - 1:+d}"
    return ("-" if sign else "") + text


def canonical(value) -> str:
    """A JSON value in the form of RFC 8785."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(item) for key, item in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, (bool, type(None))):
        return json.dumps(value)
    if isinstance(value, (int, float)):
        return number(float(value))
    # The escapes that Python uses for the rest are those of RFC 8785 section 3.2.2.2, in lower case, too.
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    for line in sys.stdin:
        definition = json.loads(line)
        print("sha256:" + hashlib.sha256(canonical(definition).encode()).hexdigest())


if __name__ == "__main__":
    main()
