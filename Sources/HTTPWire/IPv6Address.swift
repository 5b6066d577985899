/// The text form of an IPv6 address (RFC 3986 section 3.2.2).
///
/// Eight groups of 16 bits, the last two of which may be
/// written as an IPv4 address, and one run of groups of zero left out as `::`. A zone is refused (RFC 6874 section 4).
enum IPv6Address {
    /// Where bytes stop being an address; nil for an address.
    static func firstViolation(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let end = range.upperBound
        var index = range.lowerBound
        var groups = 0
        var isShortened = false
        if index + 1 < end, bytes[index] == Byte.colon, bytes[index + 1] == Byte.colon {
            isShortened = true
            index += 2
        }
        while index < end {
            let start = index
            while index < end, index < start + 4, bytes[index].hexadecimalValue != nil { index += 1 }
            if index < end, bytes[index] == Byte.period {
                groups += 2
                if let violation = firstViolationOfIPv4(in: bytes, start..<end) { return violation }
                index = end
                break
            }
            guard index > start else { return index }
            groups += 1
            guard index < end else { break }
            guard bytes[index] == Byte.colon else { return index }
            index += 1
            // A colon is followed by another, or by a group.
            guard index < end else { return index }
            if bytes[index] == Byte.colon {
                guard !isShortened else { return index }
                isShortened = true
                index += 1
            }
        }
        return (isShortened ? groups <= 7 : groups == 8) ? nil : end
    }

    /// Where bytes stop being four numbers up to 255 without leading zeros.
    private static func firstViolationOfIPv4(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        for number in 0..<4 {
            if number > 0 {
                guard index < range.upperBound, bytes[index] == Byte.period else { return index }
                index += 1
            }
            let start = index
            var value = 0
            while index < range.upperBound, bytes[index].isDigit {
                guard index == start || value > 0 else { return index }
                value = value * 10 + Int(bytes[index] - Byte.zero)
                guard value <= 255 else { return index }
                index += 1
            }
            guard index > start else { return index }
        }
        return index == range.upperBound ? nil : index
    }
}
