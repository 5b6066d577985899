import HTTPWire
import Testing

@testable import HTTPServer

/// How requests find their endpoints.
struct RouteTableTests {
    private struct Stub: Endpoint {
        let route: Route
        func respond(to request: borrowing Request, _ response: inout ResponseWriter) {}
    }

    private static let routes = [
        Route(.get, "/"),
        Route(.get, "/v1/models"),
        Route(.get, "/v1/models/{name}"),
        Route(.put, "/v1/models/{name}"),
        Route(.post, "/v1/models/{name}:predict"),
        Route(.get, "/v1/models/special"),
        Route(.post, "/v1/models/{name}/evaluate"),
        Route(.get, "/v1/models/{name}/parameters"),
        Route(.post, "/v1/models/{name}/versions/{version}:predict"),
        Route(.get, "/v1/models/{name}/versions/{version}"),
        Route(.post, "/v1/models/{name}:predict:raw"),
        Route(.get, "/v2/models/{name}"),
        Route(.get, "/v2/models/stats"),
        Route(.get, "/v2/models/{name}/stats"),
        Route(.post, "/v2/repository/models/{name}/load"),
        Route(.get, "/a/{x}/{y}"),
    ]

    private func table() throws -> RouteTable { try RouteTable(Self.routes.map(Stub.init)) }

    /// A request and the template and parameters that it comes to.
    struct Hit: Sendable, CustomTestStringConvertible {
        let method: Method
        let path: String
        let template: String
        var parameters: [String] = []
        var testDescription: String { "\(method.rawValue) \(path)" }
    }

    @Test(
        "A request finds the most specific route",
        arguments: [
            Hit(method: .get, path: "/", template: "/"),
            Hit(method: .head, path: "/", template: "/"),
            Hit(method: .get, path: "/v1/models", template: "/v1/models"),
            Hit(method: .get, path: "/v1/%6dodels", template: "/v1/models"),
            Hit(method: .get, path: "/v1/models/iris", template: "/v1/models/{name}", parameters: ["iris"]),
            Hit(method: .put, path: "/v1/models/iris", template: "/v1/models/{name}", parameters: ["iris"]),
            Hit(method: .get, path: "/v1/models/special", template: "/v1/models/special"),
            Hit(method: .get, path: "/v1/models/a%20b", template: "/v1/models/{name}", parameters: ["a b"]),
            Hit(method: .get, path: "/v1/models/a%2Fb", template: "/v1/models/{name}", parameters: ["a/b"]),
            Hit(method: .get, path: "/v1/models/a%2541", template: "/v1/models/{name}", parameters: ["a%41"]),
            Hit(
                method: .post,
                path: "/v1/models/iris:predict",
                template: "/v1/models/{name}:predict",
                parameters: ["iris"]
            ),
            Hit(
                method: .post,
                path: "/v1/models/iris/evaluate",
                template: "/v1/models/{name}/evaluate",
                parameters: ["iris"]
            ),
            Hit(
                method: .post,
                path: "/v1/models/iris%3Apredict",
                template: "/v1/models/{name}:predict",
                parameters: ["iris"]
            ),
            Hit(
                method: .post,
                path: "/v1/models/iris%3apredict",
                template: "/v1/models/{name}:predict",
                parameters: ["iris"]
            ),
            Hit(
                method: .post,
                path: "/v1/models/a.b-c:predict",
                template: "/v1/models/{name}:predict",
                parameters: ["a.b-c"]
            ),
            Hit(
                method: .post,
                path: "/v1/models/a%3Ab:predict",
                template: "/v1/models/{name}:predict",
                parameters: ["a:b"]
            ),
            Hit(
                method: .post,
                path: "/v1/models/a:predict:predict",
                template: "/v1/models/{name}:predict",
                parameters: ["a:predict"]
            ),
            // The longest suffix.
            Hit(
                method: .post,
                path: "/v1/models/a:predict:raw",
                template: "/v1/models/{name}:predict:raw",
                parameters: ["a"]
            ),
            // Decoded once: what is encoded twice is no colon.
            Hit(
                method: .get,
                path: "/v1/models/a%253Apredict",
                template: "/v1/models/{name}",
                parameters: ["a%3Apredict"]
            ),
            Hit(method: .get, path: "/v1/models/a:b", template: "/v1/models/{name}", parameters: ["a:b"]),
            Hit(method: .get, path: "/v1/models/predict", template: "/v1/models/{name}", parameters: ["predict"]),
            Hit(method: .get, path: "/v1/models/special.1", template: "/v1/models/{name}", parameters: ["special.1"]),
            // U+0600 makes one character of itself and the colon.
            Hit(
                method: .post,
                path: "/v1/models/a%D8%80:predict",
                template: "/v1/models/{name}:predict",
                parameters: ["a\u{600}"]
            ),
            Hit(
                method: .get,
                path: "/v1/models/a.b/parameters",
                template: "/v1/models/{name}/parameters",
                parameters: ["a.b"]
            ),
            Hit(
                method: .post,
                path: "/v1/models/iris/versions/3:predict",
                template: "/v1/models/{name}/versions/{version}:predict",
                parameters: ["iris", "3"]
            ),
            Hit(
                method: .post,
                path: "/v1/models/x:predict/versions/3%3Apredict",
                template: "/v1/models/{name}/versions/{version}:predict",
                parameters: ["x:predict", "3"]
            ),
            Hit(
                method: .get,
                path: "/v1/models/iris/versions/3",
                template: "/v1/models/{name}/versions/{version}",
                parameters: ["iris", "3"]
            ),
            Hit(method: .get, path: "/v2/models/stats", template: "/v2/models/stats"),
            Hit(method: .get, path: "/v2/models/%73tats", template: "/v2/models/stats"),
            Hit(method: .get, path: "/v2/models/stats2", template: "/v2/models/{name}", parameters: ["stats2"]),
            Hit(
                method: .get,
                path: "/v2/models/stats/stats",
                template: "/v2/models/{name}/stats",
                parameters: ["stats"]
            ),
            Hit(
                method: .post,
                path: "/v2/repository/models/a%20b/load",
                template: "/v2/repository/models/{name}/load",
                parameters: ["a b"]
            ),
            Hit(method: .get, path: "/a/1/2", template: "/a/{x}/{y}", parameters: ["1", "2"]),
        ]
    )
    func hits(_ hit: Hit) throws {
        guard case .endpoint(let match) = try table().find(hit.method, path: path(hit.path)) else {
            Issue.record("no endpoint")
            return
        }
        #expect(match.endpoint.route.template == hit.template)
        #expect(match.parameters == hit.parameters)
    }

    @Test(
        "Paths without a route are not found",
        arguments: [
            "/nowhere", "/v2/models/a/load", "/v2/repository/models//load", "/v1/models/a/versions", "/v1",
            "/v1/", "/v1/models/", "//", "/v1/models/iris/", "/v1/models/:predict/x", "/A/1/2",
        ]
    )
    func notFound(_ text: String) throws {
        guard case .failure(.notFound(let path)) = try table().find(.get, path: path(text)) else {
            Issue.record("found")
            return
        }
        #expect(path == text)
    }

    @Test("A path that does not decode is malformed", arguments: ["/v1/models/%zz", "/v1/models/%ff", "/v1/models/%4"])
    func malformed(_ text: String) throws {
        guard case .failure(.malformedPath) = try table().find(.get, path: path(text)) else {
            Issue.record("not malformed")
            return
        }
    }

    @Test(
        "A path that belongs to a suffix is not taken for a name",
        arguments: [
            "/v1/models/x:predict", "/v1/models/x%3Apredict", "/v1/models/a.b-c:predict",
            "/v1/models/x/versions/1:predict",
        ],
        [Method.get, .put, .delete]
    )
    func suffixMethods(_ text: String, _ method: Method) throws {
        guard case .failure(.methodNotAllowed(let allow)) = try table().find(method, path: path(text)) else {
            Issue.record("allowed")
            return
        }
        #expect(allow == "POST, OPTIONS")
    }

    @Test("A name is not taken for a path with a suffix", arguments: ["/v1/models/x", "/v1/models/:predict"])
    func nameMethods(_ text: String) throws {
        guard case .failure(.methodNotAllowed(let allow)) = try table().find(.post, path: path(text)) else {
            Issue.record("allowed")
            return
        }
        #expect(allow == "GET, HEAD, PUT, OPTIONS")
    }

    @Test("Another method is refused with the path's own Allow")
    func allow() throws {
        let table = try table()
        guard case .failure(.methodNotAllowed(let allow)) = table.find(.delete, path: path("/v1/models/iris")) else {
            Issue.record("allowed")
            return
        }
        #expect(allow == "GET, HEAD, PUT, OPTIONS")
        guard case .options(let options) = table.find(.options, path: path("/v1/models/iris:predict")) else {
            Issue.record("no options")
            return
        }
        #expect(options == "POST, OPTIONS")
        #expect(table.everyMethod == "GET, HEAD, POST, PUT, OPTIONS")
    }

    @Test(
        "Two routes that one request could match are refused",
        arguments: [
            [Route(.get, "/a"), Route(.get, "/a")],
            [Route(.get, "/a/{x}"), Route(.get, "/a/{y}")],
            [Route(.post, "/{x}:go"), Route(.post, "/{y}:go")],
        ]
    )
    func ambiguity(_ routes: [Route]) {
        #expect(throws: Router.Ambiguity(routes: routes)) { try RouteTable(routes.map(Stub.init)) }
    }

    private func path(_ text: String) -> PathBytes { PathBytes(Array(text.utf8)) }
}
