import Dispatch
import Glibc
import HTTPServer
import HTTPWire
import Locking
import Testing

extension ServerTests {
    /// Streams that stand still, and those that only seem to.
    @Suite struct StreamPatience {
        private func head(_ path: String) -> String {
            "POST /stream/\(path) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        }

        private func consumer<Kind: BodyConsumer>(_ server: TestServer, _ kind: Kind.Type) throws -> Kind {
            let handler = server.handler
            #expect(eventually { handler.consumers.withLock { $0.count } == 1 })
            return try #require(handler.consumers.withLock { $0.first } as? Kind)
        }

        @Test(
            "Content that does not come is answered 408 if nothing was, and else cuts the answer off",
            arguments: [
                "", "3\r\nabc\r\n",
            ]
        )
        func stalls(content: String) throws {
            for path in ["counting", "begun"] {
                let server = try TestServer { $0.bodyGrace = .milliseconds(100) }
                let client = try server.connect()
                try client.send(head(path) + content)
                let consumer = try consumer(server, ScriptedConsumer.self)
                if path == "counting" || content.isEmpty {
                    #expect(try client.answer()?.status == 408)
                    #expect(try client.isAtEnd())
                } else {
                    #expect(try client.answer(isHead: true)?.status == 200)
                    #expect(try client.chunk() == Array("3;".utf8))
                    #expect(throws: RawClient.Failure.self) { try client.chunk() }
                }
                #expect(consumer.isCancelled)
            }
        }

        @Test("A stream that moves is not cut, however long it takes")
        func moves() throws {
            let server = try TestServer {
                $0.bodyGrace = .milliseconds(500)
                $0.headTimeout = .milliseconds(500)
                $0.writeTimeout = .milliseconds(500)
                $0.idleTimeout = .milliseconds(500)
            }
            let client = try server.connect()
            try client.send(head("counting"))
            for _ in 0..<20 {
                usleep(50_000)
                try client.send("1\r\na\r\n")
            }
            try client.send("0\r\n\r\n")
            #expect(try client.answer()?.text == "20")
        }

        @Test("No deadline runs while the consumer works", arguments: ["pausing", "held"])
        func works(path: String) throws {
            let server = try TestServer {
                $0.bodyGrace = .milliseconds(50)
                $0.headTimeout = .milliseconds(50)
                $0.idleTimeout = .milliseconds(50)
            }
            let client = try server.connect()
            // The one pauses, the other has all content.
            try client.send(head(path) + "3\r\nabc\r\n" + (path == "held" ? "0\r\n\r\n" : ""))
            let consumer = try consumer(server, ScriptedConsumer.self)
            #expect(eventually { consumer.received == 3 })
            usleep(300_000)
            consumer.release()?.send(Response(200, content: [65]))
            #expect(try client.answer()?.text == "A")
        }

        @Test(
            "A client that writes everything before it reads is let go once both ways are full",
            arguments: [
                "echo", "work",
            ]
        )
        func bothStuck(path: String) throws {
            let server = try TestServer { $0.writeTimeout = .milliseconds(200) }
            let client = try server.connect(receiveBuffer: 4096)
            let content = Array(TestHandler.large[..<(40 << 20)])
            let sent = client.sendAside(Streams.Framing.length.request("/stream/\(path)", content))
            // The server resets the connection, so that sending fails.
            #expect(!sent())
            let handler = server.handler
            let consumer = try #require(handler.consumers.withLock { $0.first })
            #expect(
                eventually {
                    (consumer as? EchoingConsumer)?.isCancelled ?? (consumer as? WorkingConsumer)?.isCancelled ?? false
                }
            )
            let received = (consumer as? EchoingConsumer)?.received ?? (consumer as? WorkingConsumer)?.received ?? 0
            #expect(received > 0)
            #expect(received < content.count)
        }

        @Test("A stream under way may finish while the server stops")
        func drains() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(head("begun") + "3\r\nabc\r\n")
            #expect(try client.answer(isHead: true)?.fields["connection"] == nil)
            #expect(try client.chunk() == Array("3;".utf8))
            let stopped = server.beginStopping()
            #expect(stopped.wait(timeout: .now() + .milliseconds(100)) == .timedOut)
            try client.send("2\r\nde\r\n0\r\n\r\n")
            #expect(try client.chunk() == Array("5;".utf8))
            #expect(try client.chunk() == nil)
            #expect(try client.isAtEnd())
            client.disconnect()
            #expect(stopped.wait(timeout: .now() + .seconds(30)) == .success)
        }

        @Test("The drain timeout ends a stream that does not finish")
        func drainTimeout() throws {
            let server = try TestServer { $0.drainTimeout = .milliseconds(100) }
            let client = try server.connect()
            try client.send(head("begun") + "3\r\nabc\r\n")
            let consumer = try consumer(server, ScriptedConsumer.self)
            #expect(try client.answer(isHead: true)?.status == 200)
            let stopped = server.beginStopping()
            #expect(stopped.wait(timeout: .now() + .seconds(30)) == .success)
            #expect(consumer.isCancelled)
            #expect(try client.chunk() == Array("3;".utf8))
            #expect(throws: RawClient.Failure.self) { try client.chunk() }
        }
    }
}
