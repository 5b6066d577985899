import HTTPWire
import Testing

@Suite("The response encoder")
struct ResponseEncoderTests {
    private func text(_ build: (inout ResponseEncoder) -> Void) -> String {
        var encoder = ResponseEncoder()
        build(&encoder)
        return String(decoding: encoder.bytes, as: UTF8.self)
    }

    @Test("writes a whole head")
    func head() {
        let text = text {
            $0.begin(200)
            $0.field("Content-Type", "application/json" as StaticString)
            $0.field("X-Request-Id", "a-1" as String)
            $0.field("Content-Length", 1234)
            $0.end()
        }
        #expect(
            text == "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: a-1\r\n"
                + "Content-Length: 1234\r\n\r\n"
        )
    }

    @Test("writes the space before an empty reason, which belongs to the line")
    func noReason() {
        #expect(text { $0.begin(299) } == "HTTP/1.1 299 \r\n")
    }

    @Test("writes one more element at the end of a list")
    func joined() {
        #expect(text { $0.field("Vary", "Accept", joined: "Origin") } == "Vary: Accept, Origin\r\n")
        #expect(text { $0.field("Vary", "a\r\nb", joined: "c") } == "Vary: a  b, c\r\n")
    }

    @Test("writes numbers", arguments: [0, 7, 10, 99, 100, Int.max, -1, Int.min])
    func numbers(_ value: Int) {
        #expect(text { $0.field("A", value) } == "A: \(value)\r\n")
    }

    @Test("turns every byte that could end a field line into a space", arguments: UInt8.min...UInt8.max)
    func controls(_ byte: UInt8) {
        let scalar = Unicode.Scalar(byte)
        let isForbidden = (byte < 0x20 && byte != 0x09) || byte == 0x7F
        #expect(text { $0.field("A", "b\(scalar)c") }.utf8.elementsEqual("A: b\(isForbidden ? " " : scalar)c\r\n".utf8))
    }

    @Test("cannot be made to write a second field line")
    func injection() {
        #expect(text { $0.field("A", "b\r\nSet-Cookie: c") } == "A: b  Set-Cookie: c\r\n")
    }

    @Test("writes chunks and their end")
    func chunks() {
        let content = [UInt8](repeating: 0x61, count: 300)
        var encoder = ResponseEncoder(appendingTo: [0x5B])
        encoder.chunk(content.span)
        encoder.chunk(content.span.extracting(0..<0))
        encoder.chunk(content.span.extracting(0..<10))
        encoder.lastChunk()
        let long = String(repeating: "a", count: 300)
        #expect(String(decoding: encoder.bytes, as: UTF8.self) == "[12c\r\n\(long)\r\na\r\naaaaaaaaaa\r\n0\r\n\r\n")
    }

    @Test("writes a chunk around content that comes from elsewhere", arguments: [1, 16, 300])
    func chunkAround(count: Int) {
        let content = [UInt8](repeating: 0x61, count: count)
        let text = text {
            $0.beginChunk(count)
            $0.bytes += content
            $0.endChunk()
        }
        #expect(text == self.text { $0.chunk(content.span) })
    }

    @Test("writes chunks that the decoder reads back")
    func roundTrip() throws {
        var encoder = ResponseEncoder(
            appendingTo: Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        )
        let pieces: [[UInt8]] = (1...40).map { [UInt8](repeating: UInt8($0), count: $0 * 7) }
        for piece in pieces { encoder.chunk(piece.span) }
        encoder.lastChunk()
        let contents = try Feeding().observations(of: encoder.bytes).compactMap { observation -> [UInt8]? in
            if case .content(_, let bytes) = observation { bytes } else { nil }
        }
        #expect(contents == pieces)
    }
}
