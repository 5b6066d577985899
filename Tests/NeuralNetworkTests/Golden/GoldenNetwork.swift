import TestSupport

@testable import NeuralNetwork

/// A case of the networks' file, built.
struct GoldenNetwork {
    /// The case.
    let golden: GoldenCase
    /// What it is a case of.
    let plan: NetworkPlan
    /// In float32, with the parameters of the file where it has all their bytes, and the drawn ones where it has not.
    let network: Network
    /// The rows of the case.
    let inputs: Matrix
    /// What the file's author computed in float64.
    let outputs: Matrix64

    /// Builds the network of a case.
    init(_ golden: GoldenCase) throws {
        self.golden = golden
        plan = try NetworkPlan(try golden.member("definition").definition)
        var given: [String: GoldenTensor] = [:]
        for parameter in try golden.member("parameters").list {
            given["layers.\(try parameter.member("name").string)"] = try parameter.tensor
        }
        let parameters = try Network(plan).parameters.map { drawn in
            guard let tensor = given[drawn.plan.name], tensor.bytes != nil else { return drawn }
            return ParameterTensor(drawn.plan, drawn: try tensor.floats)
        }
        network = Network(plan, parameters: parameters, instructionSet: .best)
        let input = try golden.member("input").tensor
        inputs = Matrix(rows: input.shape[0], columns: input.shape[1], values: try input.floats)
        let output = try golden.member("output64").tensor
        outputs = Matrix64(rows: output.shape[0], columns: output.shape[1], values: try output.doubles)
    }

    /// How near float64 numbers must be to the file's: less where PyTorch's float64 takes a constant of the activation
    /// through float32.
    var relativeTolerance: Double {
        let isCoarse = plan.layers.contains { [.hardsigmoid, .celu].contains($0.definition.activation.kind) }
        return isCoarse ? 1e-6 : 1e-9
    }

    /// How far float32 outputs, `[rows, outputs]`, are from the file's float64 ones: the largest distance, and the root
    /// of the mean of the squared ones.
    func error(of outputs32: [Float]) -> (largest: Double, rms: Double) {
        let distances = zip(outputs32, outputs.values).map { abs(Double($0) - $1) }
        let squares = distances.reduce(0) { $0 + $1 * $1 }
        return (distances.max() ?? 0, (squares / Double(distances.count)).squareRoot())
    }

    /// Compares outputs, layer statistics, losses and gradients of a case of networks.json.
    ///
    /// - Returns: The first difference; nil if there is none.
    static func mismatch(in golden: GoldenCase) throws -> String? {
        let network = try GoldenNetwork(golden)
        let pass = Network64(network.network).forward(Matrix64(network.inputs))
        let differences = try [
            network.outputMismatch(pass), network.layerMismatch(pass), network.lossMismatch(pass),
        ]
        return differences.lazy.compactMap(\.self).first.map { "\(golden.id): \($0)" }
    }

    private func outputMismatch(_ pass: ForwardPass64) -> String? {
        let outputs32 = network.forward(inputs)
        guard outputs32.rows == outputs.rows, outputs32.columns == outputs.columns else {
            return "shape of the outputs"
        }
        for (index, expected) in outputs.values.enumerated() {
            let actual = Double(outputs32.values[index])
            if !(abs(actual - expected) <= 1e-5 * max(1, abs(expected))) {
                return "output \(index) is \(actual), not \(expected)"
            }
        }
        for (index, (actual, expected)) in zip(pass.outputs.values, outputs.values).enumerated()
        where !isNear(actual, expected) {
            return "output \(index) in float64 is \(actual), not \(expected)"
        }
        return nil
    }

    private func layerMismatch(_ pass: ForwardPass64) throws -> String? {
        let expected = try golden.member("layers").list
        guard expected.count == pass.layers.count else { return "number of layers" }
        for (index, (layer, expected)) in zip(pass.layers, expected).enumerated() {
            let before = GoldenMoments(layer.preactivations.values)
            let after = GoldenMoments(layer.outputs.values)
            let actual = [
                "pre_mean": before.mean, "pre_std": before.std, "post_mean": after.mean, "post_std": after.std,
                "post_fraction_zero": after.zeroFraction,
            ]
            guard Set(actual.keys) == Set(try expected.object.keys) else { return "statistics of layer \(index)" }
            for (name, actual) in actual {
                let expected = try expected.member(name).double
                guard isNear(actual, expected) else { return "layer \(index): \(name) is \(actual), not \(expected)" }
            }
        }
        return nil
    }

    private func lossMismatch(_ pass: ForwardPass64) throws -> String? {
        for golden in try golden.member("losses").list {
            let name = try golden.member("loss").string
            let loss: Loss =
                switch name {
                case "sum": .sum
                case "cross_entropy": .crossEntropy(labels: try golden.member("labels").list.map { try $0.int })
                default: throw GoldenValue.Mismatch(description: "a known loss instead of \(name)")
                }
            let value = try loss.value(of: pass.outputs)
            let expected = try golden.member("value").double
            guard isNear(value, expected) else { return "\(name) is \(value), not \(expected)" }
            let gradients = Network64(network).backward(pass, cotangents: try loss.gradient(at: pass.outputs))
            if let mismatch = try gradientMismatch(gradients, golden.member("gradients").list) {
                return "gradient of \(name): \(mismatch)"
            }
        }
        return nil
    }

    /// Slopes are not among the file's parameters.
    private func gradientMismatch(_ gradients: Gradients64, _ golden: [GoldenValue]) throws -> String? {
        let parameters = gradients.parameters.filter { $0.plan.role != .slope }
        guard parameters.count == golden.count else { return "number of parameters" }
        for (gradient, golden) in zip(parameters, golden) {
            let name = "layers.\(try golden.member("name").string)"
            guard gradient.plan.name == name else { return "\(gradient.plan.name) instead of \(name)" }
            guard gradient.values.count == gradient.plan.count else { return "number of elements of \(name)" }
            let moments = GoldenMoments(gradient.values)
            var pairs = [
                ("mean", moments.mean, try golden.member("mean").double),
                ("std", moments.std, try golden.member("std").double),
                ("l2", moments.l2, try golden.member("l2").double),
            ]
            let head = try golden.member("head").list
            guard head.count == min(4, gradient.values.count) else { return "head of \(name)" }
            for (index, element) in head.enumerated() {
                pairs.append(("element \(index)", gradient.values[index], try element.double))
            }
            for (what, actual, expected) in pairs where !isNear(actual, expected) {
                return "\(what) of \(name) is \(actual), not \(expected)"
            }
        }
        return nil
    }

    private func isNear(_ actual: Double, _ expected: Double) -> Bool {
        isClose(actual, expected, relative: relativeTolerance, absolute: 1e-12)
    }
}

/// Moments as the golden files state them, in two plain passes.
private struct GoldenMoments {
    let mean: Double
    let std: Double
    let l2: Double
    let zeroFraction: Double

    init(_ values: [Double]) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        self.mean = mean
        std = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        l2 = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        zeroFraction = Double(values.count { $0 == 0 }) / count
    }
}
