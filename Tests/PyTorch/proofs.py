#!/usr/bin/env python3
"""Runs the PyTorch scripts that a server answers with: proofs.py URL BINARY [COUNT [SEED]]

- For every network of Tests/NeuralNetworkTests/Vectors/networks.json the script has to exit 0, and 1 after
  one bit of one digest was flipped, or one of the values that orthogonal weights are compared to, or one output.
- COUNT random evaluations (500 unless given) have to be answered by a script that exits 0, or by a 422 that says why
  PyTorch has no equivalent.
- The scripts that BINARY prints for the example definitions have to exit 0.

Needs PyTorch alone. Scripts run inside this process, which has imported PyTorch once; a few run as processes of
their own too, for their true exit status.
"""

import base64
import contextlib
import io
import json
import pathlib
import re
import struct
import subprocess
import sys
import urllib.error
import urllib.request
import warnings

import definitions
import torch

REPOSITORY = pathlib.Path(__file__).parents[2]
failures = []
processes = 0


def exchange(url, path, body=None, accept="application/json"):
    """The status and the content of an answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data, {"Accept": accept, "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def run(script):
    """The exit status of a script and what it said, without a process of its own."""
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(script, "script", "exec"), {"__name__": "__main__"})
    except SystemExit as exit:
        return (0 if exit.code in (None, 0) else 1), str(exit.code)
    except Exception as error:
        return 2, f"{type(error).__name__}: {error}"
    return 0, output.getvalue()


def run_alone(script):
    """The same as a process."""
    global processes
    processes += 1
    result = subprocess.run([sys.executable, "-"], input=script, capture_output=True, text=True, timeout=300)
    return result.returncode, result.stdout + result.stderr


def expect(status, script, what, alone=False):
    """Runs a script and notes a failure if it does not exit with a status and say one line."""
    for found, said in [run(script)] + ([run_alone(script)] if alone else []):
        if found != status or not said.strip():
            failures.append(f"{what}: exit {found} instead of {status}: {said[:400]}")
            return False
    return True


def flipped(script):
    """The script with one bit of one digest, or of one value that is compared in its stead, flipped."""
    match = re.search(r'": "([0-9a-f]{64})"', script)
    if match:
        start = match.start(1)
        return script[:start] + f"{int(script[start], 16) ^ 1:x}" + script[start + 1 :]
    match = re.search(r'floats\(("""\s*|")([A-Za-z0-9+/=\s]+?)\s*"', script)
    values = bytearray(base64.b64decode(match[2]))
    values[3] ^= 0x80 if abs(struct.unpack("<f", values[:4])[0]) > 1e-4 else 0x40
    return script[: match.start(2)] + base64.b64encode(values).decode() + script[match.end(2) :]


def with_other_output(script):
    """The script with the first output that is compared moved by a thousandth of its size, or of 1."""
    start = script.index("outputs = torch.tensor(")
    match = re.compile(r"-?[0-9][-+.0-9e]*").search(script, start)
    number = float(match[0])
    return f"{script[: match.start()]}{number + 1e-3 * max(1, abs(number))!r}{script[match.end() :]}"


def converted(golden):
    """A definition of the vectors as the service takes it: parameters flat beside the name."""

    def scheme(init):
        return {"scheme": init["scheme"]} | init["params"]

    layers = []
    for layer in golden["layers"]:
        parameters = dict(layer["activation_params"])
        if layer["activation"] == "prelu" and "weight" in parameters:
            parameters["init"] = parameters.pop("weight")
        converted = {
            "units": layer["units"],
            "activation": {"type": layer["activation"]} | parameters,
            "weight_init": scheme(layer["weight_init"]),
            "bias": layer["bias"],
        }
        if layer["bias_init"] is not None:
            converted["bias_init"] = scheme(layer["bias_init"])
        layers.append(converted)
    return {key: golden[key] for key in ("seed", "input_size", "init_order")} | {"layers": layers}


def rows(tensor):
    """The rows of a tensor of the vectors."""
    values = struct.unpack(f"<{tensor['shape'][0] * tensor['shape'][1]}f", base64.b64decode(tensor["b64"]))
    return [list(values[i : i + tensor["shape"][1]]) for i in range(0, len(values), tensor["shape"][1])]


def progress(text):
    print(text, flush=True)


def check_networks(url):
    with open(REPOSITORY / "Tests/NeuralNetworkTests/Vectors/networks.json", encoding="utf-8") as file:
        networks = json.load(file)
    held = 0
    for index, golden in enumerate(networks):
        body = {"network": converted(golden["definition"]), "inputs": rows(golden["input"])}
        status, script = exchange(url, "/v1/evaluate", body, "text/x-python")
        if status != 200:
            failures.append(f"{golden['id']}: {status} {script[:400]}")
            continue
        alone = index == 0 or "orthogonal" in script
        held += (
            expect(0, script, golden["id"], alone)
            and expect(1, flipped(script), f"{golden['id']} with a flipped bit", alone)
            and expect(1, with_other_output(script), f"{golden['id']} with another output", alone)
        )
    progress(f"networks: {held} of {len(networks)} exit 0, and 1 after a flipped bit and after a moved output")


def check_random(url, count, seed):
    activations = json.loads(exchange(url, "/v1/activations")[1])["activations"]
    initializers = json.loads(exchange(url, "/v1/initializers")[1])["initializers"]
    generator = definitions.Generator(activations, initializers, seed)
    held = refused = impossible = whole = partly = 0
    seen = set()
    for index in range(count):
        body = generator.request()
        status, script = exchange(url, "/v1/evaluate", body, "text/x-python")
        if status == 422:
            problem = json.loads(script)
            if problem["type"] == "/problems/no-pytorch-equivalent" and problem["errors"]:
                refused += 1
            elif exchange(url, "/v1/evaluate", body)[0] == 422:
                # Some numbers that are drawn one by one have no network in float32.
                impossible += 1
            else:
                failures.append(f"random {index}: {script[:400]}")
            continue
        seen |= {layer["activation"]["type"] for layer in body["network"]["layers"]}
        seen |= {layer["weight_init"]["scheme"] for layer in body["network"]["layers"]}
        if status != 200:
            failures.append(f"random {index}: {status} {script[:400]}")
        elif expect(0, script, f"random {index}", index % 100 == 0):
            held += 1
            whole += "tolerances" not in script
            partly += ": None" in script
        else:
            failures.append(json.dumps(body)[:2000])
    expected = {entry["type"] for entry in activations} | {entry["scheme"] for entry in initializers}
    # A few networks cannot have everything.
    if count >= 300:
        failures.extend(f"random: no {name}" for name in sorted(expected - seen))
    progress(
        f"random: {held} of {count} exit 0 ({whole} within the ordinary bound, {partly} with rows left out), "
        f"{refused} refused for PyTorch, {impossible} impossible"
    )


def check_examples(binary):
    examples = REPOSITORY / "config"
    held = 0
    paths = sorted((examples / "definitions").glob("*.json"))
    for definition in paths:
        with open(definition, encoding="utf-8") as file:
            content = json.load(file)
        columns = content.get("input_size") or content["layer_sizes"][0]
        command = [binary, "evaluate", definition, "--pytorch", "--columns", str(columns)]
        command += ["--inputs", examples / "data" / f"{definition.stem}.csv"]
        script = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout
        held += expect(0, script, definition.name, alone=True)
    progress(f"examples: {held} of {len(paths)} exit 0")


def main(url, binary, count=500, seed=1):
    print(f"PyTorch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}")
    check_networks(url)
    check_random(url, int(count), int(seed))
    check_examples(binary)
    for failure in failures[:40]:
        print("FAIL", failure)
    print(f"{processes} of the scripts ran as processes too; {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
