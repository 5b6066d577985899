/// The name of a kept model: a letter or digit, then up to 127 letters, digits, dots, underscores and hyphens.
///
/// ASCII only, so that a name is also a path segment and a folder on every system, and never a hidden one.
public struct ModelName: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The most characters of a name.
    public static let lengthLimit = 128

    /// The name.
    public let text: String

    /// Takes a text as a name; nil if it is none.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard let first = bytes.first, Self.isAlphanumeric(first), bytes.count <= Self.lengthLimit,
            bytes.allSatisfy({ Self.isAlphanumeric($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D })
        else { return nil }
        self.text = text
    }

    /// The name.
    public var description: String { text }

    /// Orders names by their bytes.
    public static func < (left: ModelName, right: ModelName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
