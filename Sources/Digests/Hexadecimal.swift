/// Bytes as lower-case hexadecimal digits, two a byte.
func hexadecimal(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
        var next = 0
        for byte in bytes {
            buffer[next] = hexadecimalDigit(byte >> 4)
            buffer[next + 1] = hexadecimalDigit(byte & 15)
            next += 2
        }
        return next
    }
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
