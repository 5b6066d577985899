import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("MersenneTwister")
struct MersenneTwisterTests {
    @Test("A generator draws PyTorch's words, uniforms and permutations", arguments: InstructionSet.available)
    func uniform(set: InstructionSet) throws {
        for golden in try GoldenVectors.uniform.cases() {
            var generator = MersenneTwister(seed: try golden.member("seed").seed, instructionSet: set)
            let count = try golden.member("count").int
            switch try golden.member("kind").string {
            case "raw32":
                let words = (0..<count).map { _ in generator.next() }
                #expect(try golden.member("output").tensor.difference(from: words) == nil, "\(golden)")
            case "raw64":
                let expected = try golden.member("hex").list.map { UInt64(try $0.string, radix: 16) }
                #expect(expected == (0..<count).map { _ in generator.next64() }, "\(golden)")
            case "unit_double":
                let numbers = (0..<count).map { _ in generator.nextUnit() }
                #expect(try golden.member("output").tensor.difference(from: numbers) == nil, "\(golden)")
            case let kind:
                try expect(golden.value, of: kind, from: &generator, golden.id)
            }
            if let next = golden["next_u32"] { #expect(UInt32(try next.int) == generator.next(), "\(golden)") }
        }
    }

    @Test("A generator draws PyTorch's normals", arguments: InstructionSet.available)
    func normal(set: InstructionSet) throws {
        for golden in try GoldenVectors.normal.cases() {
            var generator = MersenneTwister(seed: try golden.member("seed").seed, instructionSet: set)
            if try golden.member("kind").string == "sequence" {
                for operation in try golden.member("ops").list {
                    let kind = try operation.member("op").string
                    if kind == "manual_seed" {
                        generator = MersenneTwister(seed: try operation.member("seed").seed, instructionSet: set)
                    } else {
                        try expect(operation, of: kind, from: &generator, golden.id)
                    }
                }
            } else {
                try expect(golden.value, of: "normal", from: &generator, golden.id)
            }
            #expect(UInt32(try golden.member("next_u32").int) == generator.next(), "\(golden)")
        }
    }

    @Test("The ten-thousandth word of seed 5489 is the known one")
    func knownAnswer() {
        var generator = MersenneTwister(seed: 5489)
        for _ in 1..<10_000 { _ = generator.next() }
        #expect(generator.next() == 4_123_659_995)
    }

    @Test("A seed counts modulo 2^32", arguments: [0, 1, 42, 0xffff_ffff] as [UInt64])
    func lowBits(seed: UInt64) {
        var low = MersenneTwister(seed: seed)
        var high = MersenneTwister(seed: seed | 0x1234_5678 << 32)
        #expect(low.next() == high.next())
    }

    @Test("A copy of a generator draws on its own")
    func copies() {
        var first = MersenneTwister(seed: 3)
        _ = first.next()
        var second = first
        #expect((0..<700).map { _ in first.next() } == (0..<700).map { _ in second.next() })
    }

    @Test("Filling nothing draws nothing")
    func nothing() {
        var generator = MersenneTwister(seed: 9)
        var untouched = generator
        var empty: [Float] = []
        generator.fillUniform(&empty, from: 0, to: 1)
        generator.fillNormal(&empty, mean: 0, deviation: 1)
        #expect(generator.next() == untouched.next())
    }

    private func expect(_ golden: GoldenValue, of kind: String, from generator: inout MersenneTwister, _ id: String)
        throws
    {
        let count = try golden.member("count").int
        let output = try golden.member("output").tensor
        var values = [Float](repeating: .nan, count: count)
        switch kind {
        case "uniform":
            generator.fillUniform(
                &values,
                from: try golden.member("from").double,
                to: try golden.member("to").double
            )
            #expect(output.difference(from: values) == nil, "\(id)")
        case "normal":
            generator.fillNormal(
                &values,
                mean: try golden.member("mean").double,
                deviation: try golden.member("std").double
            )
            #expect(output.difference(from: values) == nil, "\(id)")
        case "randperm":
            var order = (0..<UInt32(count)).map { $0 }
            for index in 0..<max(count - 1, 0) {
                order.swapAt(index, index + Int(generator.next() % UInt32(count - index)))
            }
            #expect(output.difference(from: order) == nil, "\(id)")
        default:
            Issue.record("\(id): no operation \(kind)")
        }
    }
}
