import TestSupport

@testable import NeuralNetwork

extension Initializer {
    /// Compares a case of inits.json: a gain to the last bit, or what a scheme draws and the word that comes after it.
    ///
    /// - Returns: The first difference; nil if there is none.
    static func mismatch(in golden: GoldenCase) throws -> String? {
        if try golden.member("scheme").string == "calculate_gain" {
            let param = try golden.member("param")
            let slope = param.isNull ? 0.01 : try param.double
            let gain = gain(of: try golden.member("nonlinearity").string, slope: slope)
            return gain == Double(try golden.member("gain_hex").string) ? nil : "\(golden.id): the gain is \(gain)"
        }
        let initializer = try golden.value.initializer
        let shape = try golden.member("shape").list.map { try $0.int }
        var generator = MersenneTwister(seed: try golden.member("seed").seed)
        let values = initializer.draw(.weight(fanIn: shape[1], fanOut: shape[0], initializer), from: &generator)
        let output = try golden.member("output").tensor
        let difference =
            if let tolerance = golden["match"]?["abs"] {
                try output.difference(from: values, within: tolerance.double)
            } else {
                output.difference(from: values)
            }
        if let difference { return "\(golden.id): \(difference)" }
        return UInt32(try golden.member("next_u32").int) == generator.next()
            ? nil : "\(golden.id): another word comes next"
    }
}

extension TensorPlan {
    /// The plan of a layer's weight.
    static func weight(fanIn: Int, fanOut: Int, _ initializer: Initializer) -> TensorPlan {
        TensorPlan(
            role: .weight,
            name: "layers.0.weight",
            shape: [fanOut, fanIn],
            count: fanIn * fanOut,
            fanIn: fanIn,
            fanOut: fanOut,
            initializer: initializer
        )
    }
}
