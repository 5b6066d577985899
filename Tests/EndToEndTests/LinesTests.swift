internal import Foundation
internal import TestSupport
internal import Testing

@Suite("Rows as lines, both ways at once")
struct LinesTests {
    static let path = "/v1/models/m/evaluate"
    static let head = [
        "POST \(path) HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/x-ndjson", "Transfer-Encoding: chunked",
        "", "",
    ].joined(separator: "\r\n")

    /// A server with a model of one layer that doubles its two inputs.
    private func server(environment: [String: String] = [:]) throws -> ServerProcess {
        let server = try ServerProcess(environment: environment)
        let definition = """
            {"layer_sizes": [2, 2], "activations": "identity", "bias": false,
             "weight_init": {"scheme": "values", "values": [[2, 0], [0, 2]]}}
            """
        #expect(try server.ask("PUT", "/v1/models/m", content: Array(definition.utf8)).status == 201)
        return server
    }

    private func chunk(_ text: String) -> String { "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n" }

    @Test("Each line is answered in its place, whatever stands on the others")
    func places() throws {
        let lines = [
            "[1, 2]", "", "[3]", "[1e39, 1]", "  [ 4 , 5 ]\r", "nonsense", "[[1, 2]]", "{}", "[-0.0, 1e-46]", "[6, 7]",
        ]
        let response = try server().ask(
            "POST",
            Self.path,
            fields: ["Content-Type: application/x-ndjson"],
            content: Array(lines.joined(separator: "\n").utf8)
        )
        #expect(response.status == 200)
        #expect(response.field("Content-Type") == "application/x-ndjson")
        let answers = String(decoding: response.content, as: UTF8.self).split(separator: "\n").map(String.init)
        try #require(answers.count == 9)
        #expect([0, 3, 7, 8].map { answers[$0] } == ["[2,4]", "[8,10]", "[0,0]", "[12,14]"])
        for (index, line) in [(1, 3), (2, 4), (4, 6), (5, 7), (6, 8)] {
            #expect(answers[index].hasPrefix(#"{"error":""#), "\(answers[index])")
            #expect(answers[index].hasSuffix(#","line":\#(line)}"#), "\(answers[index])")
        }
        #expect(answers[1].contains("1 number"))
        #expect(answers[2].contains("float32"))
    }

    @Test("A row is answered before the next one is sent")
    func conversation() throws {
        let server = try server()
        let connection = try server.connect()
        try connection.send(Self.head)
        for number in 1...20 {
            try connection.send(chunk("[\(number), 0]\n"))
            let answer = number == 1 ? try connection.receiveChunkAfterHead() : try connection.receiveChunk()
            #expect(answer == "[\(2 * number),0]\n")
        }
        try connection.send(chunk("[21, 0]") + "0\r\n\r\n")
        #expect(try connection.receiveChunk() == "[42,0]\n")
        #expect(try connection.receiveChunk().isEmpty)
        // The connection goes on, and so does the server.
        try connection.send(request("GET", "/healthz"))
        #expect(try connection.receive().status == 200)
        #expect(try server.ask("GET", "/v1/models").status == 200)
    }

    @Test("A client that writes on without reading is cut off at the write deadline")
    func unread() throws {
        let server = try server(environment: ["FEEDFORWARD__SERVER__WRITE_TIMEOUT_SECONDS": "0.5"])
        let connection = try server.connect()
        try connection.send(Self.head)
        let piece = chunk(String(repeating: "[1.5, 2.5]\n", count: 10_000))
        // More than the buffers of both ends hold; the sending ends with the connection.
        #expect(throws: RawConnection.Failure.self) { for _ in 0..<1000 { try connection.send(piece) } }
        #expect(try server.ask("GET", "/healthz").status == 200)
    }

    @Test("A stream is scored by the network that it began with")
    func replaced() throws {
        let server = try server()
        let connection = try server.connect()
        try connection.send(Self.head)
        try connection.send(chunk("[1, 1]\n"))
        #expect(try connection.receiveChunkAfterHead() == "[2,2]\n")
        let other = #"{"layer_sizes": [2, 2], "activations": "identity", "weight_init": "zeros"}"#
        #expect(try server.ask("PUT", "/v1/models/m", content: Array(other.utf8)).status == 200)
        try connection.send(chunk("[1, 2]\n"))
        #expect(try connection.receiveChunk() == "[2,4]\n")
        let answer = try server.ask(
            "POST",
            Self.path,
            fields: ["Content-Type: application/x-ndjson"],
            content: Array("[1, 2]".utf8)
        )
        #expect(answer.content == Array("[0,0]\n".utf8))
    }

    @Test("What cannot be streamed is refused at the head", arguments: [("no", 404), ("m", 406)])
    func refused(name: String, status: Int) throws {
        let response = try server().ask(
            "POST",
            "/v1/models/\(name)/evaluate",
            fields: ["Content-Type: application/x-ndjson", "Accept: text/html"].dropLast(status == 404 ? 1 : 0).map {
                $0
            },
            content: Array("[1, 2]".utf8)
        )
        #expect(response.status == status)
    }
}
