import Glibc
import HTTPWire
import Locking
import TestSupport
import Testing

@testable import HTTPServer

extension ServerTests {
    /// Content that clients compressed, over TCP.
    @Suite struct CompressedRequests {
        private static let codings = [ContentCoding.gzip, .deflate]
        private static let ok = Array("GET /after HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

        private func request(
            _ path: String,
            _ coding: String,
            _ content: [UInt8],
            chunks: Int? = nil
        ) -> [UInt8] {
            let start = "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Encoding: \(coding)\r\n"
            guard let chunks else {
                return Array("\(start)Content-Length: \(content.count)\r\n\r\n".utf8) + content
            }
            var encoder = ResponseEncoder(appendingTo: Array("\(start)Transfer-Encoding: chunked\r\n\r\n".utf8))
            for from in stride(from: 0, to: content.count, by: chunks) {
                encoder.chunk(content[from..<min(content.count, from + chunks)].span)
            }
            encoder.lastChunk()
            return encoder.bytes
        }

        private func compressed(_ content: [UInt8], _ coding: ContentCoding) throws -> [UInt8] {
            try #require(Deflater(coding, level: 6).compressed(content, anyway: true))
        }

        /// Contents of several kinds and sizes, up to 3 MB.
        private static let contents: [[UInt8]] = {
            var random = SeededRandom(seed: 4)
            let noise = (0..<600_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            return [
                Array("{}".utf8), Array(CodedAnswers.numbers.prefix(2_000)), CodedAnswers.numbers, noise,
                [UInt8](repeating: 0x30, count: 3_000_000),
            ]
        }()

        @Test(
            "Content arrives expanded, at a handler and at a worker, however it is framed",
            arguments: ["/echo", "/later"],
            [nil, 7, 100_000] as [Int?]
        )
        func expands(_ path: String, _ chunks: Int?) throws {
            let server = try TestServer(TestHandler(limit: 4 << 20))
            let client = try server.connect()
            for content in Self.contents {
                for (coding, name) in [
                    (ContentCoding.gzip, "gzip"), (.gzip, "identity, X-Gzip"), (.deflate, "deflate"),
                ] {
                    try client.send(request(path, name, try compressed(content, coding), chunks: chunks) + Self.ok)
                    let answer = try #require(try client.answer())
                    #expect(answer.status == 200)
                    let isSame = answer.content == content
                    #expect(isSame, "\(name), \(content.count) bytes")
                    #expect(try client.answer()?.text == "/after")
                }
            }
        }

        @Test("Content in single bytes, of several members, is the same content")
        func singleBytes() throws {
            let server = try TestServer()
            let client = try server.connect()
            let (first, second) = (Array("first ".utf8), Array("second".utf8))
            let content = try compressed(first, .gzip) + compressed([], .gzip) + compressed(second, .gzip)
            for byte in request("/echo", "gzip", content) { try client.send([byte]) }
            #expect(try client.answer()?.text == "first second")
        }

        @Test("Content that takes several turns is expanded to its end, though answers before it wait for the client")
        func expandsBehindUnsentAnswers() throws {
            let server = try TestServer { $0.bodyGrace = .seconds(5) }
            let short = request("/echo", "gzip", try compressed([UInt8](repeating: 0x30, count: 1000), .gzip))
            let long = request("/echo", "gzip", try compressed([UInt8](repeating: 0x31, count: 600_000), .gzip))
            // The kernel keeps some 2.5 MB for the client. For one number of turns the answers pass that in the turn in
            // which `long` begins.
            for turns in 73...79 {
                let count = 32 * turns - 1
                let client = try server.connect(receiveBuffer: 4096)
                try client.send(Array(repeatElement(short, count: count).joined()) + long)
                var handled = -1
                // Until the server waits for the client.
                while handled != server.handler.handled.withLock(\.count) {
                    handled = server.handler.handled.withLock(\.count)
                    usleep(5_000)
                }
                for _ in 0..<count { #expect(try client.answer()?.content.count == 1000) }
                let answer = try #require(try client.answer())
                try #require(answer.status == 200, "behind \(count) answers")
                #expect(answer.content.count == 600_000)
            }
        }

        @Test("The limit counts expanded bytes", arguments: codings, [nil, 500] as [Int?])
        func limit(_ coding: ContentCoding, _ chunks: Int?) throws {
            let server = try TestServer(TestHandler(limit: 300_000))
            for (count, status) in [(300_000, 200), (300_001, 413), (30_000_000, 413)] {
                let client = try server.connect()
                let content = try compressed([UInt8](repeating: 0, count: count), coding)
                try client.send(request("/echo", coding.rawValue, content, chunks: chunks))
                let answer = try #require(try client.answer())
                #expect(answer.status == status)
                #expect(answer.content.count == count || answer.text == "contentTooLarge(limit: 300000)")
            }
            #expect(server.handler.handled.withLock(\.count) == 1)
        }

        @Test("The limit counts compressed bytes as well, with room for what cannot be compressed")
        func compressedLimit() throws {
            let server = try TestServer(TestHandler(limit: 600_000))
            let noise = Self.contents[3]
            let incompressible = try compressed(noise, .gzip)
            #expect(incompressible.count > 600_000)
            let client = try server.connect()
            try client.send(request("/echo", "gzip", incompressible, chunks: 10_000))
            #expect(try client.answer()?.status == 200)
            // Nothing, over and over.
            let empty = try compressed([], .gzip)
            let nothing = Array(repeatElement(empty, count: 700_000 / empty.count).joined())
            for chunks in [nil, 10_000] {
                let client = try server.connect()
                try? client.send(request("/echo", "gzip", nothing, chunks: chunks))
                #expect(try client.answer()?.status == 413)
            }
        }

        @Test("The ratio is limited beyond 8 MiB")
        func ratio() throws {
            let server = try TestServer(TestHandler(limit: 64 << 20)) { $0.inflationRatio = 100 }
            for (count, status) in [(8 << 20, 200), (9 << 20, 413)] {
                let client = try server.connect()
                let content = try compressed([UInt8](repeating: 0, count: count), .gzip)
                try client.send(request("/echo", "gzip", content))
                let answer = try #require(try client.answer())
                #expect(answer.status == status)
                #expect(answer.content.count == count || answer.text == "expansionTooLarge(ratio: 100)")
            }
        }

        @Test("What is not whole is 400 and reaches no handler", arguments: try CompressedStream.all())
        func malformed(_ stream: CompressedStream) throws {
            guard case .failure = stream.outcome, !stream.bytes.isEmpty else { return }
            let server = try TestServer()
            for chunks in [nil, 5] {
                let client = try server.connect()
                try client.send(request("/echo", stream.coding, stream.bytes, chunks: chunks))
                #expect(try client.answer()?.status == 400)
            }
            #expect(server.handler.handled.withLock(\.isEmpty))
        }

        @Test(
            "Another coding, or two, is 415 and names those that are taken",
            arguments: ["br", "zstd", "compress", "gzip, br", "gzip, gzip", "gzip;q=1"]
        )
        func unsupported(_ coding: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(request("/echo", coding, [1, 2, 3]) + Self.ok)
            let answer = try #require(try client.answer())
            #expect(answer.status == 415)
            #expect(answer.fields["accept-encoding"] == "gzip, deflate")
            #expect(try client.answer()?.text == "/after")
            #expect(server.handler.handled.withLock { $0 } == ["/after"])
        }

        @Test("Where there is no content its coding says nothing")
        func noContent() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("GET /a HTTP/1.1\r\nHost: a\r\nContent-Encoding: br\r\n\r\n")
            #expect(try client.answer()?.text == "/a")
            for chunks in [nil, 5] {
                try client.send(request("/echo", "gzip", [], chunks: chunks))
                let answer = try #require(try client.answer())
                #expect(answer.status == 200)
                #expect(answer.content.isEmpty)
            }
        }
    }
}
