import Glibc
import HTTPServer
import Locking
import Testing

extension ServerTests {
    /// One request and its answer, over TCP.
    @Suite struct Exchanges {
        @Test("A connection carries one request after another")
        func keepsAlive() throws {
            let server = try TestServer()
            let client = try server.connect()
            for index in 0..<20 {
                try client.send("GET /\(index) HTTP/1.1\r\nHost: a\r\n\r\n")
                let answer = try #require(try client.answer())
                #expect(answer.status == 200)
                #expect(answer.text == "/\(index)")
                #expect(answer.fields["connection"] == nil)
                #expect(answer.fields["content-length"] == "\(answer.content.count)")
                #expect(answer.fields["date"]?.hasSuffix(" GMT") == true)
            }
        }

        @Test("Pipelined requests are answered in order, put off or not", arguments: [1, 7, 100, 1000])
        func pipelines(count: Int) throws {
            let server = try TestServer()
            let client = try server.connect()
            let paths = (0..<count).map { $0 % 3 == 1 ? "/later" : $0 % 3 == 2 ? "/echo" : "/\($0)" }
            let requests = paths.enumerated().map { index, path in
                let body = path.hasPrefix("/e") || path.hasPrefix("/l") ? "\(index)" : ""
                return "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            }
            try client.send(requests.joined())
            for (index, path) in paths.enumerated() {
                let answer = try #require(try client.answer())
                #expect(answer.text == (path.hasPrefix("/e") || path.hasPrefix("/l") ? "\(index)" : path))
            }
        }

        @Test("A request in single bytes is the same request", arguments: ["/echo", "/later"])
        func singleBytes(path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            let request = """
                POST \(path) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\
                3\r\nabc\r\n1;x=y\r\nd\r\n5\r\nefghi\r\n0\r\nZ: t\r\n\r\n
                """
            for _ in 0..<2 {
                for byte in request.utf8 {
                    try client.send([byte])
                    // So that the bytes do not join on the way.
                    usleep(200)
                }
                #expect(try client.answer()?.text == "abcdefghi")
            }
        }

        @Test("Content of any size arrives whole", arguments: [0, 1, 1000, 200_000, 262_144, 5_000_000])
        func sizes(count: Int) throws {
            let server = try TestServer(TestHandler(limit: 5_000_000))
            let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 10) }
            for path in ["/echo", "/later"] {
                let client = try server.connect()
                try client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n")
                try client.send(content)
                #expect(try client.answer()?.content == content)
                try client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                for start in stride(from: 0, to: count, by: 70_000) {
                    let piece = content[start..<min(start + 70_000, count)]
                    try client.send(Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10])
                }
                try client.send("0\r\n\r\n")
                #expect(try client.answer()?.content == content)
            }
        }

        @Test("HEAD has the head of GET and no content")
        func head() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("HEAD /some HTTP/1.1\r\nHost: a\r\n\r\nGET /other HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try #require(try client.answer(isHead: true))
            #expect(head.fields["content-length"] == "5")
            #expect(try client.answer()?.text == "/other")
        }

        @Test("204 has neither content nor Content-Length")
        func noContent() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("GET /empty HTTP/1.1\r\nHost: a\r\n\r\nGET /other HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.status == 204)
            #expect(answer.fields["content-length"] == nil)
            #expect(try client.answer()?.text == "/other")
        }

        @Test("HTTP/1.0 closes unless it asks to be kept")
        func oldVersion() throws {
            let server = try TestServer()
            let kept = try server.connect()
            try kept.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(try kept.answer()?.fields["connection"] == "keep-alive")
            try kept.send("GET /b HTTP/1.0\r\n\r\n")
            #expect(try kept.answer()?.fields["connection"] == "close")
            #expect(try kept.isAtEnd())
        }

        @Test("Connection: close is honoured, on either side", arguments: ["/a", "/last"])
        func closes(path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            let field = path == "/last" ? "" : "Connection: close\r\n"
            // What follows the last request is not answered.
            try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\(field)\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.fields["connection"] == "close")
            #expect(try client.isAtEnd())
            #expect(server.handler.handled.withLock { $0 } == [path])
        }

        @Test("A client's request id is echoed where it fits")
        func requestID() throws {
            let server = try TestServer()
            let client = try server.connect()
            let longest = String(repeating: "x", count: 128)
            for own in ["abc", "A-1._z", longest] {
                try client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(own)\r\n\r\n")
                #expect(try client.answer()?.fields["x-request-id"] == own)
            }
            var made: Set<String> = []
            for unfit in ["", "a b", "ä", longest + "x", "a,b"] {
                try client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(unfit)\r\n\r\n")
                let id = try #require(try client.answer()?.fields["x-request-id"])
                #expect(id.utf8.count == 13)
                made.insert(id)
            }
            #expect(made.count == 5)
        }

        @Test("A field value cannot end its line")
        func injection() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("GET /injected HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.fields["x-echo"] == "a  Set-Cookie: b c")
            #expect(answer.fields["set-cookie"] == nil)
        }

        @Test("A handler without a usable answer is a 500", arguments: ["/silent", "/dropped", "/informational"])
        func noAnswer(path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.status == 500)
            #expect(try client.answer()?.text == "/next")
        }

        @Test("The first answer counts")
        func answersOnce() throws {
            let server = try TestServer()
            let client = try server.connect()
            try client.send("GET /twice HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.text == "first")
            #expect(try client.answer()?.text == "/next")
        }

        @Test("IPv6 is served")
        func sixthVersion() throws {
            let server = try TestServer { $0.listeners = [ListenerConfiguration(.tcp(host: "::1", port: 0))] }
            #expect(server.address.host == "::1")
            let client = try server.connect()
            try client.send("GET /six HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.text == "/six")
        }
    }
}
