import TestSupport

@testable import NeuralNetwork

extension NetworkDefinition {
    /// The stack of linear layers of a case of linear_default.json.
    static func linearStack(of golden: GoldenCase) throws -> NetworkDefinition {
        let sizes = try golden.member("dims").list.map { try $0.int }
        let constructor = Initializer(.torchDefault, [])
        let hasBias = try golden.member("bias").bool
        return NetworkDefinition(
            seed: try golden.member("seed").seed,
            inputSize: sizes[0],
            layers: sizes.dropFirst().map { units in
                LayerDefinition(
                    units: units,
                    activation: .identity,
                    weightInitializer: constructor,
                    biasInitializer: hasBias ? constructor : nil
                )
            }
        )
    }

    /// Compares the parameters that are drawn with those of a case of linear_default.json or networks.json, and the
    /// word that comes after them.
    ///
    /// - Returns: The first difference; nil if there is none.
    func parameterMismatch(in golden: GoldenCase) throws -> String? {
        var generator = MersenneTwister(seed: seed)
        let network = Network(try NetworkPlan(self), generator: &generator)
        let drawn = network.parameters.filter { $0.plan.role != .slope }
        let expected = try golden.member("parameters").list
        guard drawn.count == expected.count else { return "\(golden.id): \(drawn.count) tensors" }
        // An orthogonal factor is PyTorch's to a tolerance only, and so is then the digest of all.
        var isExact = true
        for (parameter, expected) in zip(drawn, expected) {
            let tensor = try expected.tensor
            let name = parameter.plan.name
            guard name == "layers.\(try expected.member("name").string)", tensor.shape == parameter.plan.shape else {
                return "\(golden.id): \(name) \(parameter.plan.shape) instead of \(expected)"
            }
            var difference = tensor.difference(from: parameter.values)
            if parameter.plan.initializer?.scheme == .orthogonal {
                isExact = false
                difference = try tensor.difference(from: parameter.values, within: 1e-5)
            }
            if let difference { return "\(golden.id): \(name): \(difference)" }
        }
        let bytes = drawn.flatMap { parameter in parameter.values.withUnsafeBytes { Array($0) } }
        if isExact, try golden.member("all_sha256").string != referenceSHA256(bytes) {
            return "\(golden.id): the digest of all parameters differs"
        }
        return UInt32(try golden.member("next_u32").int) == generator.next()
            ? nil : "\(golden.id): another word comes next"
    }
}
