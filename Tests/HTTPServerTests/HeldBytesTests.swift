import Glibc
import HTTPServer
import HTTPWire
import Locking
import Testing

extension ServerTests {
    /// What clients send and leave unfinished, and work that takes too long.
    @Suite struct HeldBytes {
        private static let size = 700_000

        private func post(_ path: String, _ length: Int) -> String {
            "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
        }

        /// Begins a body of 700,000 bytes and leaves out the last byte.
        private func withheld(_ server: TestServer) throws -> RawClient {
            let client = try server.connect()
            try client.send(post("/echo", Self.size))
            try client.send([UInt8](repeating: 65, count: Self.size - 1))
            return client
        }

        @Test("A body that does not fit beside those on their way is answered 503 before it comes")
        func refused() throws {
            let server = try TestServer { $0.receivedBytes = 1_000_000 }
            // The second one is the one that may be beyond the limit, which it is before it sends anything.
            let (first, second) = (try withheld(server), try server.connect())
            try second.send(
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000001\r\nExpect: 100-continue\r\n\r\n"
            )
            #expect(try second.answer()?.status == 100)
            var answer: RawClient.Answer?
            let isFull = try eventually {
                let client = try server.connect()
                try client.send(post("/echo", 1_000_000))
                usleep(10_000)
                var poll = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
                guard Glibc.poll(&poll, 1, 0) == 1 else { return false }
                answer = try client.answer()
                return true
            }
            #expect(isFull)
            #expect(answer?.status == 503)
            #expect(answer?.fields["retry-after"] == "1")
            // Small ones go on.
            let small = try server.connect()
            try small.send(post("/echo", 3) + "abc")
            #expect(try small.answer()?.text == "abc")
            try first.send("A")
            #expect(try first.answer()?.content.count == Self.size)
            try second.send([UInt8](repeating: 67, count: 1_000_001))
            #expect(try second.answer()?.content.count == 1_000_001)
            // What was held was given back.
            let last = try server.connect()
            try last.send(post("/echo", 1_000_000))
            try last.send([UInt8](repeating: 66, count: 1_000_000))
            #expect(try last.answer()?.content.count == 1_000_000)
        }

        @Test("Chunks that are more than may be held end in 503")
        func chunked() throws {
            let server = try TestServer { configuration in
                configuration.receivedBytes = 1_000_000
                // Two that come to the limit at the same time, one on each reactor, are both refused.
                configuration.reactors = 1
            }
            let clients = try (0..<3).map { _ in try server.connect() }
            for client in clients {
                try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nc0000\r\n")
                try client.send([UInt8](repeating: 65, count: 0xC0000 - 1))
            }
            let isReadable = { (client: RawClient) in
                var poll = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
                return Glibc.poll(&poll, 1, 0) == 1
            }
            #expect(eventually { clients.contains(where: isReadable) })
            for client in clients where !isReadable(client) { try client.send("A\r\n0\r\n\r\n") }
            let statuses = try clients.map { try $0.answer()?.status }.sorted { $0 ?? 0 < $1 ?? 0 }
            #expect(statuses == [200, 200, 503])
        }

        @Test("A body that waits for its answer is held until the answer is given")
        func handedOver() throws {
            let server = try TestServer { $0.receivedBytes = 1_000_000 }
            let handler = server.handler
            let clients = try (0..<2).map { _ in
                let client = try server.connect()
                try client.send(post("/held", Self.size))
                try client.send([UInt8](repeating: 65, count: Self.size))
                return client
            }
            #expect(eventually { handler.held.withLock { $0.count } == 2 })
            let third = try server.connect()
            try third.send(post("/held", Self.size))
            #expect(try third.answer()?.status == 503)
            let held = handler.held.withLock { held in
                defer { held = [] }
                return held
            }
            for pending in held { pending.send(Response(200)) }
            for client in clients { #expect(try client.answer()?.status == 200) }
        }

        @Test("A body that comes too slowly is answered 408, one that is fast enough is not, however long it takes")
        func rate() throws {
            let server = try TestServer {
                $0.bodyGrace = .milliseconds(200)
                $0.bodyBytesPerSecond = 5_000
            }
            // At least 1,000 bytes each time.
            let fast = try server.connect()
            try fast.send(post("/echo", 60_000))
            let slow = try server.connect()
            try slow.send(post("/echo", 60_000))
            let isAnswered = try eventually {
                try fast.send([UInt8](repeating: 65, count: 500))
                try slow.send("x")
                usleep(20_000)
                var poll = pollfd(fd: slow.descriptor, events: Int16(POLLIN), revents: 0)
                return Glibc.poll(&poll, 1, 0) == 1
            }
            #expect(isAnswered)
            #expect(try slow.answer()?.status == 408)
            try fast.send([UInt8](repeating: 65, count: 60_000))
            #expect(try fast.answer()?.status == 200)
        }

        @Test("A client that reads an answer drop by drop is let go")
        func drips() throws {
            let server = try TestServer {
                $0.writeTimeout = .milliseconds(200)
                $0.writeBytesPerSecond = 1 << 40
            }
            let client = try server.connect(receiveBuffer: 4096)
            try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(throws: RawClient.Failure.self) {
                while try client.receive() { usleep(1_000) }
                throw RawClient.Failure("the whole answer")
            }
        }

        @Test("A request whose answer takes too long is answered 504 and cancelled, and the connection goes on")
        func deadline() throws {
            let server = try TestServer { $0.requestTimeout = .milliseconds(150) }
            let handler = server.handler
            let client = try server.connect()
            try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\nGET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.status == 504)
            #expect(eventually { handler.held.withLock { $0.count } == 2 })
            // Taken out, because a pending answer holds the reactor, and that the handler.
            let held = handler.held.withLock { held in
                defer { held = [] }
                return held
            }
            #expect(held[0].isCancelled)
            // Too late: it is not taken for the answer to the second request.
            held[0].send(Response(200, content: Array("late".utf8)))
            held[1].send(Response(200, content: Array("second".utf8)))
            let second = try #require(try client.answer())
            #expect(second.status == 504 || second.text == "second")
            try client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.text == "/next")
        }

        @Test("A stream that stands still on our side is ended at the deadline of requests")
        func standingStream() throws {
            let server = try TestServer { $0.requestTimeout = .milliseconds(150) }
            let client = try server.connect()
            try client.send("POST /stream/held HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na")
            #expect(try client.answer()?.status == 504)
            let consumer = try #require(server.handler.consumers.withLock { $0.first } as? ScriptedConsumer)
            #expect(consumer.isCancelled)
            server.stop()
        }
    }
}
