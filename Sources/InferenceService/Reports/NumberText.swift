internal import Glibc

/// Numbers as a table shows them: six significant digits.
enum NumberText {
    /// A number; a dash where there is none.
    static func of(_ number: Double?) -> String {
        guard let number else { return "-" }
        var buffer = [CChar](repeating: 0, count: 32)
        let count = withVaList([number]) { vsnprintf(&buffer, buffer.count, "%.6g", $0) }
        return String(decoding: buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A number.
    static func of(_ number: Float) -> String { of(Double(number)) }

    /// A whole number; a dash where there is none.
    static func of(_ number: Int?) -> String { number.map { "\($0)" } ?? "-" }

    /// A share of one as a percentage; a dash where there is none.
    static func percent(_ share: Double?) -> String { share.map { of(100 * $0) + " %" } ?? "-" }
}
