import Foundation
import TestSupport
import Testing

@testable import NeuralNetwork

/// Activations against what PyTorch computes.
struct ActivationTests {
    @Test("Values, derivatives and Jacobians are PyTorch's", arguments: try GoldenVectors.activations.cases())
    func vectors(_ golden: GoldenCase) throws {
        let mismatch = try golden.activationMismatch()
        #expect(mismatch == nil)
    }

    @Test("step and arctan follow their formulas")
    func formulasWithoutVectors() {
        let step = Activation(.step, [])
        let arctan = Activation(.arctan, [])
        for x: Float in [-.infinity, -1e30, -1.5, -1, -0.5, -1e-37, -0.0, 0, 1e-37, 0.3, 0.5, 1, 2.5, 1e30, .infinity] {
            #expect(step.value(at: x) == (x > 0 ? 1 : 0))
            #expect(step.derivative(at: Double(x)) == 0)
            #expect(ulps(arctan.value(at: x), Float(atan(Double(x)))) == 0, "at \(x)")
            #expect(
                isClose(arctan.derivative(at: Double(x)), 1 / (1 + Double(x) * Double(x)), relative: 1e-15, absolute: 0)
            )
        }
        #expect(step.value(at: .nan).isNaN)
        #expect(arctan.value(at: .nan).isNaN)
    }

    @Test("A row has the same outputs alone and among others", arguments: Activation.Kind.allCases)
    func rowInvariance(_ kind: Activation.Kind) {
        let activation = Activation(kind) ?? Activation(kind, [.number(0.25), .number(-1)])
        let kernel = ActivationKernel(activation, slopes: activation.initialSlopes)
        var random = SeededRandom(seed: 1)
        let values = (0..<7 * 34).map { _ in Float.random(in: -12...12, using: &random) }
        let together = kernel.apply(to: Matrix(rows: 7, columns: 34, values: values))
        for row in 0..<7 {
            let alone = kernel.apply(to: Matrix(rows: 1, columns: 34, values: Array(values[row * 34..<(row + 1) * 34])))
            #expect(alone.values.map(\.bitPattern) == together[row].map(\.bitPattern), "row \(row)")
        }
        #expect(kernel.apply(to: Matrix(rows: 0, columns: 34, values: [])).values.isEmpty)
    }

    @Test("The range holds every value, and its ends are approached", arguments: Activation.Kind.allCases)
    func range(_ kind: Activation.Kind) {
        guard !kind.actsOnWholeLayer else { return }
        let activation = Activation(kind) ?? Activation(kind, [.number(0.25), .number(-1)])
        let range = activation.range
        let arguments = Array(stride(from: Float(-400), through: 400, by: 0.01))
        let kernel = ActivationKernel(activation, slopes: activation.initialSlopes)
        let matrix = Matrix(rows: arguments.count, columns: 1, values: arguments)
        let values = kernel.apply(to: matrix).values.map(Double.init)
        let least = values.min() ?? .nan
        let largest = values.max() ?? .nan
        if let lower = range.lower {
            #expect(least >= lower - 1e-6 && least <= lower + 0.01)
        } else {
            #expect(least < -2.9)
        }
        if let upper = range.upper {
            #expect(largest <= upper + 1e-6 && largest >= upper - 0.01)
        } else {
            #expect(largest > 2.9)
        }
    }

    @Test("Every formula is written down once")
    func formulas() {
        #expect(Set(Activation.Kind.allCases.map(\.formula)).count == Activation.Kind.allCases.count)
    }
}
