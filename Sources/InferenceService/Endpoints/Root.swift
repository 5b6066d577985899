internal import HTTPServer
internal import HTTPWire

/// `GET /`: that the server is alive, in the words of KServe v1.
struct RootEndpoint: Endpoint {
    let route = Route(.get, "/", scope: .open)

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) { response.send(Self.answer) }

    static let answer = Response(
        200,
        contentType: "application/json",
        fields: [.init("Cache-Control", "no-store")],
        content: Array(#"{"status":"alive"}"#.utf8)
    )
}
