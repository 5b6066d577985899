import Glibc
import HTTPServer
import HTTPWire
import Locking
import Testing

extension ServerTests {
    /// Streams that end otherwise than planned.
    @Suite struct StreamEnds {
        private func head(_ path: String, _ framing: String = "Transfer-Encoding: chunked") -> String {
            "POST /stream/\(path) HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n"
        }

        private func scripted(_ server: TestServer) throws -> ScriptedConsumer {
            let handler = server.handler
            #expect(eventually { handler.consumers.withLock { $0.count } == 1 })
            return try #require(handler.consumers.withLock { $0.first } as? ScriptedConsumer)
        }

        @Test(
            "A consumer that refuses early keeps the connection if little is left, and is heard behind that",
            arguments: ["refusing", "sending"]
        )
        func refusesLittle(path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(head(path, "Content-Length: 1000") + "abc")
            #expect(!client.hasInput(withinMilliseconds: 50))
            try client.send(String(repeating: "x", count: 997) + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.status == (path == "refusing" ? 415 : 200))
            #expect(answer.fields["connection"] == nil)
            #expect(try client.answer()?.text == "/next")
        }

        @Test(
            "A consumer that refuses early ends the connection if much is left, and the client reads the answer",
            arguments: ["refusing", "sending", "early"],
            ["Content-Length: 10000000", "Transfer-Encoding: chunked"]
        )
        func refusesMuch(path: String, framing: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            let isChunked = framing.hasPrefix("T")
            try client.send(head(path, framing) + (isChunked ? "989680\r\n" : ""))
            // Sending goes on working, because what comes is read and dropped.
            let sent = client.sendAside([UInt8](repeating: 0x61, count: 10_000_000))
            let answer = try #require(try client.answer())
            #expect(answer.fields["connection"] == "close")
            #expect(answer.text == ["refusing": "no", "sending": "early", "early": "enough"][path])
            #expect(sent())
            client.finishSending()
            #expect(try client.isAtEnd())
        }

        @Test("A consumer that is done may answer later", arguments: [10, 10_000_000])
        func doneThenAnswers(length: Int) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(head("done", "Content-Length: \(length)") + "abc")
            let consumer = try scripted(server)
            #expect(eventually { consumer.pieces == 1 })
            if length == 10 { try client.send("defghijGET /next HTTP/1.1\r\nHost: a\r\n\r\n") }
            usleep(20_000)
            consumer.release()?.send(Response(200, content: [65]))
            #expect(try client.answer()?.text == "A")
            if length == 10 {
                #expect(try client.answer()?.text == "/next")
            } else {
                #expect(try client.isAtEnd())
            }
            #expect(consumer.pieces == 1)
            #expect(!consumer.isCancelled)
        }

        @Test("An answer that is let go is a 500", arguments: ["dropping", "misbehaving"])
        func letGo(path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(head(path, "Content-Length: 3") + "abcGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.status == 500)
            #expect(try client.answer()?.text == "/next")
        }

        @Test("An answer that is let go inside is seen to be incomplete", arguments: [0, 1])
        func cutOff(version: Int) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("POST /stream/cutting HTTP/1.\(version)\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
            if version == 1 {
                #expect(try client.answer(isHead: true)?.status == 200)
                #expect(try client.chunk() == Array("half".utf8))
                #expect(throws: RawClient.Failure.self) { try client.chunk() }
            } else {
                // A reset, which may overtake what was written.
                #expect(throws: RawClient.Failure.self) { try client.rest() }
            }
        }

        @Test(
            "Content that breaks the protocol is answered if nothing was, and else cuts the answer off",
            arguments: ["counting", "begun"],
            [true, false]
        )
        func brokenChunk(path: String, isAtOnce: Bool) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(head(path) + "3\r\nabc\r\n")
            let consumer = try scripted(server)
            if !isAtOnce || path == "begun" { #expect(eventually { consumer.received == 3 }) }
            try client.send("2\r\nabcd")
            if path == "counting" {
                let answer = try #require(try client.answer())
                #expect(answer.status == 400)
                #expect(answer.text == "missingChunkEnd")
                #expect(answer.fields["connection"] == "close")
            } else {
                #expect(try client.answer(isHead: true)?.status == 200)
                #expect(try client.chunk() == Array("3;".utf8))
                #expect(throws: RawClient.Failure.self) { while try client.chunk() != nil {} }
            }
            #expect(consumer.isCancelled)
            #expect(!consumer.isComplete)
        }

        @Test(
            "Content that ends too early is answered if nothing was, and else cuts the answer off",
            arguments: [
                "counting", "begun",
            ]
        )
        func truncated(path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(head(path, "Content-Length: 10") + "abc")
            let consumer = try scripted(server)
            #expect(eventually { consumer.received == 3 })
            client.finishSending()
            if path == "counting" {
                #expect(try client.answer()?.text == "incompleteRequest")
            } else {
                #expect(try client.answer(isHead: true)?.status == 200)
                #expect(throws: RawClient.Failure.self) { while try client.chunk() != nil {} }
            }
            #expect(consumer.isCancelled)
        }

        @Test("A half-close after the last byte changes nothing", arguments: ["echo", "work", "slow"])
        func halfClose(path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            let content = Array(TestHandler.large[..<3_000_000])
            let request = Streams.Framing.chunks.request("/stream/\(path)", content)
            let sent = client.sendAside(request, thenFinish: true)
            let expected = path == "echo" ? content : content.map(WorkingConsumer.turned)
            #expect(try client.answer()?.content == expected)
            #expect(sent())
            #expect(try client.isAtEnd())
        }

        @Test("A reset cancels", arguments: ["held", "pausing", "begun"])
        func reset(path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(head(path) + "3\r\nabc\r\n")
            let consumer = try scripted(server)
            #expect(eventually { consumer.received == 3 })
            #expect(!consumer.isCancelled)
            client.disconnect(resetting: true)
            #expect(eventually { consumer.isCancelled })
            if let response = consumer.release() {
                #expect(response.isCancelled)
                // Too late, and harmless.
                response.begin(200)
                #expect(!response.write([1]))
                response.finish()
                response.resume()
            }
            let next = try server.connect()
            try next.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try next.answer()?.text == "/next")
        }

        @Test("A pause stops the client, and resuming lets it go on")
        func pauses() throws {
            let server = try TestServer()
            let client = try server.connect()
            let count = 20_000_000
            let sent = client.sendAside(
                Array(head("pausing", "Content-Length: \(count)").utf8) + [UInt8](repeating: 0x61, count: count)
            )
            let consumer = try scripted(server)
            #expect(eventually { consumer.pieces == 1 })
            usleep(100_000)
            #expect(consumer.pieces == 1)
            while !consumer.isComplete {
                let pieces = consumer.pieces
                let response = try #require(consumer.release())
                response.resume()
                #expect(eventually { consumer.pieces > pieces })
                #expect(consumer.pieces == pieces + 1)
                if consumer.pieces == 6 { break }
            }
            #expect(consumer.received < 1 << 20)
            #expect(eventually { consumer.proceedings == 5 })
            consumer.release()?.send(Response(200, content: [65]))
            #expect(try client.answer()?.text == "A")
            #expect(sent())
        }

        @Test("A pause that was ended before it began is none")
        func resumesEarly() throws {
            let server = try TestServer()
            let client = try server.connect()
            let content = Array(TestHandler.large[..<1_000_000])
            let sent = client.sendAside(Streams.Framing.chunks.request("/stream/resumed", content))
            #expect(try client.answer()?.text == "1000000")
            #expect(sent())
        }
    }
}
