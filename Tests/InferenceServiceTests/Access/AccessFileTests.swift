import HTTPServer
import Testing

@testable import InferenceService

/// What the files of tokens and certificates may say.
struct AccessFileTests {
    private static let digest = String(repeating: "0a", count: 32)
    private static let other = String(repeating: "0b", count: 32)

    @Test("Lines, comments, empty lines and every kind of line end are read")
    func reads() throws {
        let text =
            "# who\n\nsha256:\(Self.digest) infer alice\r\n\t sha256:\(Self.other)  infer,manage  the night job \n"
        let tokens = try AccessFile.tokens(Array(text.utf8), path: "t")
        #expect(tokens.map(\.principal.name) == ["alice", "the night job"])
        #expect(tokens.map(\.principal.scopes) == [[.infer], [.infer, .manage]])
        #expect(tokens[0].digest == Array(repeating: 10, count: 32))
        #expect(try AccessFile.tokens([], path: "t").isEmpty)
    }

    @Test("A subject of a certificate may hold spaces and commas")
    func certificates() throws {
        let text = "manage CN=alice, O=Example Ltd\n#x\ninfer CN=bob\n"
        let certificates = try AccessFile.certificates(Array(text.utf8), path: "c")
        #expect(certificates.map(\.subject) == ["CN=alice, O=Example Ltd", "CN=bob"])
        #expect(certificates.map(\.principal.scopes) == [[.manage], [.infer]])
    }

    /// A file of tokens and what is said about it.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let file: String
        let says: String
        var testDescription: String { file }
    }

    @Test(
        "Every line that is none is named by its number, and no token is repeated",
        arguments: [
            Refusal(file: "\nff_secret infer alice", says: "t: line 2: does not begin with `sha256:`"),
            Refusal(file: "sha256:\(digest)", says: "line 1: expected"),
            Refusal(file: "sha256:\(digest) infer", says: "line 1: expected"),
            Refusal(file: "sha256:ff_secret infer alice", says: "64 hexadecimal digits"),
            Refusal(file: "sha256:\(digest)0 infer alice", says: "64 hexadecimal digits"),
            Refusal(file: "sha256:\(digest) root alice", says: "infer, metrics, manage"),
            Refusal(file: "sha256:\(digest) open alice", says: "infer, metrics, manage"),
            Refusal(file: "sha256:\(digest) infer, alice", says: "infer, metrics, manage"),
            Refusal(file: "sha256:\(digest) infer a\nsha256:\(digest) infer b", says: "line 2: the token of line 1"),
            Refusal(file: "sha256:\(digest) infer a\u{1}b", says: "control characters"),
        ]
    )
    func refusals(_ row: Refusal) {
        let failure = #expect(throws: AccessFile.Failure.self) {
            try AccessFile.tokens(Array(row.file.utf8), path: "t")
        }
        #expect(failure?.description.contains(row.says) == true, "\(failure?.description ?? "")")
        #expect(failure?.description.contains("secret") == false)
    }

    @Test("All broken lines are told at once, and a file has its bounds")
    func bounds() {
        let broken = #expect(throws: AccessFile.Failure.self) { try AccessFile.tokens(Array("a\nb\n".utf8), path: "t") }
        #expect(broken?.problems.count == 2)
        #expect(throws: AccessFile.Failure.self) {
            try AccessFile.tokens(Array(repeating: 35, count: AccessFile.sizeLimit + 1), path: "t")
        }
        #expect(throws: AccessFile.Failure.self) { try AccessFile.tokens([0xff], path: "t") }
        func lines(_ count: Int) -> [UInt8] {
            Array((0..<count).map { "infer CN=\($0)\n" }.joined().utf8)
        }
        #expect(throws: Never.self) { try AccessFile.certificates(lines(AccessFile.entryLimit), path: "c") }
        #expect(throws: AccessFile.Failure.self) {
            try AccessFile.certificates(lines(AccessFile.entryLimit + 1), path: "c")
        }
    }

    @Test("A new token is 256 bits, unlike any other, and its line recognises it")
    func newToken() throws {
        let token = AccessToken(name: "alice", scopes: [.manage, .infer])
        #expect(token.text.hasPrefix("ff_") && token.text.utf8.count == 46)
        #expect(token.text != AccessToken(name: "alice", scopes: [.infer]).text)
        #expect(!token.line.contains(token.text))
        let register = AccessRegister(tokens: try AccessFile.tokens(Array(token.line.utf8), path: "t"))
        #expect(register.principal(token: Array(token.text.utf8))?.name == "alice")
        #expect(register.principal(token: Array(token.text.utf8.dropLast())) == nil)
        #expect(register.principal(token: []) == nil)
    }
}
