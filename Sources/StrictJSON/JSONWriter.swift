/// Writes JSON (RFC 8259) into a buffer of bytes, without white space.
///
/// Commas are the writer's business: between `beginObject` and `endObject` the caller writes keys and values, between
/// `beginArray` and `endArray` values.
public struct JSONWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8]

    /// The number of float32 and float64 values that were not finite and so were written as null.
    public private(set) var nonFiniteCount: Int

    /// Makes a writer that appends to `bytes`.
    public init(appendingTo bytes: [UInt8] = []) {
        self.bytes = bytes
        nonFiniteCount = 0
    }

    /// Opens an object.
    public mutating func beginObject() { fatalError("to be written") }
    /// Closes the object opened last.
    public mutating func endObject() { fatalError("to be written") }
    /// Opens an array.
    public mutating func beginArray() { fatalError("to be written") }
    /// Closes the array opened last.
    public mutating func endArray() { fatalError("to be written") }
    /// Writes the key of the member whose value is written next.
    public mutating func key(_ key: String) { fatalError("to be written") }
    /// Writes a string, escaped as far as RFC 8259 section 7 demands.
    public mutating func value(_ value: String) { fatalError("to be written") }
    /// Writes a whole number.
    public mutating func value(_ value: Int) { fatalError("to be written") }
    /// Writes a whole number.
    public mutating func value(_ value: UInt64) { fatalError("to be written") }
    /// Writes a truth value.
    public mutating func value(_ value: Bool) { fatalError("to be written") }
    /// Writes the shortest decimal that reads back to the same float32, -0 as `-0.0`; null if it is not finite.
    public mutating func value(_ value: Float) { fatalError("to be written") }
    /// Writes the shortest decimal that reads back to the same float64, -0 as `-0.0`; null if it is not finite.
    public mutating func value(_ value: Double) { fatalError("to be written") }
    /// Writes null.
    public mutating func null() { fatalError("to be written") }
    /// Writes an array of float32 numbers.
    public mutating func value(_ values: ArraySlice<Float>) { fatalError("to be written") }
    /// Writes float32 numbers nested like a shape: `[[…], …]` for two dimensions.
    ///
    /// - Precondition: `values.count` is the product of `shape`, which has one dimension or two.
    public mutating func value(_ values: [Float], shape: [Int]) { fatalError("to be written") }
    /// Writes text that is JSON already, as one value.
    public mutating func raw(_ json: [UInt8]) { fatalError("to be written") }
}
