/// SHA-256 (FIPS 180-4).
public struct SHA256: ~Copyable {
    /// Begins a digest.
    public init() { fatalError("to be written") }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { fatalError("to be written") }

    /// Adds float32 numbers as little-endian bytes.
    public mutating func update(_ values: [Float]) { fatalError("to be written") }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) { fatalError("to be written") }

    /// Ends the digest: 64 lower-case hexadecimal digits.
    public consuming func hexDigest() -> String { fatalError("to be written") }
}
