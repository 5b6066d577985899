#!/usr/bin/env python3
"""Sends every example of openapi.yaml to a running server and validates each answer against the document.

usage: examples.py URL OPENAPI

Needs PyYAML, jsonschema (4.18 or newer) and, to check the document itself, openapi-spec-validator.
"""
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

ROOT = "urn:openapi"


def main(url, path):
    with open(path, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    try:
        from openapi_spec_validator import validate
    except ImportError:
        print("openapi-spec-validator is not installed: the document itself is not checked")
    else:
        validate(document)
        print("the document is valid OpenAPI 3.1")

    registry = Registry().with_resource(ROOT, Resource(contents=document, specification=DRAFT202012))
    failures = []
    count = 0

    def validator(*steps):
        pointer = "/".join(str(s).replace("~", "~0").replace("/", "~1") for s in steps)
        reference = {"$ref": f"{ROOT}#/{urllib.parse.quote(pointer, safe='/~')}"}
        return Draft202012Validator(reference, registry=registry)

    def resolve(node, *steps):
        """Follows a reference to a component, and says where the node stands."""
        while "$ref" in node and len(node) == 1:
            steps = tuple(node["$ref"].removeprefix("#/").split("/"))
            node = document
            for step in steps:
                node = node[step]
        return node, steps

    def exchange(method, path, accept, body=None, headers=None):
        request = urllib.request.Request(url + path, method=method, data=body)
        request.add_header("Accept", accept)
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            answer = urllib.request.urlopen(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, answer.headers, answer.read()

    def check(what, operation, steps, status, headers, content):
        nonlocal count
        count += 1
        key = str(status) if str(status) in operation["responses"] else "default"
        response, where = resolve(operation["responses"][key], *steps, "responses", key)
        media = (headers.get("Content-Type") or "").split(";")[0].strip()
        if "content" not in response and not content:
            return
        if media not in response.get("content", {}):
            failures.append(f"{what}: {status} with the undeclared type {media!r}")
            return
        for name, header in response.get("headers", {}).items():
            if name not in headers and resolve(header)[0].get("required") is not False:
                failures.append(f"{what}: no {name}")
        if "json" not in media or "ndjson" in media:
            if not content:
                failures.append(f"{what}: empty")
            return
        value = json.loads(content, parse_constant=lambda token: failures.append(f"{what}: {token} in JSON"))
        checker = validator(*where, "content", media, "schema")
        for error in list(checker.iter_errors(value))[:5]:
            failures.append(f"{what}: answer at {error.json_path}: {error.message[:300]}")

    def prepare(path, method):
        """Lets the model that an operation is about exist, in its first version, unless the operation makes it."""
        example = document["components"]["parameters"]["ModelName"]["example"]
        model = "/v1/models/{name}"
        target = model.replace("{name}", example)
        exchange("DELETE", target, "*/*")
        if "/models/{name}" not in path or (path, method) == (model, "put"):
            return
        media = document["paths"][model]["put"]["requestBody"]["content"]["application/json"]
        definition = next(iter(media["examples"].values()))["value"]
        status, _, content = exchange("PUT", target, "*/*", json.dumps(definition).encode())
        if status != 201:
            failures.append(f"PUT {target}: {status} {content[:300]!r}")

    for path, item in document["paths"].items():
        for method, operation in item.items():
            steps = ("paths", path, method)
            what = f"{method.upper()} {path}"
            parameters = [
                resolve(p, *steps, "parameters", i)[0] for i, p in enumerate(operation.get("parameters", []))
            ]
            target = path
            query = {}
            for parameter in parameters:
                if parameter["in"] == "path":
                    target = target.replace("{" + parameter["name"] + "}", parameter["example"])
                elif parameter["in"] == "query" and "example" in parameter:
                    query[parameter["name"]] = parameter["example"]
            if query:
                target += "?" + urllib.parse.urlencode(query)
            successes = [key for key in operation["responses"] if key.startswith("2")]
            if not successes:
                # What is never possible still has to be refused as the document says.
                body = b"{}" if "requestBody" in operation else None
                check(what, operation, steps, *exchange(method.upper(), target, "*/*", body))
                continue
            success = resolve(operation["responses"][successes[0]], *steps, "responses", successes[0])[0]
            for accept in success.get("content", ["*/*"]):
                prepare(path, method)
                if "requestBody" not in operation:
                    status, headers, content = exchange(method.upper(), target, accept)
                    check(what, operation, steps, status, headers, content)
                    if str(status) not in successes:
                        failures.append(f"{what}: {status}")
                    if method == "get" and any(p["name"] == "If-None-Match" for p in parameters):
                        status, _, content = exchange(
                            method.upper(), target, accept, headers={"If-None-Match": headers.get("ETag", "")}
                        )
                        if status != 304 or content:
                            failures.append(f"{what}: {status} instead of 304 for its own entity tag")
                    continue
                # Where answers of a type belong to requests of the same, it has examples of its own.
                contents = operation["requestBody"]["content"]
                kind = accept if "examples" in contents.get(accept, {}) else "application/json"
                media = contents[kind]
                examples = media.get("examples") or {"example": {"value": media["example"]}}
                for name, example in examples.items():
                    label = f"{what} {name} as {accept}"
                    request_schema = validator(*steps, "requestBody", "content", kind, "schema")
                    for error in request_schema.iter_errors(example["value"]):
                        failures.append(f"{label}: the example at {error.json_path}: {error.message[:300]}")
                    body = json.dumps(example["value"]) if kind == "application/json" else example["value"]
                    status, headers, content = exchange(
                        method.upper(),
                        target,
                        accept,
                        body.encode(),
                        {"Content-Type": kind},
                    )
                    check(label, operation, steps, status, headers, content)
                    if str(status) not in successes:
                        failures.append(f"{label}: {status} {content[:300]!r}")
                # The same operation with a body that is not JSON: its problem has to fit the document as well.
                if kind != "application/json":
                    continue
                status, headers, content = exchange(method.upper(), target, accept, b"{", {})
                check(f"{what} with half a body", operation, steps, status, headers, content)
                if status != 400:
                    failures.append(f"{what} with half a body: {status}")

    for failure in failures:
        print("FAIL", failure)
    print(f"{count} exchanges, {len(failures)} failures")
    return 1 if failures or count < len(document["paths"]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), sys.argv[2]))
