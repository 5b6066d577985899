import Dispatch
import Glibc
import HTTPServer
import HTTPWire
import Locking
import Testing

extension ServerTests {
    /// Clients that are slow, leave or do not read.
    @Suite struct Patience {
        @Test("A head that does not come in time is answered 408", arguments: ["GET", "GET / HTTP/1.1\r\nHost: a\r\n"])
        func slowHead(bytes: String) throws {
            let server = try TestServer { $0.headTimeout = .milliseconds(100) }
            let client = try server.connect()
            try client.send("GET /before HTTP/1.1\r\nHost: a\r\n\r\n" + bytes)
            #expect(try client.answer()?.text == "/before")
            #expect(try client.answer()?.status == 408)
            #expect(try client.isAtEnd())
        }

        @Test("A head that drips does not put its deadline off")
        func drippingHead() throws {
            let server = try TestServer { $0.headTimeout = .milliseconds(300) }
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ")
            let isOver = try eventually {
                // The server reads on after its answer, so sending goes on working.
                try client.send("x")
                var poll = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
                return Glibc.poll(&poll, 1, 0) == 1
            }
            #expect(isOver)
            #expect(try client.answer()?.status == 408)
        }

        @Test("Content that does not come in time is answered 408", arguments: [true, false])
        func slowBody(drips: Bool) throws {
            let server = try TestServer { $0.bodyGrace = .milliseconds(200) }
            let client = try server.connect()
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\nContent-Length: 100000\r\n\r\n")
            if drips {
                _ = try eventually {
                    try client.send("x")
                    var poll = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
                    return Glibc.poll(&poll, 1, 0) == 1
                }
            }
            let answer = try #require(try client.answer())
            #expect(answer.status == 408)
            #expect(answer.fields["x-request-id"] == "mine")
            #expect(try client.isAtEnd())
        }

        @Test("An idle connection is closed without a word", arguments: [true, false])
        func idle(isUsed: Bool) throws {
            let server = try TestServer { $0.idleTimeout = .milliseconds(100) }
            let client = try server.connect()
            if isUsed {
                try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer()?.text == "/a")
            }
            #expect(try client.isAtEnd())
        }

        @Test("Waiting for an answer is not idling")
        func computing() throws {
            let server = try TestServer {
                $0.idleTimeout = .milliseconds(50)
                $0.headTimeout = .milliseconds(50)
                $0.bodyGrace = .milliseconds(50)
            }
            let client = try server.connect()
            try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            let handler = server.handler
            #expect(eventually { handler.held.withLock { $0.count } == 1 })
            usleep(300_000)
            handler.held.withLock { $0.removeFirst() }.send(Response(200))
            #expect(try client.answer()?.status == 200)
        }

        @Test("A client that reads late gets 50 MB whole, and what it pipelined behind it")
        func readsLate() throws {
            let server = try TestServer()
            let client = try server.connect(receiveBuffer: 4096)
            try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            usleep(50_000)
            #expect(server.handler.handled.withLock { $0 } == ["/large"])
            #expect(try client.answer()?.content == TestHandler.large)
            #expect(try client.answer()?.text == "/next")
        }

        @Test("Clients that do not read cost no memory and are let go")
        func doesNotRead() throws {
            let content = TestHandler.large.count
            let server = try TestServer { $0.writeTimeout = .milliseconds(200) }
            let before = residentBytes()
            let clients = try (0..<8).map { _ in
                let client = try server.connect(receiveBuffer: 4096)
                let request = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n"
                try client.send(String(repeating: request, count: 50))
                return client
            }
            let handler = server.handler
            #expect(eventually { handler.handled.withLock { $0.count } == 8 })
            #expect(residentBytes() - before < content)
            for client in clients {
                let isReset = eventually {
                    var poll = pollfd(fd: client.descriptor, events: 0, revents: 0)
                    return Glibc.poll(&poll, 1, 0) == 1 && poll.revents & Int16(POLLHUP) != 0
                }
                #expect(isReset)
                // What had arrived by then can still be read, but that is not all.
                #expect(throws: RawClient.Failure.self) { while try client.receive() {} }
            }
            #expect(handler.handled.withLock { $0.count } == 8)
        }

        @Test(
            "A client that does not read what the kernel holds for it is let go, and the kernel keeps nothing",
            arguments: [
                "", "GET /last HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            ],
            [true, false]
        )
        func leavesAnswer(next: String, halfCloses: Bool) throws {
            let server = try TestServer {
                $0.idleTimeout = .milliseconds(100)
                $0.writeTimeout = .milliseconds(300)
            }
            let client = try server.connect(receiveBuffer: 4096)
            let content = String(repeating: "x", count: 500_000)
            try client.send(
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.count)\r\n\r\n\(content)\(next)"
            )
            if halfCloses { client.finishSending() }
            let handler = server.handler
            #expect(eventually { handler.handled.withLock { $0.contains("/echo") } })
            let ports = try client.ports()
            #expect(try RawClient.connectionsOfServer(ports).count == 1)
            #expect(try eventually { try RawClient.connectionsOfServer(ports).isEmpty })
        }

        @Test("A client that reads what the kernel holds for it, but slowly, gets all of it", arguments: [true, false])
        func readsHeldSlowly(closes: Bool) throws {
            let server = try TestServer {
                $0.idleTimeout = .milliseconds(100)
                $0.writeTimeout = .milliseconds(300)
            }
            let client = try server.connect(receiveBuffer: 4096)
            let content = String(repeating: "x", count: 500_000)
            let fields = "Host: a\r\nContent-Length: \(content.count)\r\n" + (closes ? "Connection: close\r\n" : "")
            try client.send("POST /echo HTTP/1.1\r\n\(fields)\r\n\(content)")
            let handler = server.handler
            #expect(eventually { handler.handled.withLock { !$0.isEmpty } })
            // For many times as long as the deadlines.
            for _ in 0..<40 {
                usleep(50_000)
                #expect(try client.receive(atMost: 4096))
            }
            #expect(try client.answer()?.content.count == content.count)
            #expect(try client.isAtEnd())
        }

        @Test("A client that shuts its sending side is answered", arguments: ["/a", "/later", "/large"])
        func halfClose(path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
            client.finishSending()
            let answer = try #require(try client.answer())
            #expect(answer.content.count == (path == "/large" ? TestHandler.large.count : path == "/a" ? 2 : 0))
            #expect(try client.answer()?.text == "/b")
            #expect(try client.isAtEnd())
        }

        @Test("A half-close leaves work alone, a hang-up cancels it")
        func hangUp() throws {
            let server = try TestServer()
            let handler = server.handler
            let client = try server.connect()
            try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(eventually { handler.held.withLock { $0.count } == 1 })
            client.finishSending()
            usleep(50_000)
            #expect(handler.held.withLock { $0[0].isCancelled } == false)
            client.disconnect(resetting: true)
            #expect(eventually { handler.held.withLock { $0[0].isCancelled } })
            // Too late, and harmless.
            handler.held.withLock { $0.removeFirst() }.send(Response(200))
            let next = try server.connect()
            try next.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try next.answer()?.text == "/next")
        }
    }
}

/// The resident memory of this process.
private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return 0 }
    let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
        separator: " "
    )
    return (Int(fields[1]) ?? 0) * 4096
}
