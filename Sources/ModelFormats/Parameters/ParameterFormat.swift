/// A form in which the parameters of a network are sent.
public enum ParameterFormat: Sendable, Hashable {
    /// A header of JSON, and the elements as bytes.
    case safetensors
    /// `{"parameters": [{"name", "shape", "values"}]}`.
    case json

    /// Tells from its content what a body of unknown type is.
    ///
    /// A body whose first byte other than white space is `{` is JSON, and any other one is a safetensors file. That
    /// file begins with the length of its header, the low byte first, and the low bytes of a length may look like
    /// white space and `{`. But no header is as long as 2^32 bytes, so the bytes from the fifth to the eighth are zero,
    /// and a zero byte stands nowhere in JSON, not even in a string.
    public init(ofContent bytes: Span<UInt8>) {
        let hasHighZeros = bytes.count >= 8 && (4..<8).allSatisfy { bytes[$0] == 0 }
        var index = 0
        while index < bytes.count, [0x09, 0x0A, 0x0D, 0x20].contains(bytes[index]) { index += 1 }
        let beginsObject = index < bytes.count && bytes[index] == UInt8(ascii: "{")
        self = beginsObject && !hasHighZeros ? .json : .safetensors
    }
}
