/// The notation of bytes in the corpus: see `Corpus/README.md`.
enum EscapedText {
    struct Malformed: Error { let text: String }

    /// The bytes that a text stands for.
    static func bytes(of text: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Substring(text)
        while let character = rest.popFirst() {
            guard character == "\\" else {
                bytes += Array(String(character).utf8)
                continue
            }
            switch rest.popFirst() {
            case "r": bytes.append(0x0D)
            case "n": bytes.append(0x0A)
            case "t": bytes.append(0x09)
            case "\\": bytes.append(0x5C)
            case "\"": bytes.append(0x22)
            case "x":
                guard let byte = UInt8(rest.prefix(2), radix: 16) else { throw Malformed(text: text) }
                bytes.append(byte)
                rest.removeFirst(2)
            case "{":
                guard let star = rest.firstIndex(of: "*"), let close = rest.firstIndex(of: "}"), star < close,
                    let count = Int(rest[..<star])
                else { throw Malformed(text: text) }
                let unit = try Self.bytes(of: String(rest[rest.index(after: star)..<close]))
                for _ in 0..<count { bytes += unit }
                rest = rest[rest.index(after: close)...]
            default: throw Malformed(text: text)
            }
        }
        return bytes
    }

    /// Bytes in quotation marks, everything but printable ASCII escaped.
    static func quoted(_ bytes: some Sequence<UInt8>) -> String {
        var text = "\""
        for byte in bytes {
            switch byte {
            case 0x0D: text += "\\r"
            case 0x0A: text += "\\n"
            case 0x09: text += "\\t"
            case 0x5C: text += "\\\\"
            case 0x22: text += "\\\""
            case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "\\x" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }
        }
        return text + "\""
    }
}
