import Glibc
import Logging
import Testing

@testable import HTTPServer

@Suite("Certificates that are kept")
struct CertificateStoreTests {
    private let authority: TestAuthority
    private let log = LogRecorder()

    init() throws { authority = try TestAuthority() }

    private func store(_ identities: TLSConfiguration.Identity...) throws -> CertificateStore {
        try CertificateStore(TLSConfiguration(identities: identities), logger: log.logger)
    }

    @Test("The log is told of an end within two weeks, once a day, by the file's name")
    func end() throws {
        let short = try authority.issue("short", days: 10)
        let store = try store(authority.issue("long", days: 100), short)
        let line = "warning: a certificate ends soon days=10 file=\(short.certificateFile)"
        #expect(log.lines == [line])
        let now = time(nil)
        store.warnOfEnd(at: now + 80_000)
        #expect(log.lines == [line])
        store.warnOfEnd(at: now + 2 * 86_400)
        store.warnOfEnd(at: now + 11 * 86_400)
        #expect(
            log.lines.dropFirst() == [
                "warning: a certificate ends soon days=8 file=\(short.certificateFile)",
                "error: a certificate has ended days=0 file=\(short.certificateFile)",
            ]
        )
    }

    @Test("The log is told of a key that anybody may read")
    func readableKey() throws {
        let identity = try authority.issue("open")
        chmod(identity.keyFile, 0o644)
        _ = try store(identity)
        #expect(log.lines == ["warning: anybody on this machine may read a private key file=\(identity.keyFile)"])
    }

    @Test("What cannot be used is logged with the file's name, and changes nothing")
    func brokenReload() throws {
        let identity = try authority.issue("live")
        let store = try store(identity)
        let before = store.current
        unlink(identity.certificateFile)
        store.reload()
        #expect(store.current === before)
        let reason = "\(identity.certificateFile): No such file or directory"
        #expect(log.lines == ["error: certificates cannot be used; the old ones go on reason=\(reason)"])
    }
}
