internal import Digests
internal import NeuralNetwork

/// Digests JSON values in the form of RFC 8785, piece by piece, so that inline values need no second copy.
struct CanonicalDigest: ~Copyable {
    private static let pieceSize = 1 << 16

    private var sha256 = SHA256()
    private var piece: [UInt8] = []

    init() {
        piece.reserveCapacity(Self.pieceSize + 64)
    }

    /// Adds a value.
    mutating func add(_ tree: JSONTree) {
        switch tree {
        case .object(let members): add(members)
        case .array(let elements): addList(elements) { $0.add($1) }
        case .string(let string): add(string)
        case .integer(let integer): addText("\(integer)")
        case .unsigned(let integer): addText("\(integer)")
        case .number(let number): addNumber(number.description)
        // The shortest digits of a float32, at most nine, are also the shortest ones of the float64 that they read as.
        case .float(let number): addNumber(number.description)
        case .boolean(let boolean): addText(boolean ? "true" : "false")
        case .tensor(let tensor): add(tensor)
        }
        flush(atLeast: Self.pieceSize)
    }

    /// Adds float32 numbers as little-endian bytes.
    mutating func add(bytesOf values: [Float]) {
        flush(atLeast: 1)
        sha256.update(values)
    }

    /// Ends the digest: 64 lower-case hexadecimal digits.
    consuming func hexDigest() -> String {
        flush(atLeast: 1)
        return sha256.hexDigest()
    }

    private mutating func add(_ members: [(key: String, value: JSONTree)]) {
        piece.append(UInt8(ascii: "{"))
        let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
        for (index, member) in sorted.enumerated() {
            if index > 0 { piece.append(UInt8(ascii: ",")) }
            add(member.key)
            piece.append(UInt8(ascii: ":"))
            add(member.value)
        }
        piece.append(UInt8(ascii: "}"))
    }

    private mutating func add(_ tensor: InlineTensor) {
        guard tensor.shape.count == 2 else { return addRow(tensor.values[...]) }
        let columns = tensor.shape[1]
        addList(0..<tensor.shape[0]) { $0.addRow(tensor.values[$1 * columns..<($1 + 1) * columns]) }
    }

    private mutating func addRow(_ row: ArraySlice<Float>) {
        addList(row) { digest, number in
            digest.addNumber(number.description)
            digest.flush(atLeast: Self.pieceSize)
        }
    }

    private mutating func addList<Elements: Sequence>(
        _ elements: Elements,
        _ addElement: (inout CanonicalDigest, Elements.Element) -> Void
    ) {
        piece.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { piece.append(UInt8(ascii: ",")) }
            isFirst = false
            addElement(&self, element)
        }
        piece.append(UInt8(ascii: "]"))
    }

    /// Adds a string with the escapes of RFC 8785 section 3.2.2.2.
    private mutating func add(_ string: String) {
        piece.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case 0x08: addText("\\b")
            case 0x09: addText("\\t")
            case 0x0a: addText("\\n")
            case 0x0c: addText("\\f")
            case 0x0d: addText("\\r")
            case UInt8(ascii: "\""): addText("\\\"")
            case UInt8(ascii: "\\"): addText("\\\\")
            case 0..<0x10: addText("\\u000\(String(byte, radix: 16))")
            case 0x10..<0x20: addText("\\u00\(String(byte, radix: 16))")
            default: piece.append(byte)
            }
        }
        piece.append(UInt8(ascii: "\""))
    }

    private mutating func addNumber(_ shortest: String) {
        appendECMAScriptNumber(shortest, to: &piece)
    }

    private mutating func addText(_ text: String) {
        piece.append(contentsOf: text.utf8)
    }

    private mutating func flush(atLeast size: Int) {
        guard piece.count >= size else { return }
        sha256.update(piece)
        piece.removeAll(keepingCapacity: true)
    }
}
