#!/usr/bin/env python3
"""Writes the texts of the contract as Swift: contract.py OPENAPI SWIFT"""
import json
import sys

import yaml

source, target = sys.argv[1:]
with open(source, encoding="utf-8") as file:
    text = file.read()


class Loader(yaml.SafeLoader):
    """Keeps dates and the like as the strings that JSON has for them."""


document = yaml.load(text, Loader)
json_text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def literal(value):
    # Three pound signs: nothing in the contract can end the literal or interpolate.
    assert '"""###' not in value and "\\###(" not in value
    lines = "\n".join("        " + line if line else "" for line in value.split("\n"))
    return f'###"""\n{lines}\n        """###'


with open(target, "w", encoding="utf-8") as file:
    file.write(
        f"""// Generated from openapi.yaml by `make contract`; a long file, because it is the whole text.
// swift-format-ignore-file

/// The contract of the service, as it is served.
enum Contract {{
    /// The version of the contract, which is the service's own.
    static let version = {json.dumps(document["info"]["version"])}

    /// The text of openapi.yaml.
    static let yaml =
        {literal(text)}

    /// The same as JSON.
    static let json =
        {literal(json_text)}
}}
"""
    )
