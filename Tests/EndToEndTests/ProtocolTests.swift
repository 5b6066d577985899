internal import TestSupport
internal import Testing

@Suite("HTTP as clients speak it")
struct ProtocolTests {
    let server: ServerProcess

    init() throws { server = try ServerProcess() }

    static let definition = Array(#"{"layer_sizes": [4, 3]}"#.utf8)

    @Test(
        "a body is taken as JSON with a JSON type, with the form type of curl -d, and without any type",
        arguments: [
            ["Content-Type: application/json"], ["Content-Type: application/json; charset=utf-8"],
            ["Content-Type: application/x-www-form-urlencoded"], [],
        ]
    )
    func contentTypes(fields: [String]) throws {
        let response = try server.ask("POST", "/v1/validate", fields: fields, content: Self.definition)
        #expect(response.status == 200)
        #expect(response.field("Content-Type") == "application/json")
    }

    @Test(
        "a body that cannot be meant as JSON is 415",
        arguments: ["multipart/form-data; boundary=a", "application/xml"]
    )
    func otherContentType(type: String) throws {
        let fields = ["Content-Type: \(type)"]
        let response = try server.ask("POST", "/v1/validate", fields: fields, content: Self.definition)
        #expect(response.status == 415)
        #expect(response.field("Content-Type") == "application/problem+json")
    }

    @Test("a connection is kept for the next request, and closed after the one that asks for it")
    func keepAlive() throws {
        let connection = try server.connect()
        for _ in 0..<3 {
            try connection.send(request("GET", "/healthz"))
            let response = try connection.receive()
            #expect(response.text == #"{"live":true}"#)
            #expect(response.field("Connection") == nil)
        }
        try connection.send(request("GET", "/healthz", fields: ["Connection: close"]))
        #expect(try connection.receive().field("Connection") == "close")
        #expect(try connection.takeRest().isEmpty)
    }

    @Test("HTTP/1.0 is answered and the connection closed")
    func oldVersion() throws {
        let connection = try server.connect()
        try connection.send("GET /healthz HTTP/1.0\r\n\r\n")
        #expect(try connection.receive().status == 200)
        #expect(try connection.takeRest().isEmpty)
    }

    @Test("pipelined requests are answered in order, quick ones behind slow ones too")
    func pipelining() throws {
        let connection = try server.connect()
        // Some milliseconds of building, so that its answer comes from another queue than the next one's.
        let slow = Array(#"{"network": {"layer_sizes": [500, 500, 3]}, "include": []}"#.utf8)
        let round =
            request("POST", "/v1/evaluate", content: slow) + request("GET", "/readyz") + request("GET", "/nowhere")
        try connection.send((0..<5).flatMap { _ in round })
        for _ in 0..<5 {
            let built = try connection.receive()
            #expect(built.status == 200)
            #expect(built.text.contains("\"parameter_count\":252003"))
            #expect(try connection.receive().text == #"{"ready":true}"#)
            #expect(try connection.receive().status == 404)
        }
    }

    @Test("a request that arrives byte by byte is answered like one that arrives whole")
    func dribble() throws {
        let bytes = request("POST", "/v1/validate", content: Self.definition)
        let connection = try server.connect()
        for byte in bytes { try connection.send([byte]) }
        let slowly = try connection.receive()
        try connection.send(bytes)
        #expect(slowly.status == 200)
        #expect(try connection.receive().content == slowly.content)
    }

    @Test("a chunked body is read like one with a length")
    func chunked() throws {
        let connection = try server.connect()
        try connection.send(
            "POST /v1/validate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\n{\"lay\r\n12;x=y\r\ner_sizes\": [4, 3]}\r\n0\r\nX-Checksum: t\r\n\r\n"
        )
        let response = try connection.receive()
        #expect(response.status == 200)
        #expect(try response.content == server.ask("POST", "/v1/validate", content: Self.definition).content)
    }

    @Test(
        "HEAD has the fields of GET and no content",
        arguments: [
            "/", "/healthz", "/readyz", "/v1/schema", "/v1/activations", "/v1/activations/elu", "/openapi.json",
        ]
    )
    func head(path: String) throws {
        let connection = try server.connect()
        try connection.send(request("GET", path))
        let get = try connection.receive()
        try connection.send(request("HEAD", path))
        let head = try connection.receive(toHead: true)
        // What follows an answer to HEAD is the next answer, not content.
        try connection.send(request("GET", "/livez"))
        #expect(try connection.receive().text == #"{"live":true}"#)
        #expect(get.status == 200)
        #expect(head.status == 200)
        #expect(get.content.isEmpty == false)
        #expect(head.field("Content-Length") == "\(get.content.count)")
        func stable(_ response: RawResponse) -> [String] {
            response.fields.filter { !["Date", "X-Request-Id"].contains($0.name) }.map { name, value in
                // Both have it or none, but not the same times.
                name == "Server-Timing" ? name : "\(name): \(value)"
            }
        }
        #expect(stable(head) == stable(get))
    }

    @Test(
        "OPTIONS and a wrong method name the methods of a path, once",
        arguments: zip(["/v1/evaluate", "/healthz"], [["OPTIONS", "POST"], ["GET", "HEAD", "OPTIONS"]])
    )
    func allow(path: String, methods: [String]) throws {
        func allowed(_ response: RawResponse) -> [String]? {
            response.field("Allow")?.split(separator: ",").map { $0.trimmingPrefix(" ") }.map(String.init).sorted()
        }
        let options = try server.ask("OPTIONS", path)
        #expect(options.status == 204)
        #expect(options.content.isEmpty)
        #expect(allowed(options) == methods)
        let delete = try server.ask("DELETE", path)
        #expect(delete.status == 405)
        #expect(allowed(delete) == methods)
        #expect(delete.field("Content-Type") == "application/problem+json")
    }

    @Test("an unknown path is 404, with the path that was perhaps meant")
    func unknownPath() throws {
        let response = try server.ask("GET", "/v1/evalute")
        #expect(response.status == 404)
        #expect(response.field("Content-Type") == "application/problem+json")
        #expect(try response.json.member("detail").string.contains("/v1/evaluate"))
    }

    @Test("a client's request identifier is echoed where it fits, and replaced where it does not")
    func requestIdentifier() throws {
        #expect(try server.ask("GET", "/nowhere", fields: ["X-Request-Id: a.b-c_1"]).field("X-Request-Id") == "a.b-c_1")
        let other = try #require(try server.ask("GET", "/nowhere", fields: ["X-Request-Id: a b"]).field("X-Request-Id"))
        #expect(other != "a b")
        #expect(other.isEmpty == false)
    }

    @Test("tables for a terminal where text is asked for")
    func plainText() throws {
        let fields = ["Accept: text/plain"]
        let response = try server.ask("POST", "/v1/validate", fields: fields, content: Self.definition)
        #expect(response.status == 200)
        #expect(response.field("Content-Type")?.hasPrefix("text/plain") == true)
        #expect(response.text.contains("layers.0"))
    }

    @Test("bytes that are no request are refused, and other connections do not notice")
    func garbage() throws {
        let witness = try server.connect()
        try witness.send("GET /healthz HTTP/1.1\r\nHost:")
        let connection = try server.connect()
        try connection.send("\u{16}\u{03}\u{01} this is no HTTP\r\n\r\n")
        #expect(try connection.receive().status == 400)
        #expect(try connection.takeRest().isEmpty)
        try witness.send(" a\r\n\r\n")
        #expect(try witness.receive().status == 200)
    }
}
