import HTTPServer
import HTTPWire
import Testing

extension ServerTests {
    /// Which pages of other origins may read answers.
    @Suite struct CrossOrigins {
        private func server(_ origins: [String], any: Bool = false) throws -> TestServer {
            let router = try Router(
                [
                    Fixed(route: Route(.get, "/a")), Fixed(route: Route(.put, "/a")),
                    Fixed(route: Route(.get, "/b/{x}")),
                ],
                refusal: { failure, _, _ in Response(failure == .malformedPath ? 400 : 404) },
                failure: { _, _, _ in Response(413) }
            )
            return try TestServer(router: router) { configuration in
                configuration.crossOrigin.origins = origins
                configuration.crossOrigin.allowsAny = any
            }
        }

        private struct Fixed: Endpoint {
            let route: Route
            func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
                response.send(Response(request.parameters == ["unchanged"] ? 304 : 200))
            }
        }

        private func ask(_ server: TestServer, _ line: String, _ fields: [String]) throws -> RawClient.Answer {
            let client = try server.connect()
            let head = ["\(line) HTTP/1.1", "Host: a"] + fields
            try client.send(head.joined(separator: "\r\n") + "\r\n\r\n")
            return try #require(try client.answer())
        }

        @Test(
            "Answers of all kinds name the origin that may read them",
            arguments: ["GET /a", "GET /b/unchanged", "GET /nowhere", "DELETE /a", "OPTIONS /a"]
        )
        func names(line: String) throws {
            let server = try server(["https://app.example", "http://localhost:3000"])
            let answer = try ask(server, line, ["Origin: http://localhost:3000"])
            #expect(answer.fields["access-control-allow-origin"] == "http://localhost:3000")
            #expect(answer.fields["timing-allow-origin"] == "http://localhost:3000")
            #expect(answer.fields["access-control-expose-headers"]?.contains("X-Request-Id") == true)
            #expect(answer.fields["vary"] == "Origin")
            for fields in [
                ["Origin: https://evil.example"], ["Origin: null"], ["Origin: https://app.example.evil"], [],
            ] {
                let answer = try ask(server, line, fields)
                #expect(!answer.fields.keys.contains { $0.hasPrefix("access-control-") })
                #expect(answer.fields["timing-allow-origin"] == nil)
                #expect(answer.fields["vary"] == "Origin")
            }
        }

        @Test("What the server itself refuses names the origin as well")
        func refusals() throws {
            let answer = try ask(
                try server(["https://app.example"]),
                "GET /a",
                ["Origin: https://app.example", "Content-Length: 99999999"]
            )
            #expect(answer.status == 413)
            #expect(answer.fields["access-control-allow-origin"] == "https://app.example")
        }

        @Test("A preflight is told the methods of the path and the fields that may be sent")
        func preflight() throws {
            let server = try server(["https://app.example"])
            let fields = ["Access-Control-Request-Method: PUT", "Access-Control-Request-Private-Network: true"]
            let answer = try ask(server, "OPTIONS /a", ["Origin: https://app.example"] + fields)
            #expect(answer.status == 204)
            #expect(answer.fields["access-control-allow-origin"] == "https://app.example")
            #expect(answer.fields["access-control-allow-methods"] == "GET, HEAD, PUT, OPTIONS")
            #expect(answer.fields["access-control-allow-headers"]?.contains("authorization") == true)
            #expect(answer.fields["access-control-max-age"] == "7200")
            #expect(answer.fields["access-control-allow-private-network"] == nil)
            let foreign = try ask(server, "OPTIONS /a", ["Origin: https://evil.example"] + fields)
            #expect(!foreign.fields.keys.contains { $0.hasPrefix("access-control-") })
        }

        @Test("Every origin may be allowed, and none is unless that is set")
        func anyAndNone() throws {
            let any = try ask(try server([], any: true), "GET /a", ["Origin: null"])
            #expect(any.fields["access-control-allow-origin"] == "*")
            #expect(any.fields["vary"] == nil)
            let none = try ask(try server([]), "GET /a", ["Origin: https://app.example"])
            #expect(!none.fields.keys.contains { $0.hasPrefix("access-control-") || $0 == "vary" })
        }
    }
}
