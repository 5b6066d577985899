import HTTPWire
import Locking
import Testing

@testable import HTTPServer

extension ServerTests {
    /// Streams that are compressed, in one direction or both, over TCP.
    @Suite struct CompressedStreams {
        private static let codings = [ContentCoding.identity, .gzip, .deflate]
        private static let paths = ["/stream/coded", "/stream/coded/pausing"]
        /// 3 MB of lines.
        private static let lines = (0..<100_000).flatMap { Array("[\($0), \($0 % 7), 0.25, 0.25, 0.25]\n".utf8) }

        private func head(_ path: String, in coding: ContentCoding, out accepted: ContentCoding) -> String {
            let encoding = coding == .identity ? "" : "Content-Encoding: \(coding.rawValue)\r\n"
            return "POST \(path) HTTP/1.1\r\nHost: a\r\n\(encoding)Accept-Encoding: \(accepted.rawValue)\r\n"
        }

        private func chunked(_ content: [UInt8], every count: Int = 10_000) -> [UInt8] {
            var encoder = ResponseEncoder()
            for start in stride(from: 0, to: content.count, by: count) {
                encoder.chunk(content[start..<min(content.count, start + count)].span)
            }
            encoder.lastChunk()
            return encoder.bytes
        }

        private func coded(_ content: [UInt8], _ coding: ContentCoding) throws -> [UInt8] {
            guard coding != .identity else { return content }
            return try #require(Deflater(coding, level: 6).compressed(content, anyway: true))
        }

        @Test("A stream comes back as it was, whatever the codings", arguments: codings, codings)
        func roundTrip(_ coding: ContentCoding, _ accepted: ContentCoding) throws {
            let server = try TestServer()
            for path in Self.paths {
                let client = try server.connect()
                for content in [Self.lines, Array("[1]\n".utf8), [UInt8](repeating: 0x20, count: 3_000_000)] {
                    let body = try chunked(coded(content, coding))
                    let request = Array(
                        "\(head(path, in: coding, out: accepted))Transfer-Encoding: chunked\r\n\r\n".utf8
                    )
                    // What is sent fits into the buffers of the kernel, or else is read while more is sent.
                    let isSent = client.sendAside(request + body)
                    let answer = try #require(try client.answer())
                    #expect(isSent())
                    #expect(answer.status == 200)
                    #expect(answer.fields["vary"] == "Accept, Accept-Encoding")
                    #expect(answer.fields["content-encoding"] == (accepted == .identity ? nil : accepted.rawValue))
                    let expanded = accepted == .identity ? .success(answer.content) : inflated(answer.content, accepted)
                    let isSame = expanded == .success(content)
                    #expect(isSame, "\(path), \(content.count) bytes")
                }
            }
        }

        @Test("Each piece of a compressed answer can be read when it comes")
        func flushes() throws {
            let server = try TestServer()
            let client = try server.connect()
            let request = head("/stream/coded", in: .gzip, out: .deflate)
            try client.send("\(request)Transfer-Encoding: chunked\r\n\r\n")
            let deflater = Deflater(.gzip, level: 1)
            let inflater = Inflater(.deflate, limits: InflationLimits(expandedBytes: .max))
            let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1000)
            defer { buffer.deallocate() }
            for number in 0..<20 {
                let line = Array("[\(number)]\n".utf8)
                var piece: [UInt8] = []
                line.withUnsafeBytes { deflater.add($0, .flush, to: &piece) }
                var encoder = ResponseEncoder()
                encoder.chunk(piece.span)
                try client.send(encoder.bytes)
                if number == 0 { #expect(try client.answer(isHead: true)?.fields["content-encoding"] == "deflate") }
                let chunk = try #require(try client.chunk())
                let step = try inflater.step(chunk.span, into: buffer)
                #expect(Array(buffer[..<step.produced]) == line)
            }
        }

        @Test("What is not whole is 400 before an answer was begun, and breaks off one that was", arguments: paths)
        func malformed(_ path: String) throws {
            let server = try TestServer()
            let whole = try coded(Self.lines, .gzip)
            for (content, isBegun) in [(Array("[1]\n".utf8), false), (Array(whole.dropLast()), true)] {
                let client = try server.connect()
                let before = StreamedEcho.cancellations.withLock { $0 }
                let request = Array("\(head(path, in: .gzip, out: .identity))Transfer-Encoding: chunked\r\n\r\n".utf8)
                let isSent = client.sendAside(request + chunked(content))
                if isBegun {
                    #expect(throws: RawClient.Failure.self) { try client.answer() }
                } else {
                    #expect(try client.answer()?.status == 400)
                }
                _ = isSent()
                #expect(eventually { StreamedEcho.cancellations.withLock { $0 } == before + 1 })
            }
        }

        @Test("The ratio is limited, whatever the length", arguments: paths)
        func ratio(_ path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            let zeros = try coded([UInt8](repeating: 0x20, count: 50_000_000), .gzip)
            let isSent = client.sendAside(
                Array("\(head(path, in: .gzip, out: .identity))Content-Length: \(zeros.count)\r\n\r\n".utf8) + zeros
            )
            #expect(throws: RawClient.Failure.self) { try client.answer() }
            _ = isSent()
        }

        @Test(
            "A consumer pauses, ends and answers as if the content were not compressed",
            arguments: [
                ("counting", 200, "3000000"), ("resumed", 200, "3000000"), ("early", 200, "enough"),
                ("refusing", 415, "no"), ("sending", 200, "early"),
            ]
        )
        func consumers(_ script: String, _ status: Int, _ text: String) throws {
            let server = try TestServer()
            let content = try coded([UInt8](repeating: 0x20, count: 3_000_000), .deflate)
            for isChunked in [false, true] {
                let client = try server.connect()
                let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(content.count)"
                let head = Array("\(head("/stream/\(script)", in: .deflate, out: .identity))\(framing)\r\n\r\n".utf8)
                let isSent = client.sendAside(head + (isChunked ? chunked(content, every: 100) : content))
                let answer = try #require(try client.answer())
                #expect(answer.status == status)
                #expect(answer.text == text)
                _ = isSent()
            }
        }

        @Test("Another coding is 415, and the consumer hears that nothing comes")
        func unsupported() throws {
            let server = try TestServer()
            let client = try server.connect()
            let before = StreamedEcho.cancellations.withLock { $0 }
            try client.send(
                "POST /stream/coded HTTP/1.1\r\nHost: a\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx"
            )
            #expect(try client.answer()?.status == 415)
            #expect(StreamedEcho.cancellations.withLock { $0 } == before + 1)
        }

        @Test("Without content the codings say nothing", arguments: paths)
        func empty(_ path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("\(head(path, in: .gzip, out: .gzip))Content-Length: 0\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(inflated(answer.content, .gzip) == .success([]))
        }
    }
}
