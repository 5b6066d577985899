import COpenSSL
import Glibc
import HTTPServer
import Locking
import Testing

extension ServerTests {
    /// Encrypted connections.
    @Suite struct TLS {
        let authority: TestAuthority

        init() throws { authority = try TestAuthority() }

        /// A server with one secure listener.
        func serve(
            _ identities: [TLSConfiguration.Identity]? = nil,
            _ handler: TestHandler = TestHandler(limit: 64 << 20),
            configure: (inout ServerConfiguration) -> Void = { _ in }
        ) throws -> TestServer {
            let tls = TLSConfiguration(identities: try identities ?? [authority.issue("server")])
            return try TestServer(handler) { configuration in
                configuration.listeners = [.init(.tcp(host: "127.0.0.1", port: 0), isSecure: true)]
                configuration.tls = tls
                configure(&configuration)
            }
        }

        /// A new client of the server.
        func connect(
            _ server: TestServer,
            _ configure: (inout TLSClient.Options) -> Void = { _ in }
        ) throws -> TLSClient {
            var options = TLSClient.Options()
            configure(&options)
            return try TLSClient(server, trusting: authority, options)
        }

        @Test(
            "TLS 1.2 and 1.3 are spoken, with suites that authenticate what they encrypt",
            arguments: [(TLS1_2_VERSION, "TLSv1.2"), (TLS1_3_VERSION, "TLSv1.3")]
        )
        func versions(version: Int32, name: String) throws {
            let server = try serve()
            let client = try connect(server) { ($0.minimumVersion, $0.maximumVersion) = (version, version) }
            #expect(client.version == name)
            #expect(client.suite.contains("GCM") || client.suite.contains("CHACHA20"))
            #expect(try client.get("/hello").text == "/hello")
            #expect(try client.get("/again").text == "/again")
        }

        @Test(
            "Older versions and weaker suites are refused with an alert",
            arguments: [
                (TLS1_1_VERSION, "ALL:@SECLEVEL=0"), (TLS1_2_VERSION, "AES128-GCM-SHA256:@SECLEVEL=0"),
                (TLS1_2_VERSION, "ECDHE-ECDSA-AES128-SHA256"), (TLS1_2_VERSION, "ECDHE-ECDSA-AES256-SHA"),
            ]
        )
        func refusals(version: Int32, suites: String) throws {
            let server = try serve()
            let failure = try #require(throws: TLSClient.Failure.self) {
                try connect(server) {
                    ($0.minimumVersion, $0.maximumVersion, $0.suites) = (version, version, suites)
                }
            }
            #expect(failure.reason.contains("alert"))
        }

        @Test(
            "HTTP/1.1 is agreed upon with clients that offer it, and those that offer nothing are served",
            arguments: [(["http/1.1"], "http/1.1"), (["h2", "http/1.1"], "http/1.1"), ([], "")]
        )
        func protocols(offered: [String], agreed: String) throws {
            let server = try serve()
            let client = try connect(server) { $0.protocols = offered }
            #expect(client.agreedProtocol == agreed)
            #expect(try client.get("/hello").status == 200)
        }

        @Test("A client that offers other protocols only is told so")
        func otherProtocols() throws {
            let server = try serve()
            let failure = try #require(throws: TLSClient.Failure.self) {
                try connect(server) { $0.protocols = ["h2", "http/1.0"] }
            }
            #expect(failure.reason.contains("no application protocol"))
        }

        @Test(
            "The name that a client asks for chooses the certificate, the first is for all others",
            arguments: [
                ("first.example", "first"), ("second.example", "second"), ("SECOND.Example", "second"),
                ("a.wild.example", "second"), ("a.b.wild.example", "first"), ("wild.example", "first"),
                ("second", "first"), ("unknown.example", "first"), (nil, "first"),
            ]
        )
        func names(name: String?, expected: String) throws {
            let server = try serve([
                authority.issue("first", names: ["first.example"]),
                authority.issue("second", names: ["second.example", "*.wild.example"]),
            ])
            let client = try connect(server) { $0.name = name }
            #expect(client.serverName == expected)
            #expect(try client.get("/hello").status == 200)
        }

        @Test("Browsers are told to come back over TLS where that is set, by refusals too, and never without TLS")
        func strictTransport() throws {
            let name = "strict-transport-security"
            let silent = try serve()
            #expect(try connect(silent).get("/hello").fields[name] == nil)
            let server = try serve { configuration in
                configuration.tls?.strictTransportSeconds = 31_536_000
                configuration.listeners.append(.init(.tcp(host: "127.0.0.1", port: 0)))
            }
            #expect(try connect(server).get("/hello").fields[name] == "max-age=31536000")
            let refused = try connect(server)
            try refused.send("GET / HTTP/1.1\r\n\r\n")
            let refusal = try refused.answer()
            #expect(refusal.status == 400)
            #expect(refusal.fields[name] == "max-age=31536000")
            let plain = try RawClient(server.places[1])
            try plain.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try #require(try plain.answer())
            #expect(answer.status == 200)
            #expect(answer.fields[name] == nil)
        }

        @Test("Pipelined requests are answered in order")
        func pipelines() throws {
            let server = try serve()
            let client = try connect(server)
            try client.send((0..<200).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for index in 0..<200 { #expect(try client.answer().text == "/\(index)") }
        }

        @Test("A request may come in records of one byte")
        func smallRecords() throws {
            let server = try serve()
            let client = try connect(server)
            for byte in "GET /small HTTP/1.1\r\nHost: a\r\n\r\n".utf8 { try client.send([byte]) }
            #expect(try client.answer().text == "/small")
        }

        @Test(
            "Records may come in pieces, the end of one with the beginning of the next",
            arguments: [1, 5, 6, 97, 4096]
        )
        func brokenRecords(size: Int) throws {
            let server = try serve()
            let client = try connect(server)
            #expect(try client.get("/first").text == "/first")
            let paths = (0..<8).map { "/\($0)" + String(repeating: "a", count: 11 * $0) }
            var bytes = try paths.flatMap { try client.record("GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n") }[...]
            while !bytes.isEmpty {
                try client.raw.send(Array(bytes.prefix(size)))
                bytes = bytes.dropFirst(size)
                usleep(300)
            }
            for path in paths { #expect(try client.answer().text == path) }
        }

        @Test("What follows an answered request in the same segment waits for its rest")
        func halfRecords() throws {
            let server = try serve()
            let client = try connect(server)
            let requests = try ["/a", "/b"].map { try client.record("GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n") }
            let half = requests[1].count / 2
            try client.raw.send(requests[0] + requests[1].prefix(half))
            #expect(try client.answer().text == "/a")
            try client.raw.send(Array(requests[1].dropFirst(half)))
            #expect(try client.answer().text == "/b")
        }

        @Test(
            "Much content goes both ways, also to a client with a small buffer",
            arguments: [nil, 4096] as [Int32?]
        )
        func largeContent(receiveBuffer: Int32?) throws {
            let server = try serve()
            let client = try connect(server) { $0.receiveBuffer = receiveBuffer }
            let content = Array(TestHandler.large.prefix(3_000_001))
            for _ in 0..<2 {
                try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.count)\r\n\r\n")
                try client.send(content)
                #expect(try client.answer().content == content)
            }
        }

        @Test("New keys between requests and inside of them disturb nothing")
        func keyUpdates() throws {
            let server = try serve()
            let client = try connect(server)
            for index in 0..<5 {
                try client.updateKeys()
                try client.send("GET /\(index) HTTP/1.1\r\n")
                try client.updateKeys()
                try client.send("Host: a\r\n\r\n")
                #expect(try client.answer().text == "/\(index)")
            }
        }

        @Test("A second handshake on a connection is refused")
        func renegotiation() throws {
            let server = try serve()
            let client = try connect(server) { $0.maximumVersion = TLS1_2_VERSION }
            #expect(try client.get("/hello").status == 200)
            #expect(!client.renegotiate())
        }

        @Test("The last answer is followed by close_notify")
        func goodbye() throws {
            let server = try serve()
            let client = try connect(server)
            #expect(try client.get("/hello", fields: "Connection: close\r\n").status == 200)
            #expect(try client.isAtEnd())
        }

        @Test(
            "An end that comes in one segment with what is before it is found",
            arguments: [
                ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc", 400),
                ("GET /hello HTTP/1.1\r\nHo", 400),
                ("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n", 200),
            ]
        )
        func endAtOnce(request: String, status: Int) throws {
            let server = try serve()
            let client = try connect(server)
            let record = try client.record(request)
            try client.raw.send(record + client.goodbye())
            #expect(try client.answer().status == status)
            #expect(try client.isAtEnd())
        }

        @Test("An end that is said inside content is told, one that is not said ends the connection")
        func truncation() throws {
            let handler = TestHandler()
            let server = try serve(nil, handler)
            let request = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"
            let client = try connect(server)
            try client.send(request)
            client.sayGoodbye()
            #expect(try client.answer().status == 400)
            let cut = try connect(server)
            try cut.send(request)
            cut.raw.finishSending()
            #expect(throws: TLSClient.Failure.self) { try cut.answer() }
            #expect(try connect(server).get("/hello").status == 200)
            #expect(handler.handled.withLock { $0 } == ["/hello"])
        }

        @Test("Who does not speak TLS is answered 400 in plain text", arguments: ["GET / HTTP/1.1\r\n\r\n", "\u{0}"])
        func plainText(request: String) throws {
            let server = try serve()
            let client = try server.connect()
            try client.send(request)
            let answer = try #require(try client.answer())
            #expect(answer.status == 400)
            #expect(answer.text == "plainTextOnSecurePort")
            #expect(answer.fields["connection"] == "close")
            #expect(try client.isAtEnd())
        }

        @Test("A handshake that does not go on is ended", arguments: [[], [22, 3, 1]] as [[UInt8]])
        func slowHandshake(bytes: [UInt8]) throws {
            let server = try serve { $0.handshakeTimeout = .milliseconds(200) }
            let client = try server.connect()
            try client.send(bytes)
            #expect(try client.rest() == [])
        }

        @Test("Who connects and goes away without a word is let go at once", arguments: [[], [22, 3, 1]] as [[UInt8]])
        func goneBeforeHandshake(bytes: [UInt8]) throws {
            let server = try serve { $0.handshakeTimeout = .seconds(3600) }
            let client = try server.connect()
            try client.send(bytes)
            client.finishSending()
            // What OpenSSL says of a broken record may come before.
            _ = try client.rest()
            #expect(try connect(server).get("/hello").status == 200)
        }

        @Test("A connection beyond the limit is closed without a handshake")
        func beyondLimit() throws {
            let server = try serve { $0.maximumConnections = 1 }
            let first = try connect(server)
            #expect(throws: TLSClient.Failure.self) { try connect(server) }
            #expect(try first.get("/hello").status == 200)
        }

        @Test("Many handshakes at once all get their turn")
        func manyHandshakes() throws {
            let server = try serve()
            let waiting = try (0..<40).map { _ in try server.connect() }
            for client in waiting { try client.send([22, 3, 1, 0]) }
            let clients = try (0..<20).map { _ in try connect(server) }
            for client in clients { #expect(try client.get("/hello").status == 200) }
        }
    }
}
