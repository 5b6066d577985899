"""What schemathesis cannot know of the contract. It is loaded by the script beside it."""
import json
import re

import schemathesis

# What the server may answer before it knows which operation is meant: to a long target, or long or many fields.
EVERYWHERE = ("414", "431")
# Few names, so that requests meet models that earlier ones made, and the registry stays small.
NAMES = ("iris", "digits", "a.b-c_1")
VALID = re.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
# A model that no change reaches, so that its version stays 1.
STEADY = {"name": "steady", "version": "1"}


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Takes away the answer for all other statuses: each that occurs has to be documented by its number."""
    for item in raw_schema["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "responses" in operation:
                default = operation["responses"].pop("default", None)
                if default is not None:
                    for status in EVERYWHERE:
                        operation["responses"].setdefault(status, default)


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Turns a possible name into one of a few, and most versions into one that is there; what is impossible stays."""
    name, version = ((path_parameters or {}).get(key) for key in ("name", "version"))
    if isinstance(version, str):
        if len(version) % 3:
            path_parameters.update(STEADY)
    elif isinstance(name, str) and VALID.fullmatch(name):
        path_parameters["name"] = NAMES[len(name) % len(NAMES)]
    return path_parameters


@schemathesis.hook
def map_headers(context, headers):
    """Drops three of four preconditions, which hardly ever hold and so keep requests from what they ask for."""
    for name in ("If-Match", "If-None-Match"):
        if headers and name in headers and len(str(headers[name])) % 4:
            del headers[name]
    return headers


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    """Rows as lines: a list's members, or the text as it stands."""
    if isinstance(value, (bytes, str)):
        return value if isinstance(value, bytes) else value.encode("utf-8", "replace")
    return b"".join(json.dumps(one).encode() + b"\n" for one in (value if isinstance(value, list) else [value]))


@schemathesis.serializer("application/vnd.safetensors")
def tensors(context, value):
    """Bytes as they stand: nothing generated will be a file of the format, which is the point."""
    if isinstance(value, bytes):
        return value
    return value.encode("utf-8", "replace") if isinstance(value, str) else json.dumps(value).encode()
