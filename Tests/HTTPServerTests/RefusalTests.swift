import Glibc
import HTTPServer
import HTTPWire
import Locking
import Testing

extension ServerTests {
    /// Requests that are refused before they are complete.
    @Suite struct Refusals {
        @Test("100 Continue follows an admission, when the client waits for it")
        func continues() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            #expect(try client.answer()?.status == 100)
            try client.send("abc")
            #expect(try client.answer()?.text == "abc")
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc")
            let answer = try #require(try client.answer())
            #expect(answer.status == 200)
            #expect(answer.text == "abc")
        }

        @Test("A refusal comes instead of 100 Continue", arguments: ["/refused", "/echo"])
        func refusesExpectation(path: String) throws {
            let server = try TestServer(TestHandler(limit: 2))
            let client = try server.connect()
            try client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.status == (path == "/refused" ? 404 : 413))
            #expect(answer.fields["connection"] == "close")
            #expect(try client.isAtEnd())
        }

        @Test(
            "A refused request without content, or with little, leaves the connection open",
            arguments: [0, 10, 65_536]
        )
        func keepsConnection(count: Int) throws {
            let server = try TestServer()
            let client = try server.connect()
            let content = String(repeating: "G", count: count)
            for _ in 0..<3 {
                try client.send("POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n\(content)")
                try client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer()?.text == "not here")
                #expect(try client.answer()?.text == "/next")
            }
        }

        @Test(
            "A client that goes on sending reads the refusal, and its content is no request",
            arguments: ["Content-Length: 20000000", "Transfer-Encoding: chunked"]
        )
        func lingers(framing: String) throws {
            let server = try TestServer(TestHandler(limit: 1000))
            for path in ["/echo", "/refused"] {
                let client = try server.connect()
                try client.send("POST \(path) HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
                if framing.hasPrefix("T") { try client.send("1312d00\r\n") }
                let piece = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
                let block = String(repeating: piece, count: 2000)
                for _ in 0..<200 { try client.send(block) }
                let answer = try #require(try client.answer())
                #expect(answer.status == (path == "/refused" ? 404 : 413))
                #expect(answer.fields["connection"] == "close")
                #expect(try client.isAtEnd())
            }
            #expect(server.handler.handled.withLock { $0 }.isEmpty)
        }

        @Test(
            "A refusal is heard behind little content, and leaves the connection open",
            arguments: [
                ("Content-Length: 8", "12345", "678"), ("Transfer-Encoding: chunked", "5\r\n12345\r\n", "0\r\n\r\n"),
                ("Transfer-Encoding: chunked", "5", "\r\n12345\r\n0\r\n\r\n"),
            ]
        )
        func keepsConnectionBehindContent(framing: String, begin: String, end: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            for _ in 0..<3 {
                try client.send("POST /refused HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n\(begin)")
                // Who does not see the content would take an answer now for the end of the request.
                #expect(!client.hasInput(withinMilliseconds: 20))
                try client.send("\(end)GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer()?.text == "not here")
                #expect(try client.answer()?.text == "/next")
            }
        }

        @Test("A refusal comes before the end of chunks that may be much, and ends the connection")
        func refusesManyChunks() throws {
            let server = try TestServer()
            let client = try server.connect()
            let chunk = "8000\r\n" + String(repeating: "G", count: 0x8000) + "\r\n"
            try client.send("POST /refused HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)")
            #expect(!client.hasInput(withinMilliseconds: 50))
            try client.send("1\r\nG\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.status == 404)
            #expect(answer.fields["connection"] == "close")
            try client.send("0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
            client.finishSending()
            #expect(try client.isAtEnd())
            #expect(server.handler.handled.withLock { $0 }.isEmpty)
        }

        @Test("A refused request whose content does not come is a 408")
        func refusesSlowly() throws {
            let server = try TestServer { $0.bodyGrace = .milliseconds(50) }
            let client = try server.connect()
            try client.send("POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.status == 408)
            #expect(answer.fields["connection"] == "close")
            #expect(try client.isAtEnd())
        }

        @Test(
            "Malformed chunks are what a refused request is told, whenever they come",
            arguments: ["0x5\r\n12345\r\n0\r\n\r\n", "5\r\n12345GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"],
            [false, true]
        )
        func malformedChunksOfRefused(chunks: String, comesLater: Bool) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("POST /refused HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            if comesLater { #expect(!client.hasInput(withinMilliseconds: 20)) }
            try client.send(chunks)
            #expect(try client.answer()?.status == 400)
            #expect(try client.isAtEnd())
            #expect(server.handler.handled.withLock { $0 }.isEmpty)
        }

        @Test("Chunked content may fill the limit and no more")
        func countsChunks() throws {
            let server = try TestServer(TestHandler(limit: 8))
            let client = try server.connect()
            let head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            try client.send(head + "5\r\n12345\r\n3\r\n678\r\n0\r\n\r\n")
            #expect(try client.answer()?.text == "12345678")
            try client.send(head + "5\r\n12345\r\n4\r\n6789\r\n0\r\n\r\n")
            #expect(try client.answer()?.status == 413)
            #expect(try client.isAtEnd())
        }

        @Test("What is no request gets its status and the end")
        func protocolErrors() throws {
            let server = try TestServer()
            for (bytes, status) in [
                ("GET / HTTP/1.1\r\n\r\n", 400), ("GET /\r\n\r\n", 400), ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
                ("GET /" + String(repeating: "a", count: 9000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414),
                ("GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 40_000) + "\r\n\r\n", 431),
                ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
            ] {
                let client = try server.connect()
                try client.send("GET /before HTTP/1.1\r\nHost: a\r\n\r\n" + bytes + "GET /after HTTP/1.1\r\n\r\n")
                #expect(try client.answer()?.text == "/before")
                #expect(try client.answer()?.status == status)
                #expect(try client.isAtEnd())
            }
            #expect(server.handler.handled.withLock { Set($0) } == ["/before"])
        }

        @Test(
            "A request that ends too early is answered 400",
            arguments: ["GET / HT", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc"]
        )
        func incomplete(bytes: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send(bytes)
            client.finishSending()
            let answer = try #require(try client.answer())
            #expect(answer.status == 400)
            #expect(answer.text == "incompleteRequest")
            #expect(try client.isAtEnd())
        }

        @Test("One connection too many is answered 503, and the next is welcome when one has left")
        func limit() throws {
            let server = try TestServer { $0.maximumConnections = 2 }
            var clients = [try server.connect(), try server.connect()]
            for client in clients {
                try client.send("GET /in HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer()?.text == "/in")
            }
            let third = try server.connect()
            let refusal = try #require(try third.answer())
            #expect(refusal.status == 503)
            #expect(refusal.fields["retry-after"] != nil)
            #expect(refusal.fields["connection"] == "close")
            #expect(try third.isAtEnd())
            clients.removeFirst().disconnect()
            let isWelcome = try eventually {
                let client = try server.connect()
                try client.send("GET /in HTTP/1.1\r\nHost: a\r\n\r\n")
                return try client.answer()?.status == 200
            }
            #expect(isWelcome)
        }

        @Test("One address has no more connections than it may, and others have theirs")
        func connectionsPerAddress() throws {
            let server = try TestServer { $0.maximumConnectionsPerAddress = 2 }
            let clients = try (0..<2).map { _ in try server.connect() }
            for client in clients {
                try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer()?.status == 200)
            }
            let third = try server.connect()
            let answer = try #require(try third.answer())
            #expect(answer.status == 429)
            #expect(answer.fields["retry-after"] == "1")
            #expect(try third.isAtEnd())
            clients[0].disconnect()
            let isWelcome = try eventually {
                let client = try server.connect()
                try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
                return try client.answer()?.status == 200
            }
            #expect(isWelcome)
        }

        @Test("Without a descriptor left, clients are told at once, and served again when there is one")
        func outOfDescriptors() throws {
            let server = try TestServer { $0.reactors = 1 }
            let first = try server.connect()
            try first.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try first.answer()?.status == 200)
            // The client's own socket exists before the limit is reached, and connects after that.
            let refused = try UnconnectedClient()
            var taken: [Int32] = []
            var before = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &before)
            var limit = before
            limit.rlim_cur = 512
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            while case let number = dup(first.descriptor), number >= 0 { taken.append(number) }
            #expect(errno == EMFILE)
            let answer = Result { try refused.exchange(with: server.address.port) }
            // The open connection is served all the while.
            try first.send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n")
            let open = Result { try first.answer()?.text }
            for number in taken { close(number) }
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &before)
            #expect(try answer.get().hasPrefix("HTTP/1.1 503 "))
            #expect(try open.get() == "/b")
            let later = try server.connect()
            try later.send("GET /c HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try later.answer()?.text == "/c")
        }

        @Test("A taken port is told apart from other failures")
        func portTaken() throws {
            let server = try TestServer()
            let port = server.address.port
            func start(_ url: String) throws {
                let listener = try #require(ListenerConfiguration(url: url))
                _ = try TestServer { $0.listeners = [listener] }
            }
            let error = #expect(throws: ServerStartError.self) { try start("tcp://127.0.0.1:\(port)") }
            #expect(error == .taken(place: "tcp://127.0.0.1:\(port)"))
            let unknown = #expect(throws: ServerStartError.self) { try start("tcp://no.such.host.invalid:0") }
            guard case .system("getaddrinfo", _, "tcp://no.such.host.invalid:0") = unknown else {
                Issue.record("\(String(describing: unknown))")
                return
            }
        }
    }
}

/// A client whose socket exists before it connects.
private final class UnconnectedClient {
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        try #require(descriptor >= 0)
        var timeout = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// Connects, sends nothing, and reads up to the end.
    func exchange(with port: UInt16) throws -> String {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0)
        var bytes = [UInt8](repeating: 0, count: 512)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress.map { $0 + count }, 512 - count, 0)
            }
            guard more > 0 else { break }
            count += more
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
