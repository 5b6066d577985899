import HTTPServer
import HTTPWire

/// A request that did not come over a socket: the text of a head and a body.
struct RequestText {
    /// The method, target and field lines.
    var method = "GET"
    var target = "/"
    var fields: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// What a router would have matched.
    var parameters: [String] = []

    /// Calls `use` with the request.
    func with<Result>(_ use: (borrowing Request) throws -> Result) throws -> Result {
        let lines = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        let bytes = Array("\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(lines)\r\n".utf8)
        var decoder = RequestDecoder()
        _ = try decoder.next(bytes.span)
        let (head, body) = (decoder.head, body)
        let request = Request(head: head, bytes: bytes.span, body: body.span, parameters: parameters)
        return try use(request)
    }
}
