extension Base64 {
    /// The bytes that a text stands for.
    ///
    /// - Parameter text: Padded to a multiple of four characters, without line breaks or other characters between.
    /// - Returns: The bytes; nil if the text is not exactly what encoding them gives.
    static func decode(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8 { decode($0) }
    }

    private static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard let last = text.last else { return [] }
        let padding = last != UInt8(ascii: "=") ? 0 : text[text.count - 2] != UInt8(ascii: "=") ? 1 : 2
        let count = text.count / 4 * 3 - padding
        var isValid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
            var group: UInt32 = 0
            var length = 0
            for (index, byte) in text.enumerated() {
                let digit = index < text.count - padding ? values[Int(byte)] : 0
                if digit == none { isValid = false }
                group = group << 6 | UInt32(digit & 63)
                guard index % 4 == 3 else { continue }
                for shift: UInt32 in [16, 8, 0] {
                    let next = UInt8(truncatingIfNeeded: group >> shift)
                    if length < count {
                        bytes.initializeElement(at: length, to: next)
                        length += 1
                    } else if next != 0 {
                        // Bits that padding leaves over are zero (section 3.5).
                        isValid = false
                    }
                }
                group = 0
            }
            initialized = length
        }
        return isValid ? bytes : nil
    }

    private static let none: UInt8 = 255

    /// The value of each byte as a digit.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: none, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()
}
