import COpenSSL
import Foundation
import HTTPServer
import Testing

extension ServerTests.TLS {
    private static let versions = [TLS1_2_VERSION, TLS1_3_VERSION]

    @Test("A ticket takes a session up, also after the certificates were read again", arguments: versions)
    func tickets(version: Int32) throws {
        let server = try serve()
        let first = try connect(server) { $0.maximumVersion = version }
        #expect(try first.get("/hello").status == 200)
        #expect(!first.isResumed)
        let session = try #require(first.resumable)
        try authority.issue("server")
        server.reloadCertificates()
        let second = try connect(server) { ($0.maximumVersion, $0.session) = (version, session) }
        #expect(try second.get("/hello").status == 200)
        #expect(second.isResumed)
    }

    @Test("Who takes a session up by TLS 1.3 gets a new ticket for the next connection")
    func newTickets() throws {
        let server = try serve()
        var tickets: [[UInt8]] = []
        var session: TLSClient.Session?
        for index in 0..<5 {
            let client = try connect(server) { $0.session = session }
            #expect(try client.get("/hello").status == 200)
            #expect(client.isResumed == (index > 0))
            let next = try #require(client.resumable)
            tickets.append(next.ticket)
            session = next
            // A session of a connection that just breaks off is forgotten.
            client.sayGoodbye()
        }
        #expect(Set(tickets).count == 5)
        #expect(!tickets.contains([]))
    }

    @Test("A ticket of another server is of no use", arguments: versions)
    func strangeTicket(version: Int32) throws {
        let identity = try authority.issue("server")
        let servers = try (0..<2).map { _ in try serve([identity]) }
        let first = try connect(servers[0]) { $0.maximumVersion = version }
        #expect(try first.get("/hello").status == 200)
        let session = try #require(first.resumable)
        let second = try connect(servers[1]) { ($0.maximumVersion, $0.session) = (version, session) }
        #expect(try second.get("/hello").status == 200)
        #expect(!second.isResumed)
    }

    @Test("The owner of a client certificate is known, also in a session that is taken up", arguments: versions)
    func owners(version: Int32) throws {
        let alice = try authority.issue("alice", subject: "O=Example,CN=Alice Übel", names: [])
        let server = try serve {
            $0.tls?.clientCertificates = .optional
            $0.tls?.clientAuthorityFile = authority.file
        }
        #expect(try connect(server).get("/owner").text == "nobody")
        let first = try connect(server) { ($0.maximumVersion, $0.identity) = (version, alice) }
        #expect(try first.get("/owner").text == "CN=Alice Übel,O=Example")
        let session = try #require(first.resumable)
        let second = try connect(server) { ($0.maximumVersion, $0.session) = (version, session) }
        #expect(second.isResumed)
        #expect(try second.get("/owner").text == "CN=Alice Übel,O=Example")
    }

    @Test("When other authorities are trusted, certificates are asked for anew", arguments: versions)
    func otherAuthorities(version: Int32) throws {
        let alice = try authority.issue("alice", names: [])
        let trusted = authority.path("trusted.pem")
        try copy(authority.file, to: trusted)
        let server = try serve {
            $0.tls?.clientCertificates = .optional
            $0.tls?.clientAuthorityFile = trusted
        }
        let first = try connect(server) { ($0.maximumVersion, $0.identity) = (version, alice) }
        #expect(try first.get("/owner").text == "CN=alice")
        let session = try #require(first.resumable)
        let others = try TestAuthority("others")
        try copy(others.file, to: trusted)
        server.reloadCertificates()
        let second = try connect(server) { ($0.maximumVersion, $0.session) = (version, session) }
        #expect(try second.get("/owner").text == "nobody")
        #expect(!second.isResumed)
    }

    @Test("Who must show a certificate and has none, or another authority's, gets no answer", arguments: versions)
    func required(version: Int32) throws {
        let alice = try authority.issue("alice", names: [])
        let mallory = try TestAuthority("others").issue("mallory", names: [])
        let server = try serve {
            $0.tls?.clientCertificates = .required
            $0.tls?.clientAuthorityFile = authority.file
        }
        let good = try connect(server) { ($0.maximumVersion, $0.identity) = (version, alice) }
        #expect(try good.get("/owner").text == "CN=alice")
        for identity in [nil, mallory] {
            #expect(throws: TLSClient.Failure.self) {
                // In TLS 1.3 the client learns of it only when it reads.
                try connect(server) { ($0.maximumVersion, $0.identity) = (version, identity) }.get("/owner")
            }
        }
    }

    @Test("Certificates are read again without harm to open connections; broken ones change nothing")
    func reload() throws {
        let old = try authority.issue("live", subject: "CN=old")
        let server = try serve([old])
        let open = try connect(server)
        #expect(open.serverName == "old")
        try authority.issue("live", subject: "CN=new")
        server.reloadCertificates()
        #expect(try connect(server).serverName == "new")
        try copy(authority.issue("other").keyFile, to: old.keyFile)
        server.reloadCertificates()
        let after = try connect(server)
        #expect(after.serverName == "new")
        #expect(try open.get("/hello").status == 200)
        #expect(try after.get("/hello").status == 200)
    }

    @Test("Files that change are read again without being told")
    func watch() throws {
        let server = try serve([authority.issue("live", subject: "CN=old")]) {
            $0.certificateInterval = .milliseconds(20)
        }
        #expect(try connect(server).serverName == "old")
        try authority.issue("live", subject: "CN=new")
        #expect(try eventually { try connect(server).serverName == "new" })
    }

    @Test("A server whose certificate cannot be used does not start, and says which file is at fault")
    func start() throws {
        let good = try authority.issue("good")
        let other = try authority.issue("other")
        let missing = authority.path("missing.pem")
        let cases: [(certificate: String, key: String, file: String, reason: String)] = [
            (missing, good.keyFile, missing, "No such file or directory"),
            (good.certificateFile, missing, missing, "No such file or directory"),
            (good.certificateFile, other.keyFile, other.keyFile, "key values mismatch"),
            (good.keyFile, good.keyFile, good.keyFile, "no start line"),
        ]
        for (certificate, key, file, reason) in cases {
            let identity = TLSConfiguration.Identity(certificateFile: certificate, keyFile: key)
            let failure = try #require(throws: ServerStartError.self) { try serve([identity]) }
            #expect(failure.reason == "cannot speak TLS: \(file): \(reason)")
        }
    }

    private func copy(_ source: String, to target: String) throws {
        try Data(contentsOf: URL(filePath: source)).write(to: URL(filePath: target))
    }
}
