import Testing

@testable import HTTPWire

@Suite("The decoder")
struct RequestDecoderTests {
    @Test("goes on with the search for the end of a head where it stopped")
    func resumes() throws {
        let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nA: ".utf8) + [UInt8](repeating: 0x62, count: 20_000)
        var decoder = RequestDecoder()
        var looked = 0
        for count in 1...bytes.count {
            #expect(try decoder.next(bytes[..<count]) == .needMore)
            looked += count - decoder.scanned
        }
        // All that was given has been looked at, but for the carriage returns that waited for their line feed.
        #expect(decoder.scanned == bytes.count)
        #expect(looked == 2)
    }

    @Test("keeps the capacity of its fields from request to request")
    func capacity() throws {
        let bytes = Array(("GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "A: b\r\n", count: 50) + "\r\n").utf8)
        var decoder = RequestDecoder()
        _ = try decoder.next(bytes)
        _ = try decoder.next(bytes[0..<0])
        let storage = decoder.head.fields.withUnsafeBufferPointer { $0.baseAddress }
        _ = try decoder.next(bytes)
        #expect(decoder.head.fields.count == 51)
        #expect(decoder.head.fields.withUnsafeBufferPointer { $0.baseAddress } == storage)
    }

    @Test("does not change a head that somebody keeps")
    func keptHead() throws {
        let first = Array("GET /a HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        let second = Array("GET /b HTTP/1.0\r\n\r\n".utf8)
        var decoder = RequestDecoder()
        _ = try decoder.next(first)
        let kept = decoder.head
        _ = try decoder.next(first[0..<0])
        _ = try decoder.next(second)
        #expect(kept.text(of: "host", in: first) == "a")
        #expect(decoder.head.fields.isEmpty)
    }

    @Test("names a known method by itself and any other `other`", arguments: Method.allCases)
    func methods(_ method: Method) throws {
        let token = method == .other ? "PROPFIND" : method.rawValue
        let target = method == .connect ? "a:1" : "/"
        let bytes = Array("\(token) \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        var decoder = RequestDecoder()
        _ = try decoder.next(bytes)
        #expect(decoder.head.method == method)
    }

    @Test("hands out a megabyte of content in one piece")
    func largeContent() throws {
        let content = [UInt8](repeating: 0x78, count: 1 << 20)
        var decoder = RequestDecoder()
        _ = try decoder.next(Array("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n".utf8))
        #expect(try decoder.next(content) == .content(0..<1 << 20, consumed: 1 << 20))
        #expect(try decoder.next(content[0..<0]) == .end(consumed: 0))
    }

    @Test("stands limits at the ends of the range of numbers", arguments: [0, 1, Int.max])
    func extremeLimits(_ limit: Int) throws {
        let limits = WireLimits(
            requestLineBytes: limit,
            headBytes: limit,
            fieldCount: limit,
            chunkLineBytes: limit,
            trailerBytes: limit,
            chunkExtensionBytes: limit
        )
        let bytes = Array(
            "\r\nPOST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0;a\r\nA: b\r\n\r\n".utf8
        )
        var decoder = RequestDecoder(limits: limits)
        if limit == Int.max {
            #expect(try decoder.next(bytes) == .head(byteCount: 58))
            #expect(try decoder.next(bytes[58...]) == .end(consumed: 13))
        } else {
            #expect(throws: ProtocolError(.requestLineTooLong, at: limit)) { try decoder.next(bytes) }
        }
    }
}
