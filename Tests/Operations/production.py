#!/usr/bin/env python3
"""Starts the service with the production configuration: production.py BINARY

Its files are replaced by new ones in a folder that goes away, its ports by free ones. Health has to answer, the contract
has to be open, and everything else has to ask for a token, over TLS.
"""
import http.client
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile

from common import certificate

CONFIGURATION = os.path.join(os.path.dirname(__file__), "../../config/production.json")


def free_port(match):
    # Free at every address, since [::] is all of them.
    with socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True) as probe:
        return f":{probe.getsockname()[1]}{match[1]}"


def token(binary, file, scope):
    """Makes a token and adds its line to the file."""
    made = subprocess.run(
        [binary, "token", "--name", scope, "--scope", scope], check=True, capture_output=True, text=True
    )
    file.write(made.stdout)
    return re.search(r"ff_\S+", made.stderr)[0]


def main(binary):
    with open(CONFIGURATION, encoding="utf-8") as file:
        settings = json.load(file)
    with tempfile.TemporaryDirectory() as folder:
        settings["tls"]["certificate"], settings["tls"]["key"] = certificate(folder)
        settings["access"]["tokens"] = os.path.join(folder, "tokens")
        settings["models"]["directory"] = os.path.join(folder, "models")
        settings["server"]["listen"] = re.sub(r":\d+(,|$)", free_port, settings["server"]["listen"])
        settings["server"]["lame_duck_seconds"] = 0
        with open(settings["access"]["tokens"], "w", encoding="ascii") as file:
            infer, metrics = token(binary, file, "infer"), token(binary, file, "metrics")
        path = os.path.join(folder, "production.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(settings, file)
        subprocess.run([binary, "serve", "--config", path, "--check-config"], check=True)
        server = subprocess.Popen([binary, "serve", "--config", path], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, text=True)
        try:
            ask(server, os.path.join(folder, "tls.crt"), infer, metrics)
        finally:
            server.terminate()
            code = server.wait(timeout=30)
    assert code == 0, f"exit code {code}"
    print("the production configuration serves those who may ask")


def ask(server, authority, infer, metrics):
    places = [server.stdout.readline().strip() for _ in range(2)]
    assert all(places), (places, server.poll(), server.stdout.read())
    secure, plain = (int(re.search(r":(\d+)$", place)[1]) for place in places)
    assert "https://" in places[0] and "http://127.0.0.1:" in places[1], places
    context = ssl.create_default_context(cafile=authority)
    for scheme, port, path, credential, expected in [
        ("http", plain, "/readyz", None, 200),
        ("https", secure, "/readyz", None, 200),
        ("https", secure, "/openapi.yaml", None, 200),
        ("https", secure, "/v1/models", None, 401),
        ("https", secure, "/v1/models", metrics, 403),
        ("https", secure, "/v1/models", infer, 200),
        ("https", secure, "/metrics", None, 401),
        ("https", secure, "/metrics", metrics, 200),
        ("http", plain, "/v1/models", None, 401),
    ]:
        if scheme == "https":
            connection = http.client.HTTPSConnection("localhost", port, context=context, timeout=10)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        headers = {} if credential is None else {"Authorization": f"Bearer {credential}"}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        assert response.status == expected, (scheme, path, response.status, expected)
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
