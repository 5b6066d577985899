import HTTPWire
import Testing

@Suite("Field look-ups")
struct RequestHeadTests {
    private func head(_ text: String) throws -> (head: RequestHead, bytes: [UInt8]) {
        let bytes = Array(text.utf8)
        var decoder = RequestDecoder()
        #expect(try decoder.next(bytes) == .head(byteCount: bytes.count))
        return (decoder.head, bytes)
    }

    @Test("find a name whatever its case", arguments: ["accept", "Accept", "ACCEPT", "aCCepT"])
    func cases(_ name: String) throws {
        let (head, bytes) = try head("GET / HTTP/1.1\r\nHost: a\r\n\(name):  text/plain \r\n\r\n")
        #expect(head.text(of: "accept", in: bytes) == "text/plain")
        let range = try #require(head.firstValue(of: "accept", in: bytes))
        #expect(Array(bytes[range]) == Array("text/plain".utf8))
    }

    @Test("find names with bytes that are not letters")
    func otherBytes() throws {
        let (head, bytes) = try head("GET / HTTP/1.0\r\nX-1_a: b\r\n\r\n")
        #expect(head.text(of: "x-1_a", in: bytes) == "b")
        // 0x5F and 0x7F, 0x2D and 0x0D: folding by one bit would confuse them.
        #expect(head.text(of: "x-1\u{7F}a", in: bytes) == nil)
    }

    @Test("take no name for a longer or shorter one")
    func lengths() throws {
        let (head, bytes) = try head("GET / HTTP/1.0\r\naccept-x: 1\r\naccep: 2\r\n\r\n")
        #expect(head.text(of: "accept", in: bytes) == nil)
        #expect(head.firstValue(of: "accept", in: bytes) == nil)
    }

    @Test("join the lines of a name, and give the first alone")
    func repeated() throws {
        let (head, bytes) = try head("GET / HTTP/1.0\r\nA: 1\r\nB: x\r\na: 2\r\nA:\r\n\r\n")
        #expect(head.text(of: "a", in: bytes) == "1, 2, ")
        #expect(head.firstValue(of: "a", in: bytes) == 19..<20)
    }

    @Test("tell an empty value from none")
    func empty() throws {
        let (head, bytes) = try head("GET / HTTP/1.0\r\nA:\r\n\r\n")
        #expect(head.text(of: "a", in: bytes) == "")
        #expect(head.text(of: "b", in: bytes) == nil)
    }

    @Test("replace bytes that are not UTF-8")
    func notUTF8() throws {
        let bytes = Array("GET / HTTP/1.0\r\nA: ".utf8) + [0xFF] + Array("\r\n\r\n".utf8)
        var decoder = RequestDecoder()
        #expect(try decoder.next(bytes) == .head(byteCount: bytes.count))
        #expect(decoder.head.text(of: "a", in: bytes) == "\u{FFFD}")
    }

    @Test("stay valid after the end of the request, until bytes of the next one come")
    func lifetime() throws {
        let bytes = Array("GET /abc HTTP/1.0\r\nA: 1\r\n\r\n".utf8)
        var decoder = RequestDecoder()
        #expect(try decoder.next(bytes) == .head(byteCount: bytes.count))
        let none: [UInt8] = []
        #expect(try decoder.next(none) == .end(consumed: 0))
        #expect(try decoder.next(none) == .needMore)
        #expect(decoder.head.text(of: "a", in: bytes) == "1")
        #expect(decoder.head.byteCount == bytes.count)
    }
}
