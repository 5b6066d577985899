import Testing

@testable import NeuralNetwork

@Suite("The dense layer's kernels")
struct DenseKernelTests {
    static let widths = [1, 2, 7, 255, 256, 257, 511, 512, 513, 1000]

    @Test("Every path computes the bits of the written contract", arguments: InstructionSet.available, widths)
    func contract(set: InstructionSet, width: Int) {
        var generator = MersenneTwister(seed: UInt64(width))
        for (rows, units) in [(1, 1), (1, 16), (1, 63), (1, 65), (2, 17), (3, 15), (4, 33), (5, 64), (9, 31)] {
            let inputs = normals(rows * width, from: &generator)
            let weight = normals(units * width, from: &generator)
            let bias = units % 2 == 0 ? [] : normals(units, from: &generator)
            let layer = PackedWeights(weight: weight, bias: bias, width: width, units: units, instructionSet: set)
            let outputs = layer.preactivations(of: Matrix(rows: rows, columns: width, values: inputs))
            let expected = contract(inputs, rows: rows, weight, bias, width: width, units: units)
            #expect(outputs.rows == rows && outputs.columns == units)
            #expect(bits(outputs.values) == bits(expected), "\(rows) rows, \(units) units")
        }
    }

    /// Tiles have 1 to 8 rows, and 144 rows or fewer pass together: these numbers need each tile, alone and at the end.
    @Test(
        "Any number of rows has the bits of the written contract",
        arguments: InstructionSet.available,
        [4, 5, 6, 7, 8, 9, 11, 13, 15, 17, 144, 145, 150, 289]
    )
    func manyRows(set: InstructionSet, rows: Int) {
        var generator = MersenneTwister(seed: UInt64(rows))
        for (width, units) in [(20, 40), (256, 17), (300, 18), (520, 5)] {
            let inputs = normals(rows * width, from: &generator)
            let weight = normals(units * width, from: &generator)
            let bias = normals(units, from: &generator)
            let layer = PackedWeights(weight: weight, bias: bias, width: width, units: units, instructionSet: set)
            let outputs = layer.preactivations(of: Matrix(rows: rows, columns: width, values: inputs))
            let expected = contract(inputs, rows: rows, weight, bias, width: width, units: units)
            #expect(bits(outputs.values) == bits(expected), "\(width) inputs, \(units) units")
        }
    }

    /// Where a few rows no longer fit into the scratch memory, they are read where they are.
    @Test("Very wide rows have the bits of the written contract", arguments: InstructionSet.available)
    func wideRows(set: InstructionSet) {
        var generator = MersenneTwister(seed: 3)
        for (width, rows) in [(36_864, 9), (37_000, 8), (70_000, 5)] {
            let inputs = normals(rows * width, from: &generator)
            let weight = normals(width, from: &generator)
            let layer = PackedWeights(weight: weight, bias: [], width: width, units: 1, instructionSet: set)
            let outputs = layer.preactivations(of: Matrix(rows: rows, columns: width, values: inputs))
            let expected = contract(inputs, rows: rows, weight, [], width: width, units: 1)
            #expect(bits(outputs.values) == bits(expected), "\(width) inputs")
        }
    }

    @Test("An activation on the way out is the activation of what comes out", arguments: InstructionSet.available)
    func activation(set: InstructionSet) throws {
        var generator = MersenneTwister(seed: 4)
        let (width, units) = (300, 37)
        let weight = normals(units * width, from: &generator)
        let layer = PackedWeights(weight: weight, bias: [], width: width, units: units, instructionSet: set)
        let kernel = ActivationKernel(Activation(.elu, [.number(1.5)]), instructionSet: set)
        let function = try #require(kernel.elementwise)
        for rows in [1, 3, 6, 150] {
            let inputs = normals(rows * width, from: &generator)
            let scratch = AlignedFloats(count: layer.scratchCount)
            let outputs = [Float](count: rows * units) { outputs in
                guard let start = outputs.baseAddress else { return }
                layer.compute(inputs, rows: rows, into: start, scratch: scratch.start, applying: function)
            }
            let expected = kernel.apply(
                to: layer.preactivations(of: Matrix(rows: rows, columns: width, values: inputs))
            )
            #expect(bits(outputs) == bits(expected.values), "\(rows) rows")
        }
    }

    @Test("A row alone has the bits it has in any batch", arguments: InstructionSet.available)
    func rowInvariance(set: InstructionSet) {
        let (width, units, rows) = (300, 50, 13)
        var generator = MersenneTwister(seed: 5)
        let layer = PackedWeights(
            weight: normals(units * width, from: &generator),
            bias: normals(units, from: &generator),
            width: width,
            units: units,
            instructionSet: set
        )
        let inputs = Matrix(rows: rows, columns: width, values: normals(rows * width, from: &generator))
        let alone = (0..<rows).map { row in
            layer.preactivations(of: Matrix(rows: 1, columns: width, values: Array(inputs[row]))).values
        }
        for first in 0..<rows {
            for count in 1...(rows - first) {
                let values = Array(inputs.values[first * width..<(first + count) * width])
                let outputs = layer.preactivations(of: Matrix(rows: count, columns: width, values: values))
                for row in 0..<count where bits(Array(outputs[row])) != bits(alone[first + row]) {
                    Issue.record("row \(first + row) in rows \(first)..<\(first + count)")
                }
            }
        }
    }

    @Test("A fused multiply-add is exact on any bit pattern", arguments: InstructionSet.available)
    func anyBits(set: InstructionSet) {
        var generator = MersenneTwister(seed: 11)
        for round in 0..<48 {
            let a = operand(round, &generator)
            let addends = (0..<1024).map { _ in (b: operand(round, &generator), c: operand(round, &generator)) }
            expectFused(a, addends, set)
            // Sums that nearly cancel.
            expectFused(a, addends.map { (b: $0.b, c: -(a * $0.b).nextUp) }, set)
        }
    }

    /// With c odd in its last place and a * b half of that place but for 2^-2k of it, the sum in float64 is exactly
    /// halfway, and rounding that to even would be wrong.
    @Test("A sum next to halfway is rounded once", arguments: InstructionSet.available)
    func nearlyHalfway(set: InstructionSet) {
        var generator = MersenneTwister(seed: 12)
        for k in 15...23 {
            let small = Float(sign: .plus, exponent: -k, significand: 1)
            let addends = (0..<1024).map { _ in
                let word = generator.next()
                let last = Float(sign: .plus, exponent: Int(word % 100) - 50, significand: 1)
                let c = Float(generator.next() >> 8 | 0x80_0001) * last
                return (b: (1 - small) * last / (word & 0x100 == 0 ? 2 : -2), c: word & 0x200 == 0 ? c : -c)
            }
            expectFused(1 + small, addends, set)
        }
    }

    @Test("No rows give no outputs")
    func noRows() {
        let layer = PackedWeights(weight: [1, 2], bias: [], width: 2, units: 1, instructionSet: .best)
        let outputs = layer.preactivations(of: Matrix(rows: 0, columns: 2, values: []))
        #expect(outputs == Matrix(rows: 0, columns: 1, values: []))
    }

    @Test("Products of zeros give +0, and so does no bias")
    func zeros() {
        for set in InstructionSet.available {
            let layer = PackedWeights(weight: [-1, -0.0], bias: [], width: 2, units: 1, instructionSet: set)
            let outputs = layer.preactivations(of: Matrix(rows: 1, columns: 2, values: [0, 3]))
            #expect(outputs.values.map(\.bitPattern) == [0], "\(set)")
        }
    }

    /// The contract, written down as a loop.
    private func contract(
        _ inputs: [Float],
        rows: Int,
        _ weight: [Float],
        _ bias: [Float],
        width: Int,
        units: Int
    ) -> [Float] {
        var outputs: [Float] = []
        for row in 0..<rows {
            for unit in 0..<units {
                var total: Float = bias.isEmpty ? 0 : bias[unit]
                for block in stride(from: 0, to: width, by: 256) {
                    var sum: Float = 0
                    for k in block..<min(block + 256, width) {
                        sum.addProduct(inputs[row * width + k], weight[unit * width + k])
                    }
                    total += sum
                }
                outputs.append(total)
            }
        }
        return outputs
    }

    /// Expects `fma(a, b, c)` of a kernel: in a layer of width 2, each output is that if the first input is 1.
    private func expectFused(_ a: Float, _ addends: [(b: Float, c: Float)], _ set: InstructionSet) {
        let layer = PackedWeights(
            weight: addends.flatMap { [$0.c, $0.b] },
            bias: [],
            width: 2,
            units: addends.count,
            instructionSet: set
        )
        let outputs = layer.preactivations(of: Matrix(rows: 1, columns: 2, values: [1, a])).values
        for (output, (b, c)) in zip(outputs, addends) {
            // The bias of +0 turns a sum of -0 into +0.
            let expected = c.addingProduct(a, b) + 0
            if expected.isNaN ? !output.isNaN : output.bitPattern != expected.bitPattern {
                Issue.record("fma(\(a), \(b), \(c)) is \(expected), not \(output)")
                return
            }
        }
    }

    private func normals(_ count: Int, from generator: inout MersenneTwister) -> [Float] {
        var values = [Float](repeating: 0, count: count)
        generator.fillNormal(&values, mean: 0, deviation: 1)
        return values
    }

    /// Any bit pattern; or one of few significant bits, whose products and sums often lie halfway.
    private func operand(_ round: Int, _ generator: inout MersenneTwister) -> Float {
        let word = generator.next()
        return Float(bitPattern: round % 2 == 0 ? word : word & 0xbff8_0001 | 0x0010_0000)
    }

    private func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }
}
