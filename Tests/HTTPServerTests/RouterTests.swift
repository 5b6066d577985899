import HTTPServer
import HTTPWire
import Testing

extension ServerTests {
    /// What endpoints decide at the head, and what they are told of the route.
    @Suite struct Routers {
        /// An endpoint with every default.
        private struct Plain: Endpoint {
            let route = Route(.post, "/plain/{name}", contentLimit: 10)

            func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
                let body = request.body.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
                response.send(Response(200, content: Array("\(request.parameters) \(body)".utf8)))
            }
        }

        /// An endpoint that answers later, and says what it knows of the route then.
        private struct Later: Endpoint {
            let route = Route(.get, "/later/{name}/{other}")

            func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
                let pending = response.later()
                pending.send(Response(200, content: Array("\(pending.parameters)".utf8)))
            }
        }

        /// An endpoint that decides by the name and the type of the content.
        private struct Choosy: Endpoint {
            let route = Route(.post, "/choosy/{name}:go", contentLimit: 10)

            func admit(_ request: borrowing Request, _ context: RequestContext) -> Admission {
                guard request.parameters == ["known"] else {
                    return .refuse(Response(404, content: Array("\(request.parameters) \(context.requestID)".utf8)))
                }
                return switch request.field("content-type") {
                case "text/stream": .stream(EchoingConsumer())
                case "text/large": .buffer(limit: 1000)
                default: .buffer(limit: route.contentLimit)
                }
            }

            func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
                response.send(Response(200, content: Array("\(request.body.count) \(request.parameters)".utf8)))
            }
        }

        private func server() throws -> TestServer {
            let router = try Router(
                [Plain(), Later(), Choosy()],
                refusal: { failure, _, _ in
                    switch failure {
                    case .notFound, .malformedPath: Response(404)
                    case .methodNotAllowed: Response(405)
                    case .methodNotImplemented: Response(501)
                    case .notSecure: Response(421)
                    }
                },
                failure: { failure, _, _ in
                    if case .contentTooLarge(let limit) = failure {
                        Response(413, content: Array("\(limit)".utf8))
                    } else {
                        Response(500)
                    }
                }
            )
            return try TestServer(router: router)
        }

        /// A request and its answer.
        struct Exchange: Sendable, CustomTestStringConvertible {
            let request: String
            var fields = ""
            var count = 0
            let status: Int
            var text = ""
            var testDescription: String { "\(request) \(fields) \(count)" }
        }

        @Test(
            "An endpoint decides at the head what becomes of the content",
            arguments: [
                Exchange(request: "POST /plain/a%20b", count: 2, status: 200, text: "[\"a b\"] xx"),
                Exchange(request: "POST /plain/a", count: 11, status: 413, text: "10"),
                Exchange(request: "GET /plain/a", status: 405),
                Exchange(request: "GET /nowhere", status: 404),
                Exchange(request: "BREW /plain/a", status: 501),
                Exchange(request: "BREW /nowhere", status: 501),
                Exchange(request: "CONNECT a:80", status: 501),
                Exchange(request: "POST http://b/plain/a", count: 1, status: 200, text: "[\"a\"] x"),
                Exchange(request: "POST https://a/plain/a", count: 1, status: 421),
                Exchange(request: "OPTIONS http://a", status: 204),
                Exchange(request: "OPTIONS http://a/", status: 404),
                Exchange(request: "GET /later/a/b", status: 200, text: "[\"a\", \"b\"]"),
                Exchange(request: "POST /choosy/unknown:go", count: 5, status: 404, text: "[\"unknown\"] mine"),
                Exchange(request: "POST /choosy/known%3Ago", count: 10, status: 200, text: "10 [\"known\"]"),
                Exchange(request: "POST /choosy/known:go", count: 11, status: 413, text: "10"),
                Exchange(
                    request: "POST /choosy/known:go",
                    fields: "Content-Type: text/large\r\n",
                    count: 1000,
                    status: 200,
                    text: "1000 [\"known\"]"
                ),
                Exchange(
                    request: "POST /choosy/known:go",
                    fields: "Content-Type: text/large\r\n",
                    count: 1001,
                    status: 413,
                    text: "1000"
                ),
                Exchange(
                    request: "POST /choosy/known:go",
                    fields: "Content-Type: text/stream\r\n",
                    count: 5,
                    status: 200,
                    text: "xxxxx"
                ),
            ]
        )
        func decides(_ exchange: Exchange) throws {
            let server = try server()
            let client = try server.connect()
            let head = "\(exchange.request) HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\(exchange.fields)"
            let content = String(repeating: "x", count: exchange.count)
            try client.send(head + "Content-Length: \(exchange.count)\r\n\r\n" + content)
            let answer = try #require(try client.answer())
            #expect(answer.status == exchange.status)
            #expect(answer.text == exchange.text)
        }

        @Test("Requests of one connection each come to their own route")
        func follows() throws {
            let server = try server()
            let client = try server.connect()
            for name in ["a", "b", "c"] {
                try client.send("POST /plain/\(name) HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")
                try client.send("GET /later/\(name)/2 HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            for name in ["a", "b", "c"] {
                #expect(try client.answer()?.text == "[\"\(name)\"] x")
                #expect(try client.answer()?.text == "[\"\(name)\", \"2\"]")
            }
        }
    }
}
