import TestSupport

@testable import NeuralNetwork

/// Comparison of one case of the activations' golden file: values, derivatives, vector-Jacobian products, Jacobians.
///
/// Every function returns the first mismatch as text, nil if there is none. Derivatives at NaN depend, in PyTorch, on the
/// position in the tensor; they are left out.
extension GoldenCase {
    /// The activation of a case of the activations' file.
    var activation: Activation {
        get throws {
            var members = try value.object
            members["activation_params"] = members["params"]
            return try GoldenValue.object(members).activation
        }
    }

    /// Compares everything that the case holds.
    func activationMismatch() throws -> String? {
        if let mismatch = try valueMismatch() { return mismatch }
        switch try member("kind").string {
        case "elementwise":
            let derivatives = try derivativeMismatch()
            return try derivatives ?? slopeDerivativeMismatch()
        case "vector":
            let products = try productMismatch()
            return try products ?? jacobianMismatch()
        case let kind: return "the case is of an unknown kind, \(kind)"
        }
    }

    /// Compares the float32 values.
    ///
    /// A value is accepted near PyTorch's float64 or float32 one. Beyond that, where PyTorch's float32 is within 2 ulp of
    /// the exact value, so is ours, and elsewhere ours is as near as PyTorch's or nearer.
    func valueMismatch() throws -> String? {
        let activation = try activation
        let (rows, columns) = try shape
        let x = try member("x").tensor.floats
        let kernel = ActivationKernel(activation, slopes: activation.initialSlopes)
        let y = kernel.apply(to: Matrix(rows: rows, columns: columns, values: x)).values
        let y32 = try member("y32").tensor.floats
        let y64 = try member("y64").tensor.doubles
        let exact = (0..<rows).flatMap { row in
            activation.exactValues(
                of: Array(x[row * columns..<(row + 1) * columns]),
                slopes: activation.initialSlopes
            )
        }
        guard y.count == y64.count, y.count == y32.count, y.count == exact.count else {
            return "\(y.count) values instead of \(y64.count)"
        }
        for index in y.indices {
            let text = "value \(index): \(y[index]); PyTorch has \(y32[index]), in float64 \(y64[index])"
            guard isAccepted(y[index], y32: y32[index], y64: y64[index]) else { return text }
            let ours = ulps(y[index], fromExact: exact[index])
            let theirs = ulps(y32[index], fromExact: exact[index])
            guard ours <= max(2, theirs) else { return text + ", exact is \(exact[index])" }
            guard y[index].isNaN == y32[index].isNaN else { return text }
        }
        return nil
    }

    private func derivativeMismatch() throws -> String? {
        let activation = try activation
        let x = try member("x").tensor.floats
        let expected = try member("dydx64").tensor.doubles
        guard x.count == expected.count else { return "\(expected.count) derivatives for \(x.count) arguments" }
        return firstMismatch("derivative", expected, at: x) { activation.derivative(at: Double($0)) }
    }

    private func slopeDerivativeMismatch() throws -> String? {
        guard let expected = try self["dydweight64"]?.tensor.doubles else {
            return try activation.kind == .prelu ? "a PReLU without derivatives of the slope" : nil
        }
        let activation = try activation
        let x = try member("x").tensor.floats
        let one = Matrix64(rows: 1, columns: 1, values: [1])
        return firstMismatch("slope's derivative", expected, at: x) { x in
            Activation64(activation).slopeGradient(one, through: Matrix64(rows: 1, columns: 1, values: [Double(x)]))[0]
        }
    }

    private func productMismatch() throws -> String? {
        let activation = try activation
        let (rows, columns) = try shape
        let x = try member("x").tensor.floats.map(Double.init)
        let cotangents = try member("cotangent").tensor.doubles
        let expected = try member("vjp64").tensor.doubles
        let outputs = activation.outputWidth(units: columns)
        for row in 0..<rows {
            let inputs = Array(x[row * columns..<(row + 1) * columns])
            guard !inputs.contains(where: \.isNaN) else { continue }
            let actual = activation.vectorJacobianProduct(
                preactivations: inputs,
                cotangent: Array(cotangents[row * outputs..<(row + 1) * outputs])
            )
            for column in 0..<columns where !isNear(actual[column], expected[row * columns + column]) {
                return "product \(row), \(column): \(actual[column]) instead of \(expected[row * columns + column])"
            }
        }
        return nil
    }

    /// Compares the Jacobian, a row of which is the product with a cotangent that is 1 at one output and 0 elsewhere.
    private func jacobianMismatch() throws -> String? {
        guard let jacobian = try self["jacobian64"]?.tensor else { return nil }
        let activation = try activation
        let (rows, columns) = try shape
        let outputs = activation.outputWidth(units: columns)
        let x = try member("x").tensor.floats.map(Double.init)
        let expected = try jacobian.doubles
        guard jacobian.shape == [rows, outputs, columns] else { return "a Jacobian of shape \(jacobian.shape)" }
        for row in 0..<rows {
            let inputs = Array(x[row * columns..<(row + 1) * columns])
            guard !inputs.contains(where: \.isNaN) else { continue }
            for output in 0..<outputs {
                var cotangent = [Double](repeating: 0, count: outputs)
                cotangent[output] = 1
                let actual = activation.vectorJacobianProduct(preactivations: inputs, cotangent: cotangent)
                for column in 0..<columns {
                    let expected = expected[(row * outputs + output) * columns + column]
                    guard isNear(actual[column], expected) else {
                        return "Jacobian \(row), \(output), \(column): \(actual[column]) instead of \(expected)"
                    }
                }
            }
        }
        return nil
    }

    /// The extents of `x`: one row if it is a vector.
    private var shape: (rows: Int, columns: Int) {
        get throws {
            let shape = try member("x").tensor.shape
            return shape.count == 2 ? (shape[0], shape[1]) : (1, shape[0])
        }
    }

    private func firstMismatch(
        _ what: String,
        _ expected: [Double],
        at x: [Float],
        _ function: (Float) -> Double
    ) -> String? {
        for index in x.indices where !x[index].isNaN && !isNear(function(x[index]), expected[index]) {
            return "\(what) at \(x[index]): \(function(x[index])) instead of \(expected[index])"
        }
        return nil
    }

    private func isNear(_ actual: Double, _ expected: Double) -> Bool {
        isClose(actual, expected, relative: 1e-6, absolute: 1e-12)
    }

    private func isAccepted(_ y: Float, y32: Float, y64: Double) -> Bool {
        if y64.isNaN || y32.isNaN { return y.isNaN }
        if y == y32 || y == Float(y64) { return true }
        return abs(Double(y) - y64) <= 1e-6 + 2e-6 * abs(y64) || ulps(y, y32) <= 4
    }
}
