internal import HTTPServer

/// Reads the files that say who may ask for what: a line a client, comments after `#`, empty lines.
public enum AccessFile {
    /// The largest file that is read, in bytes.
    public static let sizeLimit = 1 << 20
    /// The most clients of a file.
    public static let entryLimit = 1_000

    /// Lines that cannot be read, one sentence for each, which never repeat a token.
    public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// The sentences.
        public let problems: [String]
        /// The sentences, one a line.
        public var description: String { problems.joined(separator: "\n") }
    }

    /// Reads a file of tokens: `sha256:<64 hexadecimal digits> scope[,scope] name`.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - path: Its name, for what is said about it.
    /// - Returns: The tokens.
    /// - Throws: Every line that is none.
    public static func tokens(_ bytes: [UInt8], path: String) throws(Failure) -> [AccessRegister.Token] {
        var seen: [[UInt8]: Int] = [:]
        return try entries(bytes, path: path) { words, number throws(Problem) in
            guard words.count == 3 else { throw Problem("expected `sha256:<digest> <scopes> <name>`") }
            let mark = "sha256:"
            guard words[0].hasPrefix(mark) else {
                throw Problem(
                    "does not begin with `sha256:`; a token itself never stands in the file: put its SHA-256 there, and "
                        + "make a new token, since this one was readable"
                )
            }
            guard let digest = digest(words[0].dropFirst(mark.count)) else {
                throw Problem("`sha256:` is not followed by 64 hexadecimal digits")
            }
            if let other = seen.updateValue(number, forKey: digest) {
                throw Problem("the token of line \(other) again")
            }
            return AccessRegister.Token(
                digest: digest,
                principal: Principal(name: String(words[2]), scopes: try scopes(words[1]))
            )
        }
    }

    /// Reads a file of client certificates: `scope[,scope] subject`, the subject in the form of RFC 2253.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - path: Its name, for what is said about it.
    /// - Returns: The certificates.
    /// - Throws: Every line that is none.
    public static func certificates(_ bytes: [UInt8], path: String) throws(Failure) -> [AccessRegister.Certificate] {
        var seen: [String: Int] = [:]
        return try entries(bytes, path: path, words: 2) { words, number throws(Problem) in
            guard words.count == 2, words[1].contains("=") else {
                throw Problem("expected `<scopes> <subject>`, for example `infer CN=alice,O=Example`")
            }
            let subject = String(words[1])
            if let other = seen.updateValue(number, forKey: subject) {
                throw Problem("the subject of line \(other) again")
            }
            return AccessRegister.Certificate(
                subject: subject,
                principal: Principal(name: subject, scopes: try scopes(words[0]))
            )
        }
    }

    /// What is wrong with a line.
    private struct Problem: Error {
        let text: String
        init(_ text: String) { self.text = text }
    }

    private static func entries<Entry>(
        _ bytes: [UInt8],
        path: String,
        words limit: Int = 3,
        _ read: ([Substring], Int) throws(Problem) -> Entry
    ) throws(Failure) -> [Entry] {
        guard bytes.count <= sizeLimit else { throw Failure(problems: ["\(path): larger than \(sizeLimit) bytes"]) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(problems: ["\(path): not UTF-8"])
        }
        var entries: [Entry] = []
        var problems: [String] = []
        // By scalars: CR LF is one character.
        for (index, part) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = trimmed(Substring(part))
            guard let first = line.first, first != "#" else { continue }
            let words = line.split(maxSplits: limit - 1) { $0 == " " || $0 == "\t" }.map(trimmed)
            do throws(Problem) {
                guard entries.count < entryLimit else { throw Problem("more than \(entryLimit) lines") }
                guard line.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 || $0 == "\t" }) else {
                    throw Problem("control characters")
                }
                entries.append(try read(words, index + 1))
            } catch {
                if problems.count < 20 { problems.append("\(path): line \(index + 1): \(error.text)") }
            }
        }
        guard problems.isEmpty else { throw Failure(problems: problems) }
        return entries
    }

    private static func scopes(_ text: Substring) throws(Problem) -> Set<Scope> {
        if let scopes = Scope.list(text) { return scopes }
        let names = Scope.granted.map(\.rawValue).joined(separator: ", ")
        throw Problem("the scopes are not among \(names), with commas between")
    }

    private static func digest(_ text: Substring) -> [UInt8]? {
        let digits = text.utf8.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
        guard text.utf8.count == 64, digits.count == 64 else { return nil }
        return (0..<32).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        var scalars = text.unicodeScalars.drop(while: isSpace)
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        return Substring(scalars)
    }
}
