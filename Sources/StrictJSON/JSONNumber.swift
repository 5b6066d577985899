/// A JSON number: the text, and what it means in the types of the service.
public struct JSONNumber: Sendable, Hashable {
    /// The text as it stands in the document.
    public let text: String

    /// The correctly rounded float64; infinite where the number is beyond float64.
    public var float64: Double { withDecimal(\.float64) ?? Double(text) ?? .nan }

    /// The correctly rounded float32, ties to even, from the text and not by way of float64; infinite where the
    /// number is beyond float32.
    public var float32: Float { withDecimal(\.float32) ?? Float(text) ?? .nan }

    /// The number as an integer if it is one, such as `16`, `16.0` and `1.6e1`; nil if it is none or beyond the type.
    public func integer<Integer: FixedWidthInteger & Sendable>(as type: Integer.Type = Int.self) -> Integer? {
        let digits = Digits(text)
        guard digits.isWhole else { return nil }
        var value: Integer = 0
        // Towards the sign digit by digit, so that the least value of a signed type is reached without overflow.
        for digit in digits.significant {
            guard let next = value.timesTen(plus: Integer(digit), isNegative: digits.isNegative) else { return nil }
            value = next
        }
        // At most as many turns as the type has digits: a value that is not 0 overflows by then.
        for _ in 0..<digits.exponent {
            guard let next = value.timesTen(plus: 0, isNegative: digits.isNegative) else { return nil }
            value = next
        }
        return value
    }

    /// Whether the number is a whole one, however large.
    public var isWhole: Bool { Digits(text).isWhole }

    private func withDecimal<Value>(_ body: (Decimal) -> Value?) -> Value? {
        let value = text.utf8.withContiguousStorageIfAvailable { buffer -> Value? in
            JSONBytes(buffer).flatMap { body(Decimal(at: $0.start, in: $0)) }
        }
        return value ?? nil
    }
}
