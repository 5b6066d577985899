import Foundation
import TestSupport
import Testing

@testable import NeuralNetwork

/// Zeros, subnormals, the largest numbers, infinities and NaN: what PyTorch makes of them.
struct SpecialValuesTests {
    /// The file that `special_values.py` beside it writes.
    private static let file = Result {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try GoldenValue(json: Array(Data(contentsOf: folder.appending(path: "Vectors/special_values.json"))))
    }

    private static func cases(_ name: String) throws -> [SpecialCase] {
        try file.get().member(name).list.map { SpecialCase(value: $0) }
    }

    @Test("Values at special arguments are PyTorch's, with the sign of zero", arguments: try cases("elementwise"))
    func values(_ special: SpecialCase) throws {
        let activation = try special.activation
        let arguments = try Self.file.get().member("x").list
        let expected = try special.value.member("values").list
        try #require(arguments.count == 13 && expected.count == 13)
        for (argument, expected) in zip(arguments, expected) where !expected.isNull {
            let x = Float(try argument.number)
            let actual = activation.value(at: x)
            #expect(isSame(actual, Float(try expected.number)), "\(actual) at \(x)")
        }
    }

    @Test("Derivatives at special arguments are PyTorch's", arguments: try cases("elementwise"))
    func derivatives(_ special: SpecialCase) throws {
        let activation = try special.activation
        let arguments = try Self.file.get().member("x").list
        let expected = try special.value.member("derivatives").list
        try #require(arguments.count == expected.count)
        for (argument, expected) in zip(arguments, expected) where !expected.isNull {
            let x = Double(Float(try argument.number))
            let actual = activation.derivative(at: x)
            #expect(isClose(actual, try expected.number, relative: 1e-6, absolute: 1e-12), "\(actual) at \(x)")
        }
    }

    @Test("Rows of special numbers give what they give in PyTorch", arguments: try cases("whole"))
    func rows(_ special: SpecialCase) throws {
        let activation = try special.activation
        let kernel = ActivationKernel(activation)
        let cotangent = try Self.file.get().member("cotangent").list.map { try $0.double }
        for row in try special.value.member("rows").list {
            let x = try row.member("x").list.map { Float(try $0.number) }
            let y = kernel.apply(to: Matrix(rows: 1, columns: x.count, values: x)).values
            let expected = try row.member("values").list.map { Float(try $0.number) }
            try #require(y.count == expected.count)
            for index in y.indices { #expect(isSame(y[index], expected[index]), "\(y) from \(x)") }

            guard !x.contains(where: \.isNaN) else { continue }
            let product = activation.vectorJacobianProduct(
                preactivations: x.map(Double.init),
                cotangent: Array(cotangent.prefix(y.count))
            )
            for (actual, expected) in zip(product, try row.member("vjp").list) {
                let expected = try expected.number
                #expect(isClose(actual, expected, relative: 1e-6, absolute: 1e-12), "\(product) from \(x)")
            }
        }
    }

    /// Whether two numbers are within one ulp and have the same sign; NaN is NaN.
    ///
    /// PyTorch's hardswish overflows at the largest number, which is one ulp too.
    private func isSame(_ actual: Float, _ expected: Float) -> Bool {
        if expected.isNaN || actual.isNaN { return expected.isNaN && actual.isNaN }
        return ulps(actual, expected) <= 1 && actual.sign == expected.sign
    }
}

/// One activation of the file; tests print it as its name and parameters.
struct SpecialCase: Sendable, CustomTestStringConvertible {
    let value: GoldenValue

    var activation: Activation {
        get throws {
            var members = try value.object
            members["activation_params"] = members["params"] ?? .object([:])
            return try GoldenValue.object(members).activation
        }
    }

    var testDescription: String { (try? activation).map { "\($0.kind.rawValue) \($0.values)" } ?? "\(value)" }
}

extension GoldenValue {
    /// A number that is written as a string, which keeps the sign of zero.
    fileprivate var number: Double {
        get throws {
            guard let number = Double(try string) else { throw Mismatch(description: "a number") }
            return number
        }
    }
}
