internal import Foundation
internal import TestSupport
internal import Testing

/// Tokens and origins with the built program.
struct AccessTests {
    /// A token and its line, made by the program.
    private func token(_ scope: String, _ name: String) throws -> (token: String, line: String) {
        let outcome = try Program.run(["token", "--scope", scope, "--name", name])
        #expect(outcome.status == 0)
        let token = String(outcome.error.dropLast())
        #expect(token.hasPrefix("ff_") && !outcome.output.contains(token))
        return (token, outcome.output)
    }

    private func status(_ server: ServerProcess, _ line: String, _ token: String?, content: String? = nil) throws -> Int
    {
        let words = line.split(separator: " ").map(String.init)
        let fields = token.map { ["Authorization: Bearer \($0)"] } ?? []
        return try server.ask(words[0], words[1], fields: fields, content: content.map { Array($0.utf8) }).status
    }

    @Test("Each token may do what its scopes say, and SIGHUP changes tokens without a stop")
    func tokens() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/tokens"
        let (infer, manage) = (try token("infer", "alice"), try token("manage", "the night job"))
        try (infer.line + "# the other one\n" + manage.line).write(toFile: file, atomically: true, encoding: .utf8)
        let server = try ServerProcess(environment: ["FEEDFORWARD__ACCESS__TOKENS": file])
        let definition = #"{"layer_sizes": [4, 3]}"#

        for path in ["/", "/healthz", "/livez", "/readyz", "/v2/health/ready", "/openapi.json"] {
            #expect(try status(server, "GET \(path)", nil) == 200, "\(path)")
        }
        let rows: [(String, String?, [Int])] = [
            ("GET /v1/models", nil, [401, 200, 200]), ("GET /v1/nothing", nil, [401, 404, 404]),
            ("PATCH /v1/models", nil, [401, 405, 405]), ("GET /v2", nil, [401, 200, 200]),
            ("PUT /v1/models/net", definition, [401, 403, 201]), ("DELETE /v1/models/net", nil, [401, 403, 204]),
            ("POST /v2/logging", "{}", [401, 403, 200]),
        ]
        for (line, content, expected) in rows {
            for (token, expected) in zip([nil, infer.token, manage.token], expected) {
                #expect(try status(server, line, token, content: content) == expected, "\(line)")
            }
            #expect(try status(server, line, infer.token + "x", content: content) == 401, "\(line)")
        }

        let refused = try server.ask("PUT", "/v1/models/net", fields: ["Expect: 100-continue", "Content-Length: 9"])
        #expect(refused.status == 401)
        #expect(refused.field("WWW-Authenticate") == #"Bearer realm="feedforward""#)
        #expect(String(decoding: refused.content, as: UTF8.self).contains(#""error":"#))

        // A broken file changes nothing.
        try "nonsense\n".write(toFile: file, atomically: true, encoding: .utf8)
        server.reload()
        let next = try token("infer", "bob")
        #expect(try status(server, "GET /v1/models", infer.token) == 200)
        try next.line.write(toFile: file, atomically: true, encoding: .utf8)
        server.reload()
        let deadline = ContinuousClock.now.advanced(by: .seconds(30))
        while try status(server, "GET /v1/models", next.token) != 200, .now < deadline { usleep(5_000) }
        #expect(try status(server, "GET /v1/models", next.token) == 200)
        #expect(try status(server, "GET /v1/models", infer.token) == 401)
        server.terminate()
        #expect(try server.waitForExit() == 0)
    }

    @Test("A broken file of tokens stops the start, with the line and without the token")
    func brokenFile() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/tokens"
        try "\nff_secret infer alice\n".write(toFile: file, atomically: true, encoding: .utf8)
        let config = folder.path + "/config.json"
        try #"{"access": {"tokens": "\#(file)"}}"#.write(toFile: config, atomically: true, encoding: .utf8)
        for flags in [["--check-config"], []] {
            let outcome = try Program.run(["serve", "--listen", "tcp://127.0.0.1:0", "--config", config] + flags)
            #expect(outcome.status == 2)
            #expect(outcome.error.contains("line 2") && !outcome.error.contains("secret"))
        }
    }

    @Test("Pages of allowed origins read answers; those of others change nothing")
    func origins() throws {
        let server = try ServerProcess(environment: ["FEEDFORWARD__ACCESS__CORS_ORIGINS": "https://app.example"])
        let preflight = try server.ask(
            "OPTIONS",
            "/v1/models/net",
            fields: ["Origin: https://app.example", "Access-Control-Request-Method: PUT"]
        )
        #expect(preflight.status == 204)
        #expect(preflight.field("Access-Control-Allow-Methods")?.contains("PUT") == true)
        let definition = Array(#"{"layer_sizes": [4, 3]}"#.utf8)
        for (origin, status) in [("https://evil.example", 403), ("null", 403), ("https://app.example", 201)] {
            let fields = ["Origin: \(origin)", "Content-Type: text/plain"]
            let answer = try server.ask("PUT", "/v1/models/net", fields: fields, content: definition)
            #expect(answer.status == status)
            let allowed = answer.field("Access-Control-Allow-Origin")
            #expect(allowed == (status == 201 ? origin : nil))
        }
    }
}
