import HTTPServer
import Testing

extension ServerTests {
    /// What Accept-Encoding makes of answers, over TCP.
    @Suite struct CompressedAnswers {
        private static let codings = [ContentCoding.gzip, .deflate]

        private func get(
            _ path: String,
            _ accepted: String?,
            method: String = "GET",
            _ fields: String = "",
            from client: RawClient
        ) throws -> RawClient.Answer {
            let field = accepted.map { "Accept-Encoding: \($0)\r\n" } ?? ""
            try client.send("\(method) \(path) HTTP/1.1\r\nHost: a\r\n\(field)\(fields)\r\n")
            return try #require(try client.answer(isHead: method == "HEAD"))
        }

        @Test(
            "A large answer is compressed where the client takes that, from a reactor, a worker and a kept copy",
            arguments: ["/coded/numbers", "/later/numbers", "/coded/some", "/coded/document"],
            codings
        )
        func compresses(_ path: String, _ coding: ContentCoding) throws {
            let server = try TestServer()
            let client = try server.connect()
            let plain = try get(path, nil, from: client)
            #expect(plain.fields["content-encoding"] == nil)
            #expect(plain.fields["etag"] == "\"abc\"")
            for _ in 0..<3 {
                let answer = try get(path, coding.rawValue, from: client)
                #expect(answer.status == 200)
                #expect(answer.fields["content-encoding"] == coding.rawValue)
                #expect(answer.fields["etag"] == "\"abc-\(coding.rawValue)\"")
                #expect(answer.fields["vary"] == plain.fields["vary"])
                #expect(answer.fields["vary"]?.hasSuffix("Accept-Encoding") == true)
                #expect(answer.fields["content-type"] == plain.fields["content-type"])
                #expect(answer.content.count < plain.content.count / 3)
                let isSame = inflated(answer.content, coding) == .success(plain.content)
                #expect(isSame)
            }
        }

        @Test("HEAD has the fields of GET", arguments: ["/coded/numbers", "/coded/some", "/coded/document"])
        func head(_ path: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            let get = try get(path, "gzip", from: client)
            let head = try self.get(path, "gzip", method: "HEAD", from: client)
            for name in ["content-encoding", "content-length", "content-type", "etag", "vary"] {
                #expect(head.fields[name] == get.fields[name] && head.fields[name] != nil, "\(name)")
            }
        }

        @Test(
            "An answer stays as it is where compressing is not worth while",
            arguments: [
                ("/coded/small", "Accept-Encoding"), ("/coded/noise", "Accept-Encoding"), ("/coded/image", nil),
                ("/coded/error", nil), ("/coded/none", nil),
            ] as [(String, String?)]
        )
        func identity(_ path: String, _ vary: String?) throws {
            let server = try TestServer()
            let client = try server.connect()
            let plain = try get(path, nil, from: client)
            let answer = try get(path, "gzip, deflate", from: client)
            #expect(answer.content == plain.content)
            #expect(answer.status == plain.status)
            #expect(answer.fields["content-encoding"] == nil)
            #expect(answer.fields["vary"] == vary)
            #expect(answer.fields["etag"] == plain.fields["etag"])
        }

        @Test("A client that refuses an answer as it is gets it compressed, however small", arguments: codings)
        func refusesIdentity(_ coding: ContentCoding) throws {
            let server = try TestServer()
            let client = try server.connect()
            for path in ["/coded/small", "/coded/noise", "/coded/document"] {
                let plain = try get(path, nil, from: client)
                let answer = try get(path, "\(coding.rawValue), identity;q=0", from: client)
                #expect(answer.fields["content-encoding"] == coding.rawValue)
                let isSame = inflated(answer.content, coding) == .success(plain.content)
                #expect(isSame, "\(path)")
            }
        }

        @Test("A weak entity tag stands for all codings, and a coding of the handler's own is left alone")
        func leavesAlone() throws {
            let server = try TestServer()
            let client = try server.connect()
            let weak = try get("/coded/weak", "gzip", from: client)
            #expect(weak.fields["etag"] == "W/\"abc\"")
            #expect(weak.fields["content-encoding"] == "gzip")
            let already = try get("/coded/already", "gzip", from: client)
            #expect(already.fields["content-encoding"] == "br")
            #expect(already.fields["vary"] == nil)
            #expect(already.content == CodedAnswers.numbers)
        }

        @Test(
            "A 304 confirms the tag that the client named, if it is of a coding that it takes",
            arguments: [
                ("\"abc\"", "gzip", "\"abc\""),
                ("\"abc-gzip\"", "gzip", "\"abc-gzip\""),
                ("W/\"abc-gzip\"", "gzip", "\"abc-gzip\""),
                ("\"x\", \"abc-deflate\"", "gzip, deflate", "\"abc-deflate\""),
                ("\"abc-gzip\"", "deflate", "\"abc\""),
                ("\"abc-gzip\"", nil, "\"abc\""),
                ("*", "gzip", "\"abc\""),
            ] as [(String, String?, String)]
        )
        func notModified(_ condition: String, _ accepted: String?, _ tag: String) throws {
            let server = try TestServer()
            let client = try server.connect()
            let field = "If-None-Match: \(condition)\r\n"
            let answer = try get("/coded/unchanged", accepted, field, from: client)
            #expect(answer.status == 304)
            #expect(answer.fields["etag"] == tag)
            #expect(answer.fields["vary"] == "Accept, Accept-Encoding")
            #expect(answer.fields["content-encoding"] == nil)
        }

        @Test("A server that compresses nothing says nothing about it")
        func off() throws {
            let server = try TestServer { $0.compressionLevel = 0 }
            let client = try server.connect()
            let answer = try get("/coded/numbers", "gzip, identity;q=0", from: client)
            #expect(answer.content == CodedAnswers.numbers)
            #expect(answer.fields["content-encoding"] == nil)
            #expect(answer.fields["vary"] == "Accept")
            #expect(answer.fields["etag"] == "\"abc\"")
        }

        @Test("The threshold is a setting", arguments: [(0, "gzip"), (5_000, "gzip"), (5_001, nil)])
        func threshold(_ bytes: Int, _ coding: String?) throws {
            let server = try TestServer { $0.compressionThreshold = bytes }
            // 5,000 bytes.
            let answer = try get("/coded/some", "gzip", from: try server.connect())
            #expect(answer.fields["content-encoding"] == coding)
            #expect(answer.fields["vary"] == "Accept-Encoding")
        }

        @Test("Answers that are compressed elsewhere keep their order")
        func order() throws {
            let server = try TestServer()
            let client = try server.connect()
            let paths = (0..<60).map { ["/coded/numbers", "/a\($0)", "/later/numbers", "/coded/document"][$0 % 4] }
            try client.send(
                paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n" }.joined()
            )
            for path in paths {
                let answer = try #require(try client.answer())
                if path.hasPrefix("/a") {
                    #expect(answer.text == path)
                } else {
                    let isWhole = inflated(answer.content, .gzip) == .success(CodedAnswers.numbers)
                    #expect(isWhole)
                }
            }
        }
    }
}
