import TestSupport
import Testing

@testable import NeuralNetwork

/// Activations are compiled for each instruction set, and the lanes of one have to give the bits of all.
@Suite("The activations' kernels")
struct ActivationPathsTests {
    @Test("Every path has the bits of the portable one", arguments: Activation.Kind.allCases)
    func paths(_ kind: Activation.Kind) {
        var random = SeededRandom(seed: 1)
        let activation = Activation(kind) ?? Activation(kind, [.number(0.25), .number(-1)])
        // Around the numbers of lanes, and around how many powers of a row are kept.
        for units in [2, 6, 8, 14, 16, 18, 30, 32, 34, 64, 254, 256, 258, 700] {
            let rows = (0..<8).map { row in (0..<units).map { _ in argument(row, using: &random) } }
            let values = Matrix(rows: rows.count, columns: units, values: rows.flatMap { $0 })
            let expected = outputs(of: activation, from: values, on: .portable)
            for set in InstructionSet.available {
                #expect(expected == outputs(of: activation, from: values, on: set), "\(set), \(units) units")
            }
        }
    }

    @Test("In place is as elsewhere", arguments: InstructionSet.available, Activation.Kind.allCases)
    func inPlace(set: InstructionSet, kind: Activation.Kind) {
        var random = SeededRandom(seed: 2)
        let activation = Activation(kind) ?? Activation(kind, [.number(0.25), .number(-1)])
        let (rows, units) = (3, 74)
        let values = (0..<rows * units).map { _ in argument(0, using: &random) }
        let elsewhere = outputs(of: activation, from: Matrix(rows: rows, columns: units, values: values), on: set)
        let kernel = ActivationKernel(activation, slopes: activation.initialSlopes, instructionSet: set)
        var memory = values
        memory.withUnsafeMutableBufferPointer { memory in
            guard let start = memory.baseAddress else { return }
            kernel.apply(to: start, rows: rows, units: units, into: start)
        }
        #expect(memory.prefix(elsewhere.count).map(\.canonicalBits) == elsewhere)
    }

    @Test("The largest of a row is found wherever it is", arguments: InstructionSet.available)
    func largest(set: InstructionSet) {
        for units in [1, 15, 16, 17, 40] {
            for place in 0..<units {
                var row = (0..<units).map { -Float($0 % 7) - 2 }
                row[place] = 1000
                let shares = ActivationKernel(Activation(.softmax, []), instructionSet: set)
                    .apply(to: Matrix(rows: 1, columns: units, values: row)).values
                #expect(shares == row.indices.map { $0 == place ? 1 : 0 }, "\(place) of \(units)")
            }
        }
    }

    private func outputs(of activation: Activation, from values: Matrix, on set: InstructionSet) -> [UInt32] {
        ActivationKernel(activation, slopes: activation.initialSlopes, instructionSet: set)
            .apply(to: values).values.map(\.canonicalBits)
    }

    /// Mostly numbers where the functions bend; in the last rows any bit pattern, and equal numbers.
    private func argument(_ row: Int, using random: inout SeededRandom) -> Float {
        switch row {
        case 6: Float(bitPattern: .random(in: 0...UInt32.max, using: &random))
        case 7: Float(Int.random(in: -2...2, using: &random))
        default: Float.random(in: -1...1, using: &random) * [0.01, 1, 5, 20, 100, 1e30][row]
        }
    }
}

extension Float {
    /// The bits, those of every NaN the same: which NaN comes of two depends on the order of operands that a compiler
    /// chooses.
    fileprivate var canonicalBits: UInt32 { isNaN ? 0x7fc0_0000 : bitPattern }
}
