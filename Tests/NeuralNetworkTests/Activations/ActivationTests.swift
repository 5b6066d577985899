import Foundation
import TestSupport
import Testing

@testable import NeuralNetwork

/// Activations against what PyTorch computes.
struct ActivationTests {
    @Test("Values are PyTorch's", arguments: try GoldenVectors.activations.cases())
    func values(_ golden: GoldenCase) throws {
        let activation = try golden.activation
        let x = try golden.member("x").tensor
        let rows = x.shape.count == 2 ? x.shape[0] : 1
        let input = try x.floats
        let kernel = ActivationKernel(activation, slopes: activation.initialSlopes)
        let y = kernel.apply(to: Matrix(rows: rows, columns: input.count / rows, values: input)).values
        let y32 = try golden.member("y32").tensor.floats
        let y64 = try golden.member("y64").tensor.doubles
        try #require(y.count == y64.count)
        for index in y.indices {
            #expect(
                isAccepted(y[index], y32: y32[index], y64: y64[index]),
                "element \(index): \(y[index]) instead of \(y64[index]) (float32 there: \(y32[index]))"
            )
            // Where PyTorch's own float32 is within 2 ulp of the truth, so are we. Where its float64 has cancelled, as
            // that of gelu far on the left, it is not the truth.
            let rounded = Float(y64[index])
            let hasCancelled = abs(y64[index]) < 1e-9 * Double(abs(input[index % input.count]))
            if y64[index].isFinite, !hasCancelled, ulps(y32[index], rounded) <= 2 {
                #expect(ulps(y[index], rounded) <= 2)
            }
            #expect(y[index].isNaN == y32[index].isNaN, "element \(index)")
        }
    }

    @Test("Derivatives are PyTorch's", arguments: try GoldenVectors.activations.cases())
    func derivatives(_ golden: GoldenCase) throws {
        guard try golden.member("kind").string == "elementwise" else { return }
        let activation = try golden.activation
        let x = try golden.member("x").tensor.floats
        let expected = try golden.member("dydx64").tensor.doubles
        for index in x.indices where !x[index].isNaN {
            let actual = activation.derivative(at: Double(x[index]))
            #expect(isClose(actual, expected[index], relative: 1e-6, absolute: 1e-12), "at \(x[index]): \(actual)")
        }
    }

    @Test("Vector-Jacobian products over a layer are PyTorch's", arguments: try GoldenVectors.activations.cases())
    func vectorJacobianProducts(_ golden: GoldenCase) throws {
        guard try golden.member("kind").string == "vector" else { return }
        let activation = try golden.activation
        let x = try golden.member("x").tensor
        let width = x.shape[1]
        let inputs = try x.floats.map(Double.init)
        let cotangents = try golden.member("cotangent").tensor.doubles
        let expected = try golden.member("vjp64").tensor.doubles
        let outputs = activation.outputWidth(units: width)
        for row in 0..<x.shape[0] {
            let rowInputs = Array(inputs[row * width..<(row + 1) * width])
            guard !rowInputs.contains(where: \.isNaN) else { continue }
            let actual = activation.vectorJacobianProduct(
                preactivations: rowInputs,
                cotangent: Array(cotangents[row * outputs..<(row + 1) * outputs])
            )
            for column in 0..<width {
                let expected = expected[row * width + column]
                #expect(isClose(actual[column], expected, relative: 1e-6, absolute: 1e-12), "row \(row), \(column)")
            }
        }
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
        let values = stride(from: Float(-400), through: 400, by: 0.01).map { Double(activation.value(at: $0)) }
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

    private func isAccepted(_ y: Float, y32: Float, y64: Double) -> Bool {
        if y64.isNaN || y32.isNaN { return y.isNaN }
        if y == y32 || y == Float(y64) { return true }
        return abs(Double(y) - y64) <= 1e-6 + 2e-6 * abs(y64) || ulps(y, y32) <= 4
    }
}

extension GoldenCase {
    /// The activation of a case of the activations' file.
    fileprivate var activation: Activation {
        get throws {
            var members = try value.object
            members["activation_params"] = members["params"]
            return try GoldenValue.object(members).activation
        }
    }
}
