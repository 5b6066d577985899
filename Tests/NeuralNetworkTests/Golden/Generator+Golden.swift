import TestSupport

@testable import NeuralNetwork

extension MersenneTwister {
    /// Compares the draws of a case of rng_uniform.json or rng_normal.json, and the word that comes after them.
    ///
    /// - Returns: The first difference; nil if there is none.
    static func mismatch(in golden: GoldenCase, _ set: InstructionSet = .best) throws -> String? {
        var generator = MersenneTwister(seed: try golden.member("seed").seed, instructionSet: set)
        let kind = try golden.member("kind").string
        if let difference = try generator.mismatch(in: golden.value, kind) { return "\(golden.id): \(difference)" }
        guard let next = golden["next_u32"], UInt32(try next.int) != generator.next() else { return nil }
        return "\(golden.id): another word comes next"
    }

    private mutating func mismatch(in golden: GoldenValue, _ kind: String) throws -> String? {
        if kind == "sequence" {
            for operation in try golden.member("ops").list {
                if let difference = try mismatch(in: operation, operation.member("op").string) { return difference }
            }
            return nil
        }
        if kind == "manual_seed" {
            self = MersenneTwister(seed: try golden.member("seed").seed, instructionSet: instructionSet)
            return nil
        }
        let count = try golden.member("count").int
        if kind == "raw64" {
            let expected = try golden.member("hex").list.map { UInt64(try $0.string, radix: 16) }
            return expected == (0..<count).map { _ in next64() } ? nil : "raw64 differs"
        }
        let output = try golden.member("output").tensor
        switch kind {
        case "raw32": return output.difference(from: (0..<count).map { _ in next() })
        case "unit_double": return output.difference(from: (0..<count).map { _ in nextUnit() })
        case "randperm":
            var order = [UInt32](repeating: 0, count: count)
            permute(&order)
            return output.difference(from: order)
        case "uniform":
            let (lower, upper) = (try golden.member("from").double, try golden.member("to").double)
            return output.difference(from: uniforms(count: count, from: lower, to: upper))
        case "normal":
            let (mean, deviation) = (try golden.member("mean").double, try golden.member("std").double)
            return output.difference(from: normals(count: count, mean: mean, deviation: deviation))
        default: throw GoldenValue.Mismatch(description: "a known kind instead of \(kind)")
        }
    }
}
