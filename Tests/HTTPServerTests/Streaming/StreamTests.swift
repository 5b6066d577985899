import Glibc
import HTTPServer
import HTTPWire
import Locking
import TestSupport
import Testing

extension ServerTests {
    /// Requests and answers that flow at the same time.
    @Suite struct Streams {
        /// Ways to write content.
        enum Framing: CaseIterable {
            case length
            case chunks
            case manyChunks

            /// A request with content in this framing.
            func request(_ path: String, _ content: [UInt8], _ fields: String = "") -> [UInt8] {
                var encoder = ResponseEncoder()
                let framing = self == .length ? "Content-Length: \(content.count)" : "Transfer-Encoding: chunked"
                encoder.bytes = Array("POST \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\(framing)\r\n\r\n".utf8)
                guard self != .length else { return encoder.bytes + content }
                let size = self == .chunks ? 100_000 : 7
                for start in stride(from: 0, to: content.count, by: size) {
                    encoder.chunk(content.span.extracting(start..<min(content.count, start + size)))
                }
                encoder.lastChunk()
                return encoder.bytes
            }
        }

        private func bytes(_ count: Int) -> [UInt8] { Array(TestHandler.large[..<count]) }

        // Under a sanitizer the client took minutes to put 300,000 bytes together from chunks of seven.
        @Test(
            "Content comes back as it is sent",
            arguments: Framing.allCases,
            [0, 1, 10, isSanitized ? 100_000 : 300_000]
        )
        func echo(framing: Framing, count: Int) throws {
            let server = try TestServer()
            let client = try server.connect()
            let content = bytes(count)
            let sent = client.sendAside(framing.request("/stream/echo", content, "X-Request-Id: mine\r\n"))
            let answer = try #require(try client.answer())
            #expect(answer.status == 200)
            #expect(answer.fields["content-type"] == "text/plain")
            #expect(answer.fields["x-kind"] == "stream")
            #expect(answer.fields["x-request-id"] == "mine")
            #expect(answer.fields["date"]?.hasSuffix("GMT") == true)
            #expect(answer.fields["transfer-encoding"] == "chunked")
            #expect(answer.fields["content-length"] == nil)
            #expect(answer.fields["connection"] == nil)
            #expect(answer.content == content)
            #expect(sent())
            // The connection is as new.
            try client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.text == "/next")
        }

        @Test("Each piece is answered before the next is sent")
        func conversation() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("POST /stream/begun HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
            #expect(try client.answer(isHead: true)?.status == 200)
            #expect(try client.chunk() == Array("3;".utf8))
            try client.send("2\r\nde\r\n")
            #expect(try client.chunk() == Array("5;".utf8))
            try client.send("0\r\n\r\n")
            #expect(try client.chunk() == nil)
        }

        @Test("Content that is sent byte for byte arrives whole", arguments: Framing.allCases)
        func byteForByte(framing: Framing) throws {
            let server = try TestServer()
            let client = try server.connect()
            let content = bytes(100)
            let sent = client.sendAside(framing.request("/stream/work", content), by: 1)
            #expect(try client.answer()?.content == content.map(WorkingConsumer.turned))
            #expect(sent())
        }

        @Test("However small the chunks of one read are, they are one piece")
        func gathering() throws {
            let server = try TestServer()
            let client = try server.connect()
            let content = bytes(1_000)
            try client.send(Framing.manyChunks.request("/stream/work", content))
            #expect(try client.answer()?.content == content.map(WorkingConsumer.turned))
            let consumer = try #require(server.handler.consumers.withLock { $0.first } as? WorkingConsumer)
            #expect(consumer.received == 1_000)
            #expect(consumer.pieces == 1)
        }

        @Test("Megabytes flow through another queue with little held", arguments: Framing.allCases, ["work", "slow"])
        func throughput(framing: Framing, path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            // A client that sends 7 bytes at a time does so for as long with a tenth of that.
            let content = bytes(framing == .manyChunks ? 1 << 20 : 10 << 20)
            let sent = client.sendAside(framing.request("/stream/\(path)", content))
            #expect(try client.answer()?.content == content.map(WorkingConsumer.turned))
            #expect(sent())
            let consumer = try #require(server.handler.consumers.withLock { $0.first } as? WorkingConsumer)
            #expect(consumer.received == content.count)
            // A piece is what one read brings, and one more is on its way when the consumer pauses.
            #expect(consumer.peakBacklog <= WorkingConsumer.backlogLimit + 300 << 10)
            #expect(consumer.peakUnsent <= StreamedResponse.highMark + consumer.peakBacklog + 100 << 10)
        }

        @Test("A client that reads late stops what it sends, and gets everything")
        func slowReader() throws {
            let server = try TestServer()
            let client = try server.connect(receiveBuffer: 4096)
            let content = bytes(30 << 20)
            let sent = client.sendAside(Framing.length.request("/stream/work", content))
            let handler = server.handler
            #expect(eventually { handler.consumers.withLock { $0.count } == 1 })
            let consumer = try #require(handler.consumers.withLock { $0.first } as? WorkingConsumer)
            // It stands still once both ways are full.
            var before = -1
            let stands = eventually {
                defer { before = consumer.received }
                usleep(100_000)
                return consumer.received == before && before > 0
            }
            #expect(stands)
            #expect(consumer.received < content.count)
            #expect(consumer.peakUnsent <= StreamedResponse.highMark + consumer.peakBacklog + 100 << 10)
            #expect(try client.answer()?.content == content.map(WorkingConsumer.turned))
            #expect(sent())
        }

        @Test("Requests behind a stream are answered after it", arguments: ["echo", "work", "counting"])
        func pipelined(path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            let stream = Framing.chunks.request("/stream/\(path)", Array("abc".utf8))
            try client.send(
                Array("GET /before HTTP/1.1\r\nHost: a\r\n\r\n".utf8) + stream + stream
                    + Array("GET /next HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
            )
            #expect(try client.answer()?.text == "/before")
            let expected = ["echo": "abc", "work": "ABC", "counting": "3"][path]
            #expect(try client.answer()?.text == expected)
            #expect(try client.answer()?.text == expected)
            #expect(try client.answer()?.text == "/next")
        }

        @Test("In HTTP/1.0 the answer ends with the connection", arguments: ["", "Connection: keep-alive\r\n"])
        func oldVersion(field: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("POST /stream/work HTTP/1.0\r\n\(field)Content-Length: 3\r\n\r\nabc")
            let answer = try #require(try client.answer())
            #expect(answer.fields["transfer-encoding"] == nil)
            #expect(answer.fields["connection"] == "close")
            #expect(try client.rest() == Array("ABC".utf8))
        }

        @Test("A client that wants the connection closed gets it closed")
        func closing() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(Framing.length.request("/stream/echo", [65], "Connection: close\r\n"))
            let answer = try #require(try client.answer())
            #expect(answer.text == "A")
            #expect(answer.fields["connection"] == "close")
            #expect(try client.isAtEnd())
        }

        @Test("HEAD has the head alone, and a status without content has none")
        func headOnly() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("HEAD /stream/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
            #expect(try client.answer(isHead: true)?.fields["content-type"] == "text/plain")
            try client.send(Framing.length.request("/stream/empty", [65]))
            let empty = try #require(try client.answer(isHead: true))
            #expect(empty.status == 204)
            #expect(empty.fields["transfer-encoding"] == nil)
            try client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.text == "/next")
        }

        @Test("A client that waits for leave to send its content gets it")
        func continues() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(
                "POST /stream/work HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
            )
            #expect(try client.answer()?.status == 100)
            try client.send("abc")
            #expect(try client.answer()?.text == "ABC")
        }

        @Test("The first beginning counts, and nothing after the end")
        func answersOnce() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(Framing.length.request("/stream/twice", [65]))
            let answer = try #require(try client.answer())
            #expect(answer.status == 200)
            #expect(answer.text == "first")
            try client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.text == "/next")
        }
    }
}
