"""Random evaluations, over everything that the catalogues of a running server list."""

import random

# Pairs of parameters of which the first must be less.
INTERVALS = [("min_val", "max_val"), ("lower", "upper"), ("a", "b")]
SEEDS = [0, 1, 42, 2**31, 2**32 - 1, 2**53, 2**63, 2**64 - 1, -1, -(2**63)]

# Both ways to draw, with and without redraws.
TRUNCATIONS = [
    {},
    {"std": 0.02},
    {"a": -1, "b": 3},
    {"a": 0.5},
    {"mean": 1, "std": 0.1, "a": 1.2, "b": 2},
    {"mean": -5, "std": 2, "a": 0, "b": 0.25},
]


class Generator:
    """Draws requests of POST /v1/evaluate."""

    def __init__(self, activations, initializers, seed):
        self.activations = activations
        self.weights = initializers
        self.biases = [entry for entry in initializers if entry["scheme"] in BIAS_SCHEMES]
        self.random = random.Random(seed)

    def request(self):
        """A network of one to four layers and up to eight rows."""
        inputs = self.size()
        definition = {
            "input_size": inputs,
            "seed": str(self.random.choice(SEEDS + [self.random.getrandbits(64)])),
            "init_order": self.random.choice(["direct", "module_then_init"]),
            "layers": [],
        }
        width = inputs
        for _ in range(self.random.randint(1, 4)):
            layer, width = self.layer(width)
            definition["layers"].append(layer)
        request = {"network": definition, "training": self.random.random() < 0.4}
        if self.random.random() < 0.95:
            scale = self.random.choice([0, 1, 1, 1, 10, 255])
            rows = range(self.random.choice([0, 1, 2, 3, 8]))
            request["inputs"] = [[self.element(scale) for _ in range(inputs)] for _ in rows]
        return request

    def element(self, scale):
        kind = self.random.random()
        if kind < 0.7:
            return self.random.gauss(0, scale)
        return float(self.random.randint(-3, 3)) if kind < 0.95 else -0.0

    def size(self):
        return self.random.choice([1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 33, 64, 100])

    def layer(self, inputs):
        entry = self.random.choice(self.activations)
        units = self.size()
        if entry["type"] == "glu":
            units += units % 2
        activation = {"type": entry["type"]} | self.parameters(entry, [units])
        layer = {
            "units": units,
            "activation": activation,
            "weight_init": self.scheme(self.weights, [units, inputs]),
            "bias": self.random.random() < 0.8,
        }
        if layer["bias"]:
            layer["bias_init"] = self.scheme(self.biases, [units])
        return layer, units // 2 if entry["type"] == "glu" else units

    def scheme(self, entries, shape):
        entry = self.random.choice(entries)
        parameters = self.parameters(entry, shape)
        if entry["scheme"] == "trunc_normal":
            # Numbers drawn one by one soon give an interval that a normal never hits, which is refused.
            parameters = self.random.choice(TRUNCATIONS)
        return {"scheme": entry["scheme"]} | parameters

    def parameters(self, entry, shape):
        values = {}
        for parameter in entry["parameters"]:
            if parameter["required"] or self.random.random() < 0.7:
                value = self.value(parameter, shape)
                if value is not None:
                    values[parameter["name"]] = value
        defaults = {p["name"]: p.get("default") for p in entry["parameters"]}
        for lower, upper in INTERVALS:
            if lower in defaults and upper in defaults:
                first, second = (values.get(name, defaults[name]) for name in (lower, upper))
                values[lower], values[upper] = sorted([first, second if first != second else first + 1])
        return values

    def value(self, parameter, shape):
        kind = parameter["kind"]
        if kind == "number":
            return self.number(parameter["bounds"])
        if kind == "choice":
            return self.random.choice(parameter["choices"])
        if kind == "slopes":
            if self.random.random() < 0.4:
                return self.number("any")
            return [self.number("any") for _ in range(self.random.choice([1, shape[0]]))]
        if kind == "slope_count":
            # Follows from the list of slopes, or is one.
            return None
        if len(shape) == 1:
            return [self.element(1) for _ in range(shape[0])]
        return [[self.element(1) for _ in range(shape[1])] for _ in range(shape[0])]

    def number(self, bounds):
        kind = self.random.random()
        if kind < 0.3:
            number = float(self.random.randint(-3, 3))
        elif kind < 0.93:
            number = self.random.choice([round(self.random.uniform(-2, 2), 2), self.random.gauss(0, 1)])
        else:
            # The last two are beyond what PyTorch takes for some parameters.
            number = self.random.choice([10 ** self.random.uniform(-38, 38)] * 4 + [1e-39, 3.40282355e38])
            number *= self.random.choice([-1, 1])
        if bounds == "fraction":
            return min(1, abs(number))
        if bounds in ("positive", "nonzero") and number == 0:
            return 1
        return abs(number) if bounds in ("positive", "nonnegative") else number


# One dimension is enough for these.
BIAS_SCHEMES = {"uniform", "normal", "zeros", "ones", "constant", "trunc_normal", "torch_default", "values"}
