import NeuralNetwork

/// A definition with mistakes, and what is said of them.
struct Mistake: Sendable, CustomStringConvertible {
    let json: String
    let problems: [String]

    init(_ json: String, _ problems: String...) {
        self.json = json
        self.problems = problems
    }

    var description: String { json }
}

/// The schemes that are known, as a sentence lists them.
private func listed(_ isIncluded: (Initializer.Scheme) -> Bool) -> String {
    let aliases = Initializer.aliases.filter { isIncluded($0.value.scheme) }.keys.sorted()
    let names = Initializer.Scheme.allCases.filter(isIncluded).map(\.rawValue) + aliases
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
}

private let sizeRange = "expected a whole number from 1 to 67108864, found"
private let seedRange = "expected an integer from -9223372036854775808 to 18446744073709551615, "

let shortMistakes: [Mistake] = [
    Mistake("[]", "# expected an object, found an array"),
    Mistake("null", "# expected an object, found null"),
    Mistake("{}", ##"# missing member "layer_sizes" (short form), or "input_size" and "layers" (long form)"##),
    Mistake(#"{"layer_sizs": [1, 1]}"#, ##"#/layer_sizs unknown member "layer_sizs"; did you mean "layer_sizes"?"##),
    Mistake(
        #"{"layer_sizes": [1, 1], "banana": 1}"#,
        ##"#/banana unknown member "banana"; expected layer_sizes, activations, output_activation, input_size, layers, seed, "##
            + "init_order, input_name, output_name, weight_init, bias_init, bias or labels"
    ),
    Mistake(#"{"activations": "relu"}"#, ##"# missing member "layer_sizes""##),
    Mistake(#"{"layer_sizes": 4}"#, "#/layer_sizes expected an array of sizes, found a number"),
    Mistake(
        #"{"layer_sizes": []}"#,
        "#/layer_sizes expected the input size and the units of at least one layer, found no size"
    ),
    Mistake(
        #"{"layer_sizes": [4]}"#,
        "#/layer_sizes expected the input size and the units of at least one layer, found one size"
    ),
    Mistake(#"{"layer_sizes": [0, 1]}"#, "#/layer_sizes/0 must be at least 1, found 0"),
    Mistake(#"{"layer_sizes": [4, 16, -3]}"#, "#/layer_sizes/2 must be at least 1, found -3"),
    Mistake(#"{"layer_sizes": [4, 1.5]}"#, "#/layer_sizes/1 \(sizeRange) 1.5"),
    Mistake(#"{"layer_sizes": [4, 1e30]}"#, "#/layer_sizes/1 \(sizeRange) 1e30"),
    Mistake(#"{"layer_sizes": [4, "3"]}"#, "#/layer_sizes/1 expected a whole number, found a string"),
    Mistake(#"{"layer_sizes": [4, true]}"#, "#/layer_sizes/1 expected a whole number, found a boolean"),
    Mistake(
        #"{"layer_sizes": [4, 1000000000000]}"#,
        "#/layer_sizes/1 the network would have 5000000000000 parameters, over the limit of 67108864; "
            + "make its layers smaller"
    ),
    Mistake(
        #"{"layer_sizes": [4000000000000000000, 4]}"#,
        "#/layer_sizes/0 the network would have more than 9223372036854775807 parameters, over the limit of 67108864; "
            + "make its layers smaller"
    ),
    Mistake(
        #"{"layer_sizes": [10000, 10000]}"#,
        "#/layer_sizes the network would have 100010000 parameters, over the limit of 67108864; make its layers smaller"
    ),
    Mistake(
        #"{"layer_sizes": [4, 3, 2], "activations": ["relu"]}"#,
        "#/activations expected one activation for each of the 2 layers after the input, found 1"
    ),
    Mistake(
        #"{"layer_sizes": [4, 3], "activations": ["relu"], "output_activation": "relu"}"#,
        "#/output_activation activations is an array, which names the activation of the last layer too; "
            + "leave output_activation out"
    ),
    Mistake(
        #"{"layer_sizes": [4, 3], "activations": ["rleu"]}"#,
        ##"#/activations/0 unknown activation "rleu"; did you mean "relu"?"##
    ),
    Mistake(
        #"{"layer_sizes": [4, 3], "activations": 3}"#,
        ##"#/activations expected the name of an activation or an object with "type", found a number"##
    ),
    Mistake(
        #"{"layer_sizes": [2, 7, 1], "activations": "glu"}"#,
        "#/layer_sizes/1 glu halves its units, so they must be even, found 7"
    ),
    Mistake(
        #"{"layer_sizes": [4, 3], "input_size": 4}"#,
        ##"# "layer_sizes" of the short form cannot stand beside "input_size" of the long form; "##
            + "use the members of one form"
    ),
    Mistake(#"{"layer_sizes": [1, 1], "seed": 1.5}"#, "#/seed \(seedRange)or one as a decimal string, found 1.5"),
    Mistake(#"{"layer_sizes": [1, 1], "seed": 1e30}"#, "#/seed \(seedRange)or one as a decimal string, found 1e30"),
    Mistake(
        #"{"layer_sizes": [1, 1], "seed": "+1"}"#,
        ##"#/seed \##(seedRange)or one as a decimal string, found "+1""##
    ),
    Mistake(
        #"{"layer_sizes": [1, 1], "seed": "18446744073709551616"}"#,
        ##"#/seed \##(seedRange)or one as a decimal string, found "18446744073709551616""##
    ),
    Mistake(
        #"{"layer_sizes": [1, 1], "seed": true}"#,
        "#/seed \(seedRange)or one as a decimal string, found a boolean"
    ),
    Mistake(
        #"{"layer_sizes": [1, 1], "init_order": "dirct"}"#,
        ##"#/init_order unknown value "dirct"; did you mean "direct"?"##
    ),
    Mistake(
        #"{"layer_sizes": [1, 1], "init_order": "banana"}"#,
        ##"#/init_order unknown value "banana"; expected direct or module_then_init"##
    ),
    Mistake(#"{"layer_sizes": [1, 1], "bias": "yes"}"#, "#/bias expected true or false, found a string"),
    Mistake(#"{"layer_sizes": [1, 1], "labels": "a"}"#, "#/labels expected an array of strings, found a string"),
    Mistake(#"{"layer_sizes": [1, 1], "labels": [1]}"#, "#/labels/0 expected a string, found a number"),
    Mistake(#"{"layer_sizes": [1, 1], "labels": [""]}"#, "#/labels/0 must not be empty"),
    Mistake(
        #"{"layer_sizes": [1, 1], "labels": ["a", "b"]}"#,
        "#/labels expected one label for each of the 1 outputs, found 2"
    ),
    Mistake(
        #"{"layer_sizes": [1, 2], "labels": ["a", "a"]}"#,
        ##"#/labels/1 "a" stands twice; each name must be given once"##
    ),
    Mistake(#"{"layer_sizes": [1, 1], "input_name": 1}"#, "#/input_name expected a string, found a number"),
    Mistake(
        #"{"layer_sizes": [1, 1], "output_name": "logits"}"#,
        ##"#/output_name "logits" is taken, choose another name"##
    ),
    Mistake(
        #"{"layer_sizes": [1, 1], "input_name": "output"}"#,
        ##"#/input_name "output" stands twice; each name must be given once"##
    ),
]

let longMistakes: [Mistake] = [
    Mistake(#"{"input_size": 4}"#, ##"# missing member "layers""##),
    Mistake(#"{"layers": [{"units": 1}]}"#, ##"# missing member "input_size""##),
    Mistake(#"{"input_size": 4, "layers": []}"#, "#/layers a network needs at least one layer"),
    Mistake(#"{"input_size": 4, "layers": {}}"#, "#/layers expected an array of layers, found an object"),
    Mistake(#"{"input_size": 4, "layers": [3]}"#, "#/layers/0 expected an object, found a number"),
    Mistake(#"{"input_size": 4, "layers": [{}]}"#, ##"#/layers/0 missing member "units""##),
    Mistake(#"{"input_size": 0, "layers": [{"units": 1}]}"#, "#/input_size must be at least 1, found 0"),
    Mistake(#"{"input_size": 1, "layers": [{"units": 0}]}"#, "#/layers/0/units must be at least 1, found 0"),
    Mistake(
        #"{"input_size": 1, "layers": [{"unit": 1}]}"#,
        ##"#/layers/0/unit unknown member "unit"; did you mean "units"?"##
    ),
    Mistake(
        #"{"input_size": 1, "layers": [{"units": 1}, {"units": 1, "bias": 0}]}"#,
        "#/layers/1/bias expected true or false, found a number"
    ),
    Mistake(
        #"{"input_size": 1, "layers": [{"units": 1, "bias_init": "xavier_uniform"}]}"#,
        "#/layers/0/bias_init xavier_uniform needs two dimensions and a bias has one; "
            + "use \(listed { !$0.isForWeightsOnly })"
    ),
    Mistake(
        #"{"input_size": 1, "layers": [{"units": 1, "bias": false, "bias_init": "eye"}]}"#,
        "#/layers/0/bias_init eye needs two dimensions and a bias has one; "
            + "use \(listed { !$0.isForWeightsOnly })"
    ),
    Mistake(
        #"{"input_size": 1, "layers": [{"units": 3, "activation": "glu"}]}"#,
        "#/layers/0/units glu halves its units, so they must be even, found 3"
    ),
    Mistake(
        #"{"input_size": 1, "weight_init": {"scheme": "normal", "std": -1}, "#
            + #""layers": [{"units": 1, "weight_init": "ones"}]}"#,
        "#/weight_init/std must be at least 0, found -1"
    ),
    Mistake(
        #"{"input_size": 1, "activations": "relu", "layers": [{"units": 1}], "layer_sizes": [1, 1]}"#,
        ##"# "layer_sizes" and "activations" of the short form cannot stand beside "input_size" and "layers" "##
            + "of the long form; use the members of one form"
    ),
]

/// A definition of one layer of two units after two inputs.
private func activation(_ json: String) -> String { #"{"layer_sizes": [2, 2], "activations": [\#(json)]}"# }
private func weight(_ json: String) -> String { #"{"layer_sizes": [2, 2], "weight_init": \#(json)}"# }
private func bias(_ json: String) -> String { #"{"layer_sizes": [2, 2], "bias_init": \#(json)}"# }

let parameterMistakes: [Mistake] = [
    Mistake(
        activation(#"{"type": "leaky_relu", "negative_slope": "0.1"}"#),
        "#/activations/0/negative_slope expected a number, found a string"
    ),
    Mistake(
        activation(#"{"type": "leaky_relu", "negativ_slope": 0.1}"#),
        ##"#/activations/0/negativ_slope unknown member "negativ_slope"; did you mean "negative_slope"?"##
    ),
    Mistake(
        activation(#"{"type": "elu", "alpha": 1e400}"#),
        "#/activations/0/alpha 1e400 is beyond float32, whose largest number is 3.4028235e38"
    ),
    Mistake(
        activation(#"{"type": "elu", "alpha": 3.4028236e38}"#),
        "#/activations/0/alpha 3.4028236e38 is beyond float32, whose largest number is 3.4028235e38"
    ),
    Mistake(activation(#"{"type": "celu", "alpha": 0}"#), "#/activations/0/alpha must be other than 0, found 0"),
    Mistake(
        activation(#"{"type": "softplus", "beta": -2.5}"#),
        "#/activations/0/beta must be greater than 0, found -2.5"
    ),
    Mistake(
        activation(#"{"type": "softplus", "beta": 1e-60}"#),
        "#/activations/0/beta must be greater than 0 in float32, found 1e-60"
    ),
    Mistake(
        activation(#"{"type": "gelu", "approximate": "tahn"}"#),
        ##"#/activations/0/approximate unknown value "tahn"; did you mean "tanh"?"##
    ),
    Mistake(
        activation(#"{"type": "gelu", "approximate": 1}"#),
        "#/activations/0/approximate expected a string, found a number"
    ),
    Mistake(
        activation(#"{"type": "hardtanh", "min_val": 2}"#),
        "#/activations/0 the lower bound 2 is above the upper bound 1; swap or change them"
    ),
    Mistake(
        activation(#"{"type": "hardtanh", "min_val": 1}"#),
        "#/activations/0 the lower and the upper bound are both 1; the lower one must be less"
    ),
    Mistake(
        activation(#""threshold""#),
        "#/activations/0 threshold has no default for threshold and value; "
            + #"write {"type": "threshold", "threshold": …, "value": …}"#
    ),
    Mistake(
        activation(#"{"type": "threshold", "threshold": 1}"#),
        ##"#/activations/0 missing member "value""##
    ),
    Mistake(
        activation(#"{"alpha": 1}"#),
        ##"#/activations/0 missing member "type", the name of an activation"##
    ),
    Mistake(
        activation(#"{"typ": "elu"}"#),
        ##"#/activations/0/typ unknown member "typ"; did you mean "type"?"##
    ),
    Mistake(activation(#"{"type": 1}"#), "#/activations/0/type expected a string, found a number"),
    Mistake(
        #"{"layer_sizes": [4, 3], "activations": {"type": "prelu", "num_parameters": 0}}"#,
        "#/activations/num_parameters must be at least 1, found 0"
    ),
    Mistake(
        activation(#"{"type": "prelu", "num_parameters": 3}"#),
        "#/activations/0/num_parameters prelu has 1 slope or one for each of the 2 units of layers.0, found 3"
    ),
    Mistake(
        activation(#"{"type": "prelu", "init": [1, 2, 3]}"#),
        "#/activations/0/init prelu has 1 slope or one for each of the 2 units of layers.0, found 3"
    ),
    Mistake(
        activation(#"{"type": "prelu", "init": [1, 2], "num_parameters": 1}"#),
        "#/activations/0/num_parameters init lists 2 slopes, so num_parameters cannot be 1; leave it out"
    ),
    Mistake(
        activation(#"{"type": "prelu", "init": []}"#),
        "#/activations/0/init expected numbers, found none"
    ),
    Mistake(
        activation(#"{"type": "prelu", "init": [1, "x", 3]}"#),
        "#/activations/0/init/1 expected a number, found a string"
    ),
    Mistake(
        activation(#"{"type": "prelu", "init": "x"}"#),
        "#/activations/0/init expected a number or an array of numbers, found a string"
    ),
    Mistake(
        #"{"layer_sizes": [4, 3, 2, 1], "weight_init": {"scheme": "kaiming_normal", "a": "0"}}"#,
        "#/weight_init/a expected a number, found a string"
    ),
    Mistake(
        #"{"layer_sizes": [4, 3, 2, 1], "weight_init": {"scheme": "uniform", "a": 2}}"#,
        "#/weight_init the lower bound 2 is above the upper bound 1; swap or change them"
    ),
    Mistake(
        #"{"layer_sizes": [4, 3, 2, 1], "weight_init": {"scheme": "normal", "std": -1}}"#,
        "#/weight_init/std must be at least 0, found -1"
    ),
    Mistake(
        #"{"layer_sizes": [4, 3], "activations": {"type": "celu", "alpha": 0}}"#,
        "#/activations/alpha must be other than 0, found 0"
    ),
    Mistake(weight(#""kaiming""#), ##"#/weight_init unknown scheme "kaiming"; did you mean "kaiming_uniform"?"##),
    Mistake(
        weight(#""banana""#),
        ##"#/weight_init unknown scheme "banana"; expected \##(listed { _ in true })"##
    ),
    Mistake(
        weight(#""constant""#),
        ##"#/weight_init constant has no default for val; "##
            + #"write {"scheme": "constant", "val": …}"#
    ),
    Mistake(
        weight(#"{"scheme": "values", "values": [1, 2]}"#),
        "#/weight_init/values expected an array of rows, one for each unit, found a flat array"
    ),
    Mistake(
        weight(#"{"scheme": "values", "values": [[1, 2], [3]]}"#),
        "#/weight_init/values/1 expected 2 numbers as in the first row, found 1"
    ),
    Mistake(
        weight(#"{"scheme": "values", "values": [[1, 2], 3]}"#),
        "#/weight_init/values/1 expected an array of numbers, found a number"
    ),
    Mistake(
        weight(#"{"scheme": "values", "values": [[1, 2], [3, null]]}"#),
        "#/weight_init/values/1/1 expected a number, found null"
    ),
    Mistake(
        weight(#"{"scheme": "values", "values": [[1, 2], [3, 1e39]]}"#),
        "#/weight_init/values/1/1 this number is beyond float32, whose largest number is 3.4028235e38"
    ),
    Mistake(
        weight(#"{"scheme": "values", "values": 3}"#),
        "#/weight_init/values expected an array of numbers, found a number"
    ),
    Mistake(
        weight(#"{"scheme": "values", "values": []}"#),
        "#/weight_init/values expected numbers, found none"
    ),
    Mistake(
        weight(#"{"scheme": "values", "values": [[1, 2]]}"#),
        "#/weight_init/values the weight of layers.0 has the shape [2, 2], found [1, 2]"
    ),
    Mistake(
        #"{"layer_sizes": [2, 3], "weight_init": {"scheme": "values", "values": [[1, 2, 3], [4, 5, 6]]}}"#,
        "#/weight_init/values the weight of layers.0 has the shape [3, 2], found [2, 3]; transpose it, units are rows"
    ),
    Mistake(
        bias(#"{"scheme": "values", "values": [[1, 2]]}"#),
        "#/bias_init/values expected a flat array of numbers, one for each unit, found an array of arrays"
    ),
    Mistake(
        bias(#"{"scheme": "values", "values": [1, 2, 3]}"#),
        "#/bias_init/values the bias of layers.0 has the shape [2], found [3]"
    ),
    Mistake(
        bias(#"{"scheme": "values", "values": [1, "x"]}"#),
        "#/bias_init/values/1 expected a number, found a string"
    ),
    Mistake(
        bias(#""kaiming_normal""#),
        "#/bias_init kaiming_normal needs two dimensions and a bias has one; "
            + "use \(listed { !$0.isForWeightsOnly })"
    ),
]

let severalMistakes: [Mistake] = [
    Mistake(
        #"{"layer_sizes": [4, 0, 3], "activations": ["rleu", "softmax"], "seeed": 1}"#,
        ##"#/seeed unknown member "seeed"; did you mean "seed"?"##,
        ##"#/activations/0 unknown activation "rleu"; did you mean "relu"?"##,
        "#/layer_sizes/1 must be at least 1, found 0"
    ),
    // The width of a misspelt glu is unknown, and so is the shape of what follows.
    Mistake(
        #"{"input_size": 2, "layers": [{"units": 4, "activation": "gl"}, "#
            + #"{"units": 1, "weight_init": {"scheme": "values", "values": [[1, 2]]}}]}"#,
        ##"#/layers/0/activation unknown activation "gl"; did you mean "glu"?"##
    ),
    // What a broken size would have been is unknown, but a bound is wrong whatever it is.
    Mistake(
        #"{"input_size": 2, "layers": [{"units": "4", "activation": {"type": "prelu", "init": [1, 2, 3]}, "#
            + #""weight_init": {"scheme": "values", "values": [[1, 2]]}, "bias_init": {"scheme": "normal", "std": -1}}], "#
            + #""labels": ["a", "a"]}"#,
        "#/layers/0/units expected a whole number, found a string",
        "#/layers/0/bias_init/std must be at least 0, found -1",
        ##"#/labels/1 "a" stands twice; each name must be given once"##
    ),
    Mistake(
        #"{"layer_sizes": "4, 3", "activations": ["rleu", {"type": "celu", "alpha": 0}], "seed": -1.5, "#
            + #""weight_init": {"scheme": "uniform", "a": 3}}"#,
        "#/seed \(seedRange)or one as a decimal string, found -1.5",
        "#/layer_sizes expected an array of sizes, found a string",
        ##"#/activations/0 unknown activation "rleu"; did you mean "relu"?"##,
        "#/weight_init the lower bound 3 is above the upper bound 1; swap or change them",
        "#/activations/1/alpha must be other than 0, found 0"
    ),
    Mistake(
        #"{"layer_sizes": [2, 2], "weight_init": {"scheme": "uniform", "a": 3, "b": "x", "c": 1}}"#,
        ##"#/weight_init/c unknown member "c"; did you mean "a"?"##,
        "#/weight_init/b expected a number, found a string"
    ),
    Mistake(
        #"{"input_size": 4, "layers": [{"units": 1, "activation": "glu"}], "layer_sizes": [1], "bias": 1}"#,
        "#/bias expected true or false, found a number",
        ##"# "layer_sizes" of the short form cannot stand beside "input_size" and "layers" of the long form; "##
            + "use the members of one form"
    ),
]
