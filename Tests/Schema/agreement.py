#!/usr/bin/env python3
"""Holds the JSON Schema of a definition against the server that accepts definitions.

usage: agreement.py URL [SEED]

Makes 500 definitions that are possible and 500 that are not, in ways that a schema can express, asks POST /v1/validate
about each and validates it against GET /v1/schema. Entries and parameters come from the schema, so that whatever is
added to a catalogue is tried; how values relate to each other (shapes, intervals, counts) is known here.

Prints '1000 agreed, 0 differ' and exits with 0, or names each difference and exits with 1. Needs jsonschema 4.18.
"""

import copy
import http.client
import json
import random
import sys
import urllib.parse

from jsonschema import Draft202012Validator

# Pairs of parameters of which the first must be less.
INTERVALS = [("min_val", "max_val"), ("lower", "upper"), ("a", "b")]


class Catalogue:
    """The entries of a choice, as the schema lists them."""

    def __init__(self, schema, name, key):
        self.key = key
        by_name, *objects = schema["$defs"][name]["anyOf"]
        self.names = by_name["enum"]
        self.objects = {entry: item for item in objects for entry in item["properties"][key]["enum"]}


class Generator:
    """Draws definitions."""

    def __init__(self, schema, seed):
        self.schema = schema
        self.random = random.Random(seed)
        self.activations = Catalogue(schema, "activation", "type")
        self.weights = Catalogue(schema, "weight_init", "scheme")
        self.biases = Catalogue(schema, "bias_init", "scheme")

    # What is possible

    def valid(self):
        """A definition that is possible, in either form."""
        inputs = self.size()
        layers = []
        for _ in range(self.random.randint(1, 3)):
            layers.append(self.layer(inputs if not layers else layers[-1][1]))
        long = self.random.random() < 0.6
        definition = self.long_form(inputs, layers) if long else self.short_form(inputs, layers)
        outputs = layers[-1][1] if long else self.short_outputs(definition)
        self.add_shared(definition, outputs)
        return definition

    def long_form(self, inputs, layers):
        definition = {"input_size": self.spelt(inputs), "layers": [layer for layer, _ in layers]}
        # Every layer may override what the network says, so no inline values there.
        self.maybe(definition, "weight_init", lambda: self.choice(self.weights, None))
        self.maybe(definition, "bias_init", lambda: self.choice(self.biases, None))
        return definition

    def short_form(self, inputs, layers):
        units = [layer["units"] for layer, _ in layers]
        definition = {"layer_sizes": [self.spelt(inputs)] + units}
        form = self.random.choice(["list", "one", "output", "none"])
        if form == "list":
            definition["activations"] = [self.choice(self.activations, [int(size)]) for size in units]
        elif form != "none":
            if form == "one":
                definition["activations"] = self.choice(self.activations, None)
            definition["output_activation"] = self.choice(self.activations, [int(units[-1])])
        self.maybe(definition, "weight_init", lambda: self.choice(self.weights, None))
        self.maybe(definition, "bias_init", lambda: self.choice(self.biases, None))
        return definition

    @staticmethod
    def name(choice, key):
        return choice[key] if isinstance(choice, dict) else choice

    def short_outputs(self, definition):
        last = definition.get("output_activation")
        if isinstance(definition.get("activations"), list):
            last = definition["activations"][-1]
        units = int(definition["layer_sizes"][-1])
        return units // 2 if last is not None and self.name(last, "type") == "glu" else units

    def add_shared(self, definition, outputs):
        draw = self.random
        seeds = [0, 42, -1, 2**53, 2**64 - 1, -(2**63), "0", "-17", str(2**64 - 1), 7.0]
        self.maybe(definition, "seed", lambda: draw.choice(seeds))
        self.maybe(definition, "init_order", lambda: draw.choice(["direct", "module_then_init"]))
        self.maybe(definition, "input_name", lambda: draw.choice(["x", "größe", "layers.", "logit"]))
        self.maybe(definition, "output_name", lambda: draw.choice(["y", "layers.0.weight", " "]))
        self.maybe(definition, "bias", lambda: draw.random() < 0.5)
        self.maybe(definition, "labels", lambda: [f"label {index}" for index in range(outputs)])

    def layer(self, inputs):
        """A layer of the long form, and the number of its outputs."""
        units = 2 * self.random.randint(1, 4)
        layer = {"units": self.spelt(units)}
        self.maybe(layer, "activation", lambda: self.choice(self.activations, [units]))
        self.maybe(layer, "weight_init", lambda: self.choice(self.weights, [units, inputs]))
        self.maybe(layer, "bias_init", lambda: self.choice(self.biases, [units]))
        self.maybe(layer, "bias", lambda: self.random.random() < 0.7)
        halves = self.name(layer.get("activation"), "type") == "glu" if "activation" in layer else False
        return layer, units // 2 if halves else units

    def size(self):
        return self.random.randint(1, 5)

    def spelt(self, integer):
        return self.random.choice([integer, integer, float(integer)])

    def maybe(self, target, key, make):
        if self.random.random() < 0.5:
            target[key] = make()

    def choice(self, catalogue, shape):
        """A name or an object of a catalogue; without a shape nothing that depends on one."""
        while True:
            if self.random.random() < 0.3:
                return self.random.choice(catalogue.names)
            name = self.random.choice(list(catalogue.objects))
            properties = catalogue.objects[name]["properties"]
            if shape is None and "values" in properties:
                continue
            return self.entry(catalogue, name, shape)

    def entry(self, catalogue, name, shape):
        item = catalogue.objects[name]
        parameters = [key for key in item["properties"] if key != catalogue.key]
        # All or some, but an interval always with both ends.
        if self.random.random() < 0.3:
            kept = item["required"] + self.random.sample(parameters, len(parameters) // 2)
            if not any(one in kept or other in kept for one, other in INTERVALS):
                parameters = [key for key in parameters if key in kept]
        result = {catalogue.key: name}
        for key in parameters:
            result[key] = self.value(key, item["properties"][key], shape)
        for lower, upper in INTERVALS:
            if lower in result and upper in result:
                result[lower], result[upper] = sorted([result[lower], result[upper] + 1e-3])
                if result[lower] == result[upper]:
                    result[upper] += 1
        if isinstance(result.get("init"), list):
            result.pop("num_parameters", None)
            if self.random.random() < 0.5:
                result["num_parameters"] = len(result["init"])
        return result

    def value(self, key, schema, shape):
        draw = self.random
        if "enum" in schema:
            return draw.choice(schema["enum"])
        if key == "num_parameters":
            return 1 if shape is None else draw.choice([1, shape[0]])
        if key == "values":
            if len(shape) == 1:
                return [self.number({}) for _ in range(shape[0])]
            return [[self.number({}) for _ in range(shape[1])] for _ in range(shape[0])]
        if "anyOf" in schema:
            count = 1 if shape is None else draw.choice([1, shape[0]])
            return draw.choice([self.number({}), [self.number({}) for _ in range(count)]])
        return self.number(schema)

    def number(self, schema):
        """A number that the bounds admit, none so large or small that float32 changes the answer."""
        while True:
            number = self.random.choice([0, 1, -1, 2.0, 0.5, -0.25, 1e3, self.random.uniform(-3, 3)])
            if Draft202012Validator({key: schema[key] for key in schema if key != "$ref"}).is_valid(number):
                return number

    # What is not

    def invalid(self):
        """A definition with one mistake that a schema can express, and what the mistake is."""
        while True:
            definition = self.valid()
            mistake = self.random.choice(MISTAKES)
            broken = mistake(self, copy.deepcopy(definition))
            if broken is not None:
                return broken, mistake.__name__

    def any_of(self, items):
        items = list(items)
        return self.random.choice(items) if items else None

    def choices_in(self, definition):
        """Where activations and initialisers stand: container, key and catalogue."""
        kinds = {
            "activation": self.activations, "output_activation": self.activations,
            "weight_init": self.weights, "bias_init": self.biases,
        }
        for container in [definition] + definition.get("layers", []):
            for key, catalogue in kinds.items():
                if key in container:
                    yield container, key, catalogue
        activations = definition.get("activations")
        if isinstance(activations, list):
            for index in range(len(activations)):
                yield activations, index, self.activations
        elif activations is not None:
            yield definition, "activations", self.activations

    def objects_in(self, definition):
        for container, key, catalogue in self.choices_in(definition):
            if isinstance(container[key], dict):
                yield container[key], catalogue

    def sizes_in(self, definition):
        if "layer_sizes" in definition:
            yield from ((definition["layer_sizes"], index) for index in range(len(definition["layer_sizes"])))
        else:
            yield definition, "input_size"
            yield from ((layer, "units") for layer in definition["layers"])

    def numbers_in(self, definition):
        """Where numbers of parameters stand, with their schemas."""
        for item, catalogue in self.objects_in(definition):
            for key, schema in catalogue.objects[item[catalogue.key]]["properties"].items():
                if key in item and schema.get("$ref") == "#/$defs/number":
                    yield item, key, schema


def root_is_no_object(self, definition):
    return self.any_of([None, [], [definition], "relu", 3, True])


def unknown_member(self, definition):
    targets = [definition] + definition.get("layers", []) + [item for item, _ in self.objects_in(definition)]
    self.any_of(targets)[self.any_of(["x", "Seed", "unit", "activation ", "typ", "dropout", ""])] = 1
    return definition


def missing_member(self, definition):
    targets = [(definition, key) for key in ("layer_sizes", "input_size", "layers") if key in definition]
    targets += [(layer, "units") for layer in definition.get("layers", [])]
    for item, catalogue in self.objects_in(definition):
        targets += [(item, key) for key in catalogue.objects[item[catalogue.key]]["required"]]
    target, key = self.any_of(targets)
    del target[key]
    return definition


def wrong_type(self, definition):
    containers = [definition] + definition.get("layers", []) + [item for item, _ in self.objects_in(definition)]
    container = self.any_of(container for container in containers if container)
    key = self.any_of(container)
    # Null and an object with a foreign member can be meant for nothing.
    container[key] = self.any_of([None, {"x": 1}])
    return definition


def boolean_for_number(self, definition):
    container, key = self.any_of(self.sizes_in(definition))
    container[key] = self.any_of([True, False])
    return definition


def number_for_boolean(self, definition):
    self.any_of([definition] + definition.get("layers", []))["bias"] = self.any_of([0, 1, "true", []])
    return definition


def bad_size(self, definition):
    container, key = self.any_of(self.sizes_in(definition))
    container[key] = self.any_of([0, -1, 0.0, 1.5, 10**30, 1e30, -(10**12), "4", [4], 2**63])
    return definition


def too_few_sizes(self, definition):
    if "layer_sizes" in definition:
        definition["layer_sizes"] = definition["layer_sizes"][: self.any_of([0, 1])]
    else:
        definition["layers"] = []
    return definition


def unknown_name(self, definition):
    name = self.any_of(["rleu", "", "RELU", "xavier", "Zeros", "none", "softmax ", "he"])
    targets = list(self.choices_in(definition))
    if not targets:
        return None
    container, key, catalogue = self.any_of(targets)
    if isinstance(container[key], dict):
        container[key][catalogue.key] = name
    else:
        container[key] = name
    return definition


def unknown_word(self, definition):
    targets = [(definition, "init_order")]
    for item, catalogue in self.objects_in(definition):
        properties = catalogue.objects[item[catalogue.key]]["properties"]
        targets += [(item, key) for key in properties if key != catalogue.key and "enum" in properties[key]]
    target, key = self.any_of(targets)
    target[key] = self.any_of(["", "fan", "TANH", "Direct", 1, None])
    return definition


def out_of_bounds(self, definition):
    targets = []
    for item, key, schema in self.numbers_in(definition):
        bounds = {name: schema[name] for name in schema if name not in ("$ref", "default")}
        numbers = [0, -1, -0.5, 2, 1e3]
        targets += [(item, key, n) for n in numbers if not Draft202012Validator(bounds).is_valid(n)]
    if not targets:
        return None
    item, key, number = self.any_of(targets)
    item[key] = number
    return definition


def beyond_float32(self, definition):
    targets = list(self.numbers_in(definition))
    if not targets:
        return None
    item, key, _ = self.any_of(targets)
    item[key] = self.any_of([3.4028236e38, -3.5e38, 1e300, 10**40])
    return definition


def no_number(self, definition):
    targets = list(self.numbers_in(definition))
    if not targets:
        return None
    item, key, _ = self.any_of(targets)
    item[key] = self.any_of(["1", True, None, [], {}])
    return definition


def parameters_left_out(self, definition):
    targets = list(self.choices_in(definition))
    if not targets:
        return None
    container, key, catalogue = self.any_of(targets)
    container[key] = self.any_of(sorted(set(catalogue.objects) - set(catalogue.names)))
    return definition if container[key] else None


def bad_seed(self, definition):
    definition["seed"] = self.any_of(
        [2**64, -(2**63) - 1, 1e30, 0.5, "", "+1", "1.0", "0x10", "007", " 1", "1e3", "9" * 21, True, None, [1]]
    )
    return definition


def bad_labels(self, definition):
    count = len(definition.get("labels", ["a", "b"]))
    options = [[], "a", {"0": "a"}, [1] * count, [""] + ["x"] * (count - 1), [None] * count]
    definition["labels"] = self.any_of(options + ([["same"] * count] if count > 1 else []))
    return definition


def bad_name(self, definition):
    key = self.any_of(["input_name", "output_name"])
    definition[key] = self.any_of(["", "logits", "layers.0", "layers.12", 1, None, ["x"]])
    return definition


def mixed_forms(self, definition):
    if "layers" in definition:
        definition[self.any_of(["layer_sizes", "activations", "output_activation"])] = self.any_of([[1, 1], "relu"])
    else:
        definition[self.any_of(["input_size", "layers"])] = self.any_of([1, [{"units": 1}]])
    return definition


def output_beside_list(self, definition):
    if "layer_sizes" not in definition:
        return None
    definition["activations"] = ["relu"] * (len(definition["layer_sizes"]) - 1)
    definition["output_activation"] = "identity"
    return definition


def scheme_for_weights_only(self, definition):
    name = self.any_of(sorted(set(self.weights.objects) - set(self.biases.objects)))
    target = self.any_of([definition] + definition.get("layers", []))
    target["bias_init"] = self.entry(self.weights, name, [2, 2])
    return definition


def bad_values(self, definition):
    target = self.any_of([definition] + definition.get("layers", []))
    if self.random.random() < 0.5:
        target["weight_init"] = {
            "scheme": "values",
            "values": self.any_of([[], [[]], [1, 2], [[1], 2], [[1, None]], [["1"]], 1, None, [[[1]]], [[1e39]]]),
        }
    else:
        target["bias_init"] = {
            "scheme": "values",
            "values": self.any_of([[], [[1]], [1, None], ["1"], 1, None, "1", [1e39], {}]),
        }
    return definition


def bad_slopes(self, definition):
    slopes = self.any_of([[], [[1]], ["1"], None, "0.25", True, {}, 1e39, [1e39]])
    counts = self.any_of([0, -1, 1.5, "1", None, True])
    value = self.any_of([{"type": "prelu", "init": slopes}, {"type": "prelu", "num_parameters": counts}])
    if "layers" in definition:
        self.any_of(definition["layers"])["activation"] = value
    else:
        definition.pop("output_activation", None)
        definition["activations"] = value
    return definition


MISTAKES = [
    root_is_no_object, unknown_member, missing_member, wrong_type, boolean_for_number, number_for_boolean, bad_size,
    too_few_sizes, unknown_name, unknown_word, out_of_bounds, beyond_float32, no_number, parameters_left_out,
    bad_seed, bad_labels, bad_name, mixed_forms, output_beside_list, scheme_for_weights_only, bad_values, bad_slopes,
]


class Server:
    """The server under test."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)

    def request(self, method, path, body=None):
        self.connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def main(url, seed):
    server = Server(url)
    status, text = server.request("GET", "/v1/schema")
    if status != 200:
        sys.exit(f"GET /v1/schema answers {status}")
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    generator = Generator(schema, seed)
    cases = [(generator.valid(), None) for _ in range(500)] + [generator.invalid() for _ in range(500)]

    agreed = differ = 0
    for definition, mistake in cases:
        body = json.dumps(definition, ensure_ascii=False).encode()
        status, answer = server.request("POST", "/v1/validate", body)
        is_valid = validator.is_valid(definition)
        # Each must say what is right, not only the same.
        if is_valid == (mistake is None) and status == (200 if is_valid else 422):
            agreed += 1
            continue
        differ += 1
        print(f"{mistake or 'valid'}: the schema says {is_valid}, the server {status}")
        print(f"  {body.decode()}\n  {answer.decode(errors='replace').strip()}")
    print(f"{agreed} agreed, {differ} differ")
    return 0 if differ == 0 and agreed == 1000 else 1


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 1))
