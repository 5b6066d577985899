import Dispatch
import Glibc
import HTTPServer
import HTTPWire
import Locking
import Testing

extension ServerTests {
    /// What is counted of requests, connections and waits that the server ends itself.
    @Suite struct RefusalCounts {
        /// A request that the server refuses.
        struct Row: Sendable, CustomTestStringConvertible {
            let reason: String
            let request: String
            /// Whether the client says that nothing more will come.
            var finishes = false
            var status = 400
            var configure: @Sendable (inout ServerConfiguration) -> Void = { _ in }

            var testDescription: String { "\(reason) \(request.prefix(40))" }
        }

        private static let chunks =
            "Transfer-Encoding: chunked\r\n\r\n200000\r\n" + String(repeating: "a", count: 1 << 21)
        private static let noGzip = "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone"
        private static let post = "POST /echo HTTP/1.1\r\nHost: a\r\n"

        @Test(
            "A refusal is counted once, by its reason",
            arguments: [
                Row(reason: "syntax", request: "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
                Row(reason: "syntax", request: post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n"),
                Row(reason: "syntax", request: post + "Transfer-Encoding: chunked\r\n\r\nx\r\n"),
                Row(reason: "incomplete", request: "GET / HT", finishes: true),
                Row(reason: "incomplete", request: post + "Content-Length: 9\r\n\r\nabc", finishes: true),
                Row(reason: "target_too_long", request: "GET /\(String(repeating: "a", count: 20_000)) ", status: 414),
                Row(
                    reason: "head_too_large",
                    request: "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 80_000))",
                    status: 431
                ),
                Row(reason: "expectation", request: post + "Expect: tea\r\n\r\n", status: 417),
                Row(reason: "transfer_coding", request: post + "Transfer-Encoding: gzip, chunked\r\n\r\n", status: 501),
                Row(reason: "version", request: "GET / HTTP/2.0\r\nHost: a\r\n\r\n", status: 505),
                Row(reason: "head_timeout", request: "GET / HTTP/1.1\r\n", status: 408) {
                    $0.headTimeout = .milliseconds(50)
                },
                Row(reason: "body_timeout", request: post + "Content-Length: 9\r\n\r\nabc", status: 408) {
                    $0.bodyGrace = .milliseconds(50)
                },
                Row(reason: "deadline", request: "GET /held HTTP/1.1\r\nHost: a\r\n\r\n", status: 504) {
                    $0.requestTimeout = .milliseconds(50)
                },
                Row(reason: "content_too_large", request: post + "Content-Length: 9999999\r\n\r\n", status: 413),
                Row(
                    reason: "content_too_large",
                    request: post + chunks,
                    status: 413
                ),
                Row(
                    reason: "content_coding",
                    request: post + "Content-Encoding: br\r\nContent-Length: 1\r\n\r\n1",
                    status: 415
                ),
                Row(reason: "malformed_content", request: post + noGzip),
                Row(reason: "malformed_content", request: "POST /stream/coded HTTP/1.1\r\nHost: a\r\n" + noGzip),
                Row(reason: "memory", request: post + "Content-Length: 900000\r\n\r\n", status: 503) {
                    $0.receivedBytes = 100_000
                },
            ]
        )
        func reasons(_ row: Row) throws {
            let counts = Counts()
            let server = try TestServer { configuration in
                configuration.metrics = counts.metrics
                row.configure(&configuration)
            }
            // One request may be as large as it likes, so this is the second one.
            let first = try server.connect()
            if row.reason == "memory" {
                try first.send(Self.post + "Expect: 100-continue\r\nContent-Length: 900000\r\n\r\n")
                #expect(try first.answer()?.status == 100)
            }
            let client = try server.connect()
            // Whatever the server does not read of a long request is sent in vain.
            try? client.send(row.request)
            if row.finishes { client.finishSending() }
            #expect(try client.answer()?.status == row.status)
            #expect(counts.refused == [row.reason: 1])
            client.disconnect()
            // An answer that is given is none that was refused.
            let next = try server.connect()
            try next.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try next.answer()?.status == 200)
            #expect(counts.refused == [row.reason: 1])
        }

        @Test("A stream that had begun, and is broken off, is counted by the reason")
        func begunStream() throws {
            let counts = Counts()
            let server = try TestServer { $0.metrics = counts.metrics }
            let client = try server.connect()
            try client.send("POST /stream/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
            #expect(eventually { server.handler.consumers.withLock { !$0.isEmpty } })
            usleep(50_000)
            try client.send("no size\r\n")
            _ = try client.rest()
            #expect(counts.refused == ["syntax": 1])
        }

        @Test(
            "A fault of the server's own, and what the handler refuses, are no refusals",
            arguments: ["/silent", "/refused"]
        )
        func others(path: String) throws {
            let counts = Counts()
            let server = try TestServer { $0.metrics = counts.metrics }
            let client = try server.connect()
            try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.status == (path == "/silent" ? 500 : 404))
            #expect(counts.refused.isEmpty)
        }

        @Test("Connections beyond a limit are counted by the limit, also those that are closed without a word")
        func connections() throws {
            let counts = Counts()
            let server = try TestServer { configuration in
                configuration.metrics = counts.metrics
                configuration.maximumConnections = 2
            }
            let clients = try (0..<2).map { _ in
                let client = try server.connect()
                try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer()?.status == 200)
                return client
            }
            for _ in 0..<3 { #expect(try server.connect().answer()?.status == 503) }
            #expect(counts.refusedConnections == ["limit": 3])
            #expect(counts.refused == ["connections": 3])
            // More than are told so at a time: they hold on to their connections, which linger.
            let crowd = try (0..<400).map { _ in try server.connect() }
            #expect(eventually { counts.refusedConnections == ["limit": 403] })
            #expect(try #require(counts.refused["connections"]) <= 403)
            withExtendedLifetime((clients, crowd)) {}

            let ofAddress = Counts()
            let other = try TestServer { configuration in
                configuration.metrics = ofAddress.metrics
                configuration.maximumConnectionsPerAddress = 1
            }
            let only = try other.connect()
            try only.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try only.answer()?.status == 200)
            #expect(try other.connect().answer()?.status == 429)
            #expect(ofAddress.refusedConnections == ["address": 1])
            #expect(ofAddress.refused == ["connections_of_address": 1])
        }

        /// A wait that nothing ends but its deadline.
        struct Wait: Sendable, CustomTestStringConvertible {
            let kind: String
            var request = ""
            var isAnswered = false
            let configure: @Sendable (inout ServerConfiguration) -> Void

            var testDescription: String { kind }
        }

        @Test(
            "A wait that its deadline ended is counted once",
            arguments: [
                Wait(kind: "idle") { $0.idleTimeout = .milliseconds(50) },
                Wait(kind: "head", request: "GET ", isAnswered: true) { $0.headTimeout = .milliseconds(50) },
                Wait(kind: "body", request: post + "Content-Length: 9\r\n\r\n", isAnswered: true) {
                    $0.bodyGrace = .milliseconds(50)
                },
                Wait(kind: "request", request: "GET /held HTTP/1.1\r\nHost: a\r\n\r\n", isAnswered: true) {
                    $0.requestTimeout = .milliseconds(50)
                },
                Wait(kind: "write", request: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n") {
                    $0.writeTimeout = .milliseconds(50)
                },
            ]
        )
        func waits(_ wait: Wait) throws {
            let counts = Counts()
            let server = try TestServer { configuration in
                configuration.metrics = counts.metrics
                wait.configure(&configuration)
            }
            let client = try server.connect(receiveBuffer: 4096)
            try client.send(wait.request)
            if wait.isAnswered {
                #expect(try client.answer()?.status == (wait.kind == "request" ? 504 : 408))
                client.disconnect()
            }
            #expect(eventually { counts.expired == [wait.kind: 1] }, "\(counts.expired)")
            usleep(200_000)
            #expect(counts.expired == [wait.kind: 1])
        }

        @Test("A body that comes as fast as it has to, however often that is looked at, lets no deadline pass")
        func movingBody() throws {
            let counts = Counts()
            let server = try TestServer { configuration in
                configuration.metrics = counts.metrics
                configuration.bodyGrace = .milliseconds(100)
                configuration.bodyBytesPerSecond = 1
            }
            let client = try server.connect()
            try client.send(Self.post + "Content-Length: 30\r\n\r\n")
            for _ in 0..<30 {
                try client.send("x")
                usleep(20_000)
            }
            #expect(try client.answer()?.status == 200)
            #expect(counts.expired.isEmpty)
        }

        @Test("Connections that a stop waits for in vain are counted")
        func stop() throws {
            let counts = Counts()
            let server = try TestServer { configuration in
                configuration.metrics = counts.metrics
                configuration.drainTimeout = .milliseconds(100)
            }
            let client = try server.connect()
            try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(eventually { server.handler.held.withLock { $0.count } == 1 })
            #expect(server.beginStopping().wait(timeout: .now() + .seconds(30)) == .success)
            #expect(counts.expired == ["stop": 1])
        }
    }
}
