internal import CKernels

/// The orthogonal factor of a matrix.
enum Orthogonalization {
    /// Replaces a matrix by `gain` times an orthogonal one: the Q of its QR decomposition with R's diagonal positive.
    ///
    /// Its rows or its columns, whichever are fewer, are orthonormal up to the gain and to float32's rounding. The bits
    /// are the same on every machine. Holds as many float64 as the matrix has elements while it works.
    ///
    /// - Parameters:
    ///   - values: `[rows, columns]`, row-major.
    ///   - rows: The number of rows; positive.
    ///   - columns: The number of columns; positive.
    ///   - gain: What the result is multiplied by.
    ///   - instructionSet: What computes it; available on this machine.
    static func orthogonalize(
        _ values: inout [Float],
        rows: Int,
        columns: Int,
        gain: Double,
        instructionSet: InstructionSet
    ) {
        precondition(values.count == rows * columns, "an element for each row and column")
        let room = rows * columns + 2 * min(rows, columns)
        // The kernel writes each of the reflectors and of the strip before it reads it, and stays within their sizes.
        withUnsafeTemporaryAllocation(of: Double.self, capacity: room) { reflectors in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: max(rows, columns) * Int(FF_STRIP)) { strip in
                values.withUnsafeMutableBufferPointer { values in
                    guard let values = values.baseAddress, let reflectors = reflectors.baseAddress,
                        let strip = strip.baseAddress
                    else { return }
                    ff_orthogonalize(values, rows, columns, gain, reflectors, strip, instructionSet.kernels)
                }
            }
        }
    }

    /// The multiply-adds of a decomposition, 2 n^2 (m - n / 3) with m the larger and n the smaller extent: half of them
    /// for the factorisation, half for the product of the reflections.
    static func multiplyAdds(rows: Int, columns: Int) -> Double {
        let (m, n) = (Double(max(rows, columns)), Double(min(rows, columns)))
        return 2 * n * n * (m - n / 3)
    }
}
