import Foundation
import TestSupport
import Testing

@testable import NeuralNetwork

@Suite("Activations in float64")
struct Activation64Tests {
    @Test("Values are PyTorch's float64", arguments: try GoldenVectors.activations.cases())
    func values(_ golden: GoldenCase) throws {
        let x = try golden.member("x").tensor
        let rows = x.shape.count == 2 ? x.shape[0] : 1
        let inputs = try x.floats.map(Double.init)
        let y = Activation64(try golden.activation).apply(
            to: Matrix64(rows: rows, columns: inputs.count / rows, values: inputs)
        ).values
        let expected = try golden.member("y64").tensor.doubles
        try #require(y.count == expected.count)
        for index in y.indices {
            #expect(
                isClose(y[index], expected[index], relative: 1e-12, absolute: 1e-15),
                "element \(index): \(y[index]) instead of \(expected[index])"
            )
        }
    }

    @Test("The slope gradient of PReLU is PyTorch's", arguments: try GoldenVectors.activations.cases())
    func slopes(_ golden: GoldenCase) throws {
        guard let expected = try golden["dydweight64"]?.tensor.doubles else { return }
        let activation = Activation64(try golden.activation)
        let x = try golden.member("x").tensor.floats.map(Double.init)
        for (x, expected) in zip(x, expected) where !x.isNaN {
            let one = Matrix64(rows: 1, columns: 1, values: [1])
            let gradient = activation.slopeGradient(one, through: Matrix64(rows: 1, columns: 1, values: [x]))
            #expect(gradient == [expected], "at \(x)")
        }
    }

    @Test("The file has slope gradients of PReLU")
    func slopesAreThere() throws {
        #expect(try GoldenVectors.activations.cases().count { $0["dydweight64"] != nil } == 2)
    }

    @Test("Value and float32 value agree", arguments: Activation.Kind.allCases)
    func agreement(_ kind: Activation.Kind) {
        guard !kind.actsOnWholeLayer else { return }
        let activation = Activation(kind) ?? Activation(kind, [.number(0.25), .number(-1)])
        for x in stride(from: Float(-30), through: 30, by: 0.0625) {
            let value = activation.value(at: x)
            // The absolute part is what float32's subnormal numbers are apart.
            let value64 = activation.value64(at: Double(x))
            #expect(isClose(Double(value), value64, relative: 1e-6, absolute: 2e-45), "at \(x)")
        }
        #expect(activation.value64(at: .nan).isNaN)
    }

    /// From the formulas with 60 digits (mpmath).
    @Test(
        "Tails and neighbourhoods of 0 keep their digits",
        arguments: [
            (.gelu, -8, -4.9767684594174272988e-15),
            (.gelu, -37, -2.1184613523340934244e-298),
            (.silu, -700, -6.9017735806318395997e-302),
            (.mish, -700, -6.9017735806318395997e-302),
            (.softplus, -700, 9.8596765437597708567e-305),
            (.logsigmoid, 700, -9.8596765437597708567e-305),
            (.sigmoid, -700, 9.8596765437597708567e-305),
            (.tanhshrink, 0.5, 0.037882842739990241498),
            (.tanhshrink, 0.001, 3.3333320000005398905e-10),
            (.tanhshrink, 0.999, 0.23782613833943005039),
            (.selu, -1e-10, -1.758099340759471957e-10),
            (.arctan, 1e-5, 9.9999999996666674847e-6),
            (.arctan, -3, -1.2490457723982544258),
        ] as [(Activation.Kind, Double, Double)]
    )
    func tails(kind: Activation.Kind, x: Double, expected: Double) throws {
        let actual = try #require(Activation(kind)).value64(at: x)
        #expect(isClose(actual, expected, relative: 1e-12, absolute: 0), "\(actual)")
    }

    @Test("gelu with tanh keeps the digits of its tail")
    func tanhGELUTail() {
        let gelu = Activation(.gelu, [.choice("tanh")])
        #expect(isClose(gelu.value64(at: -20), -3.3754509563109673197e-261, relative: 1e-12, absolute: 0))
    }

    @Test("x - tanh(x) loses nothing near 0")
    func tanhshrink() {
        let tanhshrink = Activation(.tanhshrink, [])
        // x^3/3 - 2x^5/15 + 17x^7/315 is exact to x^9 / 45.
        for x in [1e-100, 1e-8, 1e-4, -1e-3] {
            let series = x * x * x * (1.0 / 3 - x * x * (2.0 / 15 - x * x * (17.0 / 315)))
            #expect(isClose(tanhshrink.value64(at: x), series, relative: 1e-14, absolute: 0), "at \(x)")
        }
        for x in stride(from: 0.9, through: 1.1, by: 0.001) {
            #expect(isClose(tanhshrink.value64(at: x), x - tanh(x), relative: 1e-14, absolute: 0), "at \(x)")
        }
    }

    @Test("A celu with a negative alpha grows as far as float64 goes")
    func exponential() {
        let celu = Activation(.celu, [.number(-1)])
        #expect(isClose(celu.value64(at: -705), -exp(705.0), relative: 1e-12, absolute: 0))
        #expect(isClose(celu.value64(at: -0.5), -expm1(0.5), relative: 1e-15, absolute: 0))
    }

    @Test("Rows that are none keep the width of the layer", arguments: [Activation.Kind.glu, .softmax, .relu])
    func noRows(_ kind: Activation.Kind) throws {
        let activation = Activation64(try #require(Activation(kind)))
        let none = Matrix64(rows: 0, columns: 6, values: [])
        let outputs = activation.apply(to: none)
        #expect(outputs.columns == (kind == .glu ? 3 : 6))
        #expect(activation.pullBack(outputs, through: none) == none)
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
