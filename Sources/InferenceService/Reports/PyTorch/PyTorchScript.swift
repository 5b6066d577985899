internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork

/// A PyTorch script that makes the same network, asserts its parameters, and compares its outputs.
///
/// Written to be read: it uses what a PyTorch user would use, and has only the parts that the network needs.
struct PyTorchScript {
    /// The script.
    static func text(of reproduction: Reproduction) -> [UInt8] {
        let script = PyTorchScript(reproduction)
        var text: [UInt8] = []
        text.reserveCapacity(script.expectedLength)
        for part in [
            script.heading, script.imports, script.version, script.reader, script.classes, script.construction,
        ] where !part.isEmpty {
            text += "\(part)\n".utf8
        }
        script.appendParameters(to: &text)
        text += "\n".utf8
        script.appendOutputs(to: &text)
        return text
    }

    private let reproduction: Reproduction
    private let plan: NetworkPlan
    /// The index of each layer's linear module in `net`, and of its activation if it has a module.
    private let places: [(linear: Int, activation: Int?)]
    /// The lines that initialise the parameters.
    private let initialization: [String]

    private init(_ reproduction: Reproduction) {
        self.reproduction = reproduction
        plan = reproduction.plan
        var next = 0
        let places = reproduction.plan.layers.map { layer in
            let linear = next
            let hasModule = layer.definition.activation.pyTorchModule != nil
            next += hasModule ? 2 : 1
            return (linear: linear, activation: hasModule ? linear + 1 : nil)
        }
        self.places = places
        let isConstructed = plan.definition.initializationOrder == .moduleThenInit
        initialization = zip(plan.layers, places).flatMap { layer, place -> [String] in
            var lines = PyTorchInitializers.lines(of: layer, "net[\(place.linear)]", isConstructed: isConstructed)
            if let slopes = layer.definition.activation.listedSlopes, let activation = place.activation {
                let tensor = InlineTensor(shape: [slopes.count], values: slopes)
                lines.append(PyTorchInitializers.copy(tensor, to: "net[\(activation)].weight"))
            }
            return lines
        }
    }

    /// About how many bytes the script has, so that room for them is made once.
    private var expectedLength: Int {
        let rows = (reproduction.inputs?.values.count ?? 0) + (reproduction.outputs?.values.count ?? 0)
        let encoded = reproduction.tensors.reduce(0) { $0 + ($1.orthogonal?.values.count ?? 0) }
        return 13 * rows + 6 * encoded + initialization.reduce(4096) { $0 + $1.utf8.count }
    }

    private var heading: String {
        let layers = plan.layers.count == 1 ? "one layer" : "\(plan.layers.count) layers"
        return """
            \"\"\"A network of \(layers) and \(plan.parameterCount) parameters, made by PyTorch.

            Exits 0 if its parameters and outputs are those that Feedforward answered, else 1 and says what differs.
            Needs PyTorch 2.13 or newer on x86-64. The definition is
            \(DefinitionJSON.fingerprint(of: plan.definition))
            \"\"\"

            """
    }

    private var imports: String {
        var modules = ["sys"]
        if named.contains(where: { $0.tensor.orthogonal == nil }) { modules += ["ctypes", "hashlib"] }
        if needsReader { modules.append("base64") }
        if calls("math.") { modules.append("math") }
        var text = modules.sorted().map { "import \($0)\n" }.joined()
        let names = ["inf", "nan"].filter { name in
            reproduction.outputs?.values.contains { name == "nan" ? $0.isNaN : $0.isInfinite } ?? false
        }
        if !names.isEmpty { text += "from math import \(names.joined(separator: ", "))\n" }
        return text + "\nimport torch\nfrom torch import nn\n"
    }

    private var version: String {
        """
        if torch.__version__ < "2.13":
            sys.exit(f"This is PyTorch {torch.__version__}; older ones than 2.13 draw other parameters.")

        """
    }

    private var needsReader: Bool {
        calls("floats(") || reproduction.tensors.contains { $0.orthogonal != nil }
    }

    /// Whether the initialisation has a name in it; what follows a line's first line feed are numbers.
    private func calls(_ name: String) -> Bool {
        initialization.contains { $0.prefix { !$0.isNewline }.contains(name) }
    }

    private var reader: String {
        guard needsReader else { return "" }
        return """

            def floats(text):
                return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32)


            """
    }

    private var classes: String {
        let kinds = Activation.Kind.allCases.filter { kind in
            plan.layers.contains { $0.definition.activation.kind == kind }
        }
        return kinds.compactMap(\.moduleDefinition).map { "\n\($0)\n\n" }.joined(separator: "\n")
    }

    /// The modules, the seed and the initialisation, in the order in which they draw.
    private var construction: String {
        let seed = "torch.manual_seed(\(plan.definition.seed))\n"
        let isConstructed = plan.definition.initializationOrder == .moduleThenInit
        let mode = reproduction.isTraining ? "net.train()\n" : "net.eval()\n"
        let lines = initialization.map { $0 + "\n" }.joined()
        return isConstructed ? seed + modules + lines + mode : modules + seed + lines + mode
    }

    private var modules: String {
        let lines = plan.layers.map { layer in
            let bias = layer.definition.biasInitializer == nil ? ", bias=False" : ""
            let linear = "    nn.Linear(\(layer.inputs), \(layer.units)\(bias)),\n"
            return linear + (layer.definition.activation.pyTorchModule.map { "    \($0),\n" } ?? "")
        }
        return "net = nn.Sequential(\n\(lines.joined()))\n"
    }

    /// PyTorch's name of a tensor.
    private func name(_ layer: Int, _ role: TensorPlan.Role) -> String {
        let place = places[layer]
        return role == .slope ? "\(place.activation ?? place.linear).weight" : "\(place.linear).\(role.rawValue)"
    }

    private var named: [(name: String, tensor: Reproduction.Tensor)] {
        let names = plan.layers.enumerated().flatMap { index, layer in layer.tensors.map { name(index, $0.role) } }
        return Array(zip(names, reproduction.tensors)).map { (name: $0, tensor: $1) }
    }

    private func appendParameters(to text: inout [UInt8]) {
        let digested = named.filter { $0.tensor.orthogonal == nil }
        if !digested.isEmpty {
            text += "sha256 = {\n".utf8
            for (name, tensor) in digested { text += "    \"\(name)\": \"\(tensor.sha256)\",\n".utf8 }
            text += "}\n".utf8
        }
        guard digested.count < named.count else {
            text +=
                """
                for name, parameter in net.named_parameters():
                    if hashlib.sha256(ctypes.string_at(parameter.data_ptr(), parameter.nbytes)).hexdigest() != sha256[name]:
                        sys.exit(f"{name} differs.")

                """.utf8
            return
        }
        text +=
            """
            # The last bits of an orthogonal matrix differ from machine to machine, so these are compared by value.
            orthogonal = {

            """.utf8
        for (name, tensor) in named {
            guard let (values, tolerance) = tensor.orthogonal else { continue }
            text += "    \"\(name)\": (\(PythonText.number(tolerance)), ".utf8
            PythonText.appendEncoded(values, indentation: 4, to: &text)
            text += "),\n".utf8
        }
        text +=
            """
            }
            for name, parameter in net.named_parameters():
                if name in orthogonal:
                    tolerance, values = orthogonal[name]
                    if not torch.allclose(parameter, values.view_as(parameter), rtol=0, atol=tolerance):
                        sys.exit(f"{name} differs.")
                    parameter.data.copy_(values.view_as(parameter))  # so that the outputs below do not differ by it

            """.utf8
        guard !digested.isEmpty else { return }
        text +=
            """
                elif hashlib.sha256(ctypes.string_at(parameter.data_ptr(), parameter.nbytes)).hexdigest() != sha256[name]:
                    sys.exit(f"{name} differs.")

            """.utf8
    }

    private var agreement: String {
        let count = reproduction.tensors.count
        return count == 1 ? "The parameter tensor agrees" : "All \(count) parameter tensors agree"
    }

    private func appendOutputs(to text: inout [UInt8]) {
        guard let inputs = reproduction.inputs, let outputs = reproduction.outputs, inputs.rows > 0 else {
            text += "print(\"\(agreement).\")\n".utf8
            return
        }
        for (name, matrix) in [("inputs", inputs), ("outputs", outputs)] {
            text += "\(name) = ".utf8
            PythonText.appendTensor(matrix.values, shape: [matrix.rows, matrix.columns], to: &text)
            text += "\n".utf8
        }
        let exceptions = reproduction.tolerances.enumerated().filter { $0.element > reproduction.tolerance }
        let compared = inputs.rows - exceptions.count { $0.element == .infinity }
        let all = inputs.rows == 1 ? "the row" : "all \(inputs.rows) rows"
        let shown = compared == inputs.rows ? all : "\(compared) of \(inputs.rows) rows"
        text +=
            """
            \(exceptions.isEmpty ? comparison : comparison(exceptions))
            print("\(agreement), and the outputs of \(shown).")

            """.utf8
    }

    private var tolerance: String { PythonText.number(reproduction.tolerance) }

    private var comparison: String {
        """
        with torch.no_grad():
            found = net(inputs)
        try:
            torch.testing.assert_close(found, outputs, rtol=\(tolerance), atol=\(tolerance), equal_nan=True)
        except AssertionError as error:
            sys.exit(f"The outputs differ. {error}")
        """
    }

    /// The comparison where rounding counts for more in some rows.
    private func comparison(_ exceptions: [(offset: Int, element: Double)]) -> String {
        let rows = exceptions.map { row, tolerance in
            "\(row): \(tolerance.isFinite ? PythonText.number(tolerance) : "None")"
        }
        return """
            # Rows in which float32 rounding can amount to more than \(tolerance), and how much; None if it decides everything.
            tolerances = {\(rows.joined(separator: ", "))}
            with torch.no_grad():
                found = net(inputs)
            for row in range(len(outputs)):
                tolerance = tolerances.get(row, \(tolerance))
                if tolerance is None:
                    continue
                try:
                    torch.testing.assert_close(found[row], outputs[row], rtol=tolerance, atol=tolerance, equal_nan=True)
                except AssertionError as error:
                    sys.exit(f"The outputs of row {row} differ. {error}")
            """
    }
}
