import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("The orthogonal factor")
struct OrthogonalizationTests {
    static let shapes = [
        [1, 1], [1, 5], [5, 1], [3, 3], [16, 16], [17, 40], [40, 17], [33, 32], [100, 64], [7, 200],
    ]

    private static func normals(_ shape: [Int], seed: UInt64 = 5) -> [Float] {
        var generator = MersenneTwister(seed: seed)
        return generator.normals(count: shape[0] * shape[1], mean: 0, deviation: 1)
    }

    private static func factor(
        _ values: [Float],
        _ shape: [Int],
        gain: Double = 1,
        _ set: InstructionSet = .best
    ) -> [Float] {
        var values = values
        Orthogonalization.orthogonalize(
            &values,
            rows: shape[0],
            columns: shape[1],
            gain: gain,
            instructionSet: set
        )
        return values
    }

    @Test("Rows or columns, whichever are fewer, are orthogonal and as long as the gain", arguments: shapes)
    func orthonormality(shape: [Int]) {
        let gain = -1.75
        let q = Self.factor(Self.normals(shape), shape, gain: gain).map(Double.init)
        let (fewer, more) = (min(shape[0], shape[1]), max(shape[0], shape[1]))
        let byRows = shape[0] <= shape[1]
        let element = { (vector: Int, index: Int) in
            byRows ? q[vector * shape[1] + index] : q[index * shape[1] + vector]
        }
        for first in 0..<fewer {
            for second in first..<fewer {
                let product = (0..<more).reduce(0.0) { $0 + element(first, $1) * element(second, $1) }
                let expected = first == second ? gain * gain : 0
                #expect(abs(product - expected) <= 1e-6 * gain * gain)
            }
        }
    }

    @Test("The other factor has a positive diagonal and is triangular", arguments: shapes)
    func triangularFactor(shape: [Int]) {
        let values = Self.normals(shape)
        let q = Self.factor(values, shape).map(Double.init)
        let g = values.map(Double.init)
        let (height, width) = (max(shape[0], shape[1]), min(shape[0], shape[1]))
        let place = { (row: Int, column: Int) in
            shape[0] < shape[1] ? column * shape[1] + row : row * shape[1] + column
        }
        // R = Q^T G of the tall matrix.
        for row in 0..<width {
            for column in 0..<width where column <= row {
                let r = (0..<height).reduce(0.0) { $0 + q[place($1, row)] * g[place($1, column)] }
                if column == row { #expect(r > 0) } else { #expect(abs(r) < 1e-5) }
            }
        }
    }

    @Test("Every instruction set gives the same bits", arguments: InstructionSet.available)
    func instructionSets(set: InstructionSet) {
        for shape in Self.shapes {
            let values = Self.normals(shape)
            #expect(Self.factor(values, shape, set) == Self.factor(values, shape, .portable))
        }
    }

    @Test("A column that depends on those before it becomes zeros, and nothing becomes NaN")
    func dependentColumns() {
        #expect(Self.factor([0, 0, 0, 0], [2, 2]) == [0, 0, 0, 0])
        // The second column is twice the first; what is left of it is nothing, or a rounding error of either sign.
        let factor = Self.factor([1, 2, 1, 2, 1, 2], [3, 2])
        #expect(factor.allSatisfy { abs($0) <= 1 })
        #expect(abs(factor[0] - 0.57735026) < 1e-6)
    }
}
