import Digests
import HTTPServer
import HTTPWire
import Testing

@testable import InferenceService

/// Who may ask for what.
struct AccessControlTests {
    private static func token(_ text: String, _ scopes: Set<Scope>) -> AccessRegister.Token {
        var hash = SHA256()
        hash.update(Array(text.utf8))
        return AccessRegister.Token(digest: hash.digest(), principal: Principal(name: "of-\(text)", scopes: scopes))
    }

    private static let register = AccessRegister(
        tokens: [token("i", [.infer]), token("s", [.metrics]), token("m", [.manage]), token("a+/b==", [.infer])],
        certificates: [
            .init(subject: "CN=boss", principal: Principal(name: "CN=boss", scopes: [.manage])),
            .init(subject: "CN=clerk", principal: Principal(name: "CN=clerk", scopes: [.infer])),
        ]
    )

    /// What a request shows, and what becomes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var scope: Scope?
        var fields: [(String, String)] = []
        var subject: String?
        /// The name; or the status of the refusal and what its WWW-Authenticate has at its end.
        let expected: String
        var testDescription: String { "\(scope?.rawValue ?? "-") \(fields) \(subject ?? "") \(expected)" }

        init(_ scope: Scope?, _ expected: String) { self.init(scope, fields: [], expected) }

        init(_ scope: Scope?, _ authorization: String, _ expected: String) {
            self.init(scope, fields: [("Authorization", authorization)], expected)
        }

        init(_ scope: Scope?, subject: String, _ expected: String) {
            self.init(scope, fields: [], subject: subject, expected)
        }

        init(_ scope: Scope?, _ authorization: String, subject: String, _ expected: String) {
            self.init(scope, fields: [("Authorization", authorization)], subject: subject, expected)
        }

        init(_ scope: Scope?, fields: [(String, String)], subject: String? = nil, _ expected: String) {
            (self.scope, self.fields, self.subject, self.expected) = (scope, fields, subject, expected)
        }
    }

    private func outcome(_ control: AccessControl, _ row: Case, host: String? = nil) throws -> String {
        var request = RequestText()
        request.fields = row.fields.map { (name: $0.0, value: $0.1) }
        // An absolute target takes precedence over Host.
        if let host { request.target = "http://\(host)/v1/models" }
        let certificate = row.subject.map { ClientCertificate(subject: $0) }
        let peer = Peer(address: "127.0.0.1", certificate: certificate)
        return try request.with { request in
            switch control.decide(request, RequestContext(requestID: "r", peer: peer), scope: row.scope) {
            case .allow(let principal): return principal ?? "-"
            case .refuse(let response):
                let challenge = response.fields.first { "\($0.name)" == "WWW-Authenticate" }?.value
                let detail = challenge.map { $0.replacing(#"Bearer realm="feedforward""#, with: "") } ?? "-"
                return "\(response.status.rawValue)\(detail)"
            }
        }
    }

    @Test(
        "Scopes decide, manage includes the others, and refusals follow RFC 6750",
        arguments: [
            Case(.open, "-"), Case(.open, "Bearer wrong", "-"),
            Case(.infer, "401"), Case(.manage, "401"), Case(.metrics, "401"), Case(nil, "401"),
            Case(.infer, "Bearer i", "of-i"), Case(.infer, "bEARER   i", "of-i"), Case(.infer, "Bearer m", "of-m"),
            Case(.infer, "Bearer a+/b==", "of-a+/b=="), Case(nil, "Bearer s", "of-s"),
            Case(.metrics, "Bearer s", "of-s"),
            Case(.metrics, "Bearer m", "of-m"), Case(.manage, "Bearer m", "of-m"),
            Case(.manage, "Bearer i", #"403, error="insufficient_scope", scope="manage""#),
            Case(.infer, "Bearer s", #"403, error="insufficient_scope", scope="infer""#),
            Case(.metrics, "Bearer i", #"403, error="insufficient_scope", scope="metrics""#),
            Case(.infer, "Bearer j", #"401, error="invalid_token""#),
            Case(nil, "Bearer j", #"401, error="invalid_token""#),
            Case(.infer, "Bearer", #"401, error="invalid_token""#),
            Case(.infer, "Bearer i i", #"401, error="invalid_token""#),
            Case(.infer, "Bearer \(String(repeating: "i", count: 513))", #"401, error="invalid_token""#),
            Case(.infer, "Basic aTo=", "401"), Case(.infer, "i", "401"),
        ]
    )
    func tokens(_ row: Case) throws {
        var rules = AccessRules()
        rules.register = Self.register
        rules.metricsAreOpen = false
        #expect(try outcome(AccessControl(rules), row) == row.expected)
    }

    @Test(
        "A verified certificate stands for its client, unless a token is shown",
        arguments: [
            Case(.manage, subject: "CN=boss", "CN=boss"), Case(.infer, subject: "CN=clerk", "CN=clerk"),
            Case(.manage, subject: "CN=clerk", #"403, error="insufficient_scope", scope="manage""#),
            Case(.infer, subject: "CN=stranger", "401"),
            Case(.infer, "Bearer j", subject: "CN=boss", #"401, error="invalid_token""#),
            Case(.infer, "Bearer i", subject: "CN=boss", "of-i"),
            Case(.manage, fields: [("Origin", "https://evil.example")], subject: "CN=boss", "403-"),
        ]
    )
    func certificates(_ row: Case) throws {
        var rules = AccessRules()
        rules.register = Self.register
        #expect(try outcome(AccessControl(rules), row) == row.expected)
    }

    @Test("A scope can be granted to every verified certificate")
    func everyCertificate() throws {
        var rules = AccessRules()
        rules.register = AccessRegister(certificateScope: .infer)
        let control = AccessControl(rules)
        #expect(try outcome(control, Case(.infer, subject: "CN=x", "")) == "CN=x")
        #expect(try outcome(control, Case(.manage, subject: "CN=x", "")).hasPrefix("403"))
        #expect(try outcome(control, Case(.infer, "")) == "401")
    }

    @Test("Metrics are open unless they need a token")
    func metrics() throws {
        var rules = AccessRules()
        rules.register = Self.register
        #expect(try outcome(AccessControl(rules), Case(.metrics, "")) == "-")
    }

    @Test("Another register counts from the next request on, and an empty file lets nobody in")
    func replaces() throws {
        let control = AccessControl(AccessRules())
        #expect(try outcome(control, Case(.manage, "")) == "-")
        control.replace(Self.register)
        #expect(try outcome(control, Case(.manage, "Bearer m", "")) == "of-m")
        control.replace(AccessRegister(tokens: []))
        #expect(try outcome(control, Case(.manage, "Bearer m", "")).hasPrefix("401"))
    }

    /// A page in a browser that asks for something.
    struct Page: Sendable, CustomTestStringConvertible {
        let origin: String?
        let host: String
        var scope = Scope.manage
        let expected: String
        var testDescription: String { "\(origin ?? "-") \(host) \(scope)" }
    }

    @Test(
        "Without a token only pages of this server and of trusted origins change something",
        arguments: [
            Page(origin: nil, host: "example.net", expected: "-"),
            Page(origin: "https://evil.example", host: "127.0.0.1:8080", expected: "403-"),
            Page(origin: "https://evil.example", host: "127.0.0.1:8080", scope: .infer, expected: "-"),
            Page(origin: "null", host: "127.0.0.1:8080", expected: "403-"),
            Page(origin: "https://app.example", host: "127.0.0.1:8080", expected: "-"),
            Page(origin: "http://127.0.0.1:8080", host: "127.0.0.1:8080", expected: "-"),
            Page(origin: "http://127.0.0.1", host: "127.0.0.1:80", expected: "-"),
            Page(origin: "https://localhost", host: "LOCALHOST", expected: "-"),
            Page(origin: "http://[::1]:8080", host: "[::1]:8080", expected: "-"),
            Page(origin: "http://127.0.0.1:8081", host: "127.0.0.1:8080", expected: "403-"),
            // A name that was made to point here.
            Page(origin: "http://rebound.example:8080", host: "rebound.example:8080", expected: "403-"),
            Page(origin: "http://1.2.3.4.example", host: "1.2.3.4.example", expected: "403-"),
        ]
    )
    func pages(_ row: Page) throws {
        var rules = AccessRules()
        rules.trustedOrigins = ["https://app.example"]
        let fields = row.origin.map { [("Origin", $0)] } ?? []
        let request = Case(row.scope, fields: fields, "")
        #expect(try outcome(AccessControl(rules), request, host: row.host) == row.expected)
    }

    @Test("Requests for other hosts than the allowed ones are misdirected, except what is open")
    func hosts() throws {
        var rules = AccessRules()
        rules.allowedHosts = ["nets.example", "[::1]"]
        let control = AccessControl(rules)
        for host in ["nets.example", "NETS.example:8443", "[::1]:8080"] {
            #expect(try outcome(control, Case(.infer, ""), host: host) == "-")
        }
        for host in ["evil.example", "nets.example.evil.example", "127.0.0.1"] {
            #expect(try outcome(control, Case(.infer, ""), host: host) == "421-")
            #expect(try outcome(control, Case(nil, ""), host: host) == "421-")
            #expect(try outcome(control, Case(.open, ""), host: host) == "-")
        }
        let own = Case(.manage, fields: [("Origin", "https://nets.example")], "")
        #expect(try outcome(control, own, host: "nets.example") == "-")
    }
}
