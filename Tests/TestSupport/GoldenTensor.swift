internal import Foundation

/// A tensor of a golden file: all its bytes, or its first and last 8 elements, and always their SHA-256.
public struct GoldenTensor: Sendable {
    /// `float32`, `float64` or `uint32`.
    public let dtype: String

    /// The extents.
    public let shape: [Int]

    /// The digest of the little-endian bytes in row-major order, 64 lower-case hexadecimal digits.
    public let sha256: String

    /// All bytes; nil for a tensor that the file abridges.
    public let bytes: [UInt8]?

    /// The bytes of the first elements: up to 8 of an abridged tensor, all of a whole one.
    public let firstBytes: [UInt8]

    /// The bytes of the last elements: up to 8 of an abridged tensor, all of a whole one.
    public let lastBytes: [UInt8]

    init(_ value: GoldenValue) throws {
        dtype = try value.member("dtype").string
        shape = try value.member("shape").list.map { try $0.int }
        sha256 = try value.member("sha256").string
        if let whole = value["b64"] {
            let bytes = try Self.decode(whole)
            self.bytes = bytes
            firstBytes = bytes
            lastBytes = bytes
        } else {
            bytes = nil
            firstBytes = try Self.decode(value.member("first8_b64"))
            lastBytes = try Self.decode(value.member("last8_b64"))
        }
    }

    /// The elements of a float32 tensor that is there as a whole.
    public var floats: [Float] {
        get throws { try elements("float32", as: UInt32.self).map { Float(bitPattern: $0) } }
    }

    /// The elements of a float64 tensor that is there as a whole.
    public var doubles: [Double] {
        get throws { try elements("float64", as: UInt64.self).map { Double(bitPattern: $0) } }
    }

    /// What sets these float32 numbers apart from the tensor, bit by bit; nil if nothing does.
    public func difference(from values: [Float]) -> String? {
        guard dtype == "float32" else { return "the tensor is \(dtype)" }
        return difference(fromBytes: values.withUnsafeBytes { Array($0) })
    }

    /// What sets these float64 numbers apart from the tensor, bit by bit; nil if nothing does.
    public func difference(from values: [Double]) -> String? {
        guard dtype == "float64" else { return "the tensor is \(dtype)" }
        return difference(fromBytes: values.withUnsafeBytes { Array($0) })
    }

    /// What sets these words apart from the tensor, bit by bit; nil if nothing does.
    public func difference(from values: [UInt32]) -> String? {
        guard dtype == "uint32" else { return "the tensor is \(dtype)" }
        return difference(fromBytes: values.withUnsafeBytes { Array($0) })
    }

    /// What sets these float32 numbers apart from the tensor by more than an absolute tolerance; nil if nothing does.
    ///
    /// Of a tensor that the file abridges, the elements that are there are compared.
    public func difference(from values: [Float], within tolerance: Double) throws -> String? {
        guard dtype == "float32" else { return "the tensor is \(dtype)" }
        let count = shape.reduce(1, *)
        guard values.count == count else { return "\(values.count) elements instead of \(count)" }
        let edges = [
            (values.prefix(firstBytes.count / 4), firstBytes), (values.suffix(lastBytes.count / 4), lastBytes),
        ]
        for (actual, bytes) in edges {
            for (actual, expected) in zip(actual, Self.floats(bytes))
            where !(abs(Double(actual) - Double(expected)) <= tolerance) {
                return "\(actual) instead of \(expected)"
            }
        }
        return nil
    }

    private static func floats(_ bytes: [UInt8]) -> [Float] {
        stride(from: 0, to: bytes.count, by: 4).map { offset in
            Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) })
        }
    }

    /// Compares bytes of a little-endian machine: the edges first, since they say where, then the digest.
    private func difference(fromBytes actual: [UInt8]) -> String? {
        let width = dtype == "float64" ? 8 : 4
        let count = shape.reduce(1, *)
        guard actual.count == width * count else { return "\(actual.count / width) elements instead of \(count)" }
        for (offset, pair) in zip(actual, firstBytes).enumerated() where pair.0 != pair.1 {
            return "element \(offset / width) differs"
        }
        for (offset, pair) in zip(actual.suffix(lastBytes.count), lastBytes).enumerated() where pair.0 != pair.1 {
            return "element \((actual.count - lastBytes.count + offset) / width) differs"
        }
        return referenceSHA256(actual) == sha256 ? nil : "some element between the first and the last ones differs"
    }

    private func elements<Word: FixedWidthInteger>(_ expected: String, as type: Word.Type) throws -> [Word] {
        guard dtype == expected, let bytes else {
            throw GoldenValue.Mismatch(description: "a whole \(expected) tensor")
        }
        return bytes.withUnsafeBytes { raw in
            stride(from: 0, to: raw.count, by: MemoryLayout<Word>.size).map { offset in
                Word(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: Word.self))
            }
        }
    }

    private static func decode(_ value: GoldenValue) throws -> [UInt8] {
        guard let data = Data(base64Encoded: try value.string) else {
            throw GoldenValue.Mismatch(description: "base64")
        }
        return Array(data)
    }
}
