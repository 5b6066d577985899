import HTTPServer
import Testing

@testable import feedforward

@Suite("Sockets that were handed over, and who reaches them")
struct InheritedListenersTests {
    private static let environment = [
        ("PATH", "/bin"), ("LISTEN_PID", "77"), ("LISTEN_FDS", "3"), ("LISTEN_FDNAMES", "web:admin:web"),
    ]

    /// Places as set, and as they are used where three sockets were handed over.
    struct Row: Sendable, CustomTestStringConvertible {
        let places: String
        let expected: String
        var testDescription: String { places }
    }

    @Test(
        "Places are given the sockets that they ask for, by number, by name, or all",
        arguments: [
            Row(places: "fd://", expected: "fd://3,fd://4,fd://5"),
            Row(places: "fd://4", expected: "fd://4"),
            Row(places: "fd://web", expected: "fd://3,fd://5"),
            Row(places: "tls+fd://admin,unix:///a", expected: "tls+fd://4,unix:///a"),
            Row(places: "tcp://127.0.0.1:8080", expected: "fd://3,fd://4,fd://5"),
            Row(places: "tls://127.0.0.1:8443,unix:///a", expected: "tls+fd://3,tls+fd://4,tls+fd://5,unix:///a"),
        ]
    )
    func resolves(_ row: Row) throws {
        let inherited = InheritedListeners(environment: Self.environment, process: 77)
        let places = try #require(Settings.listeners(row.places))
        #expect(try inherited.resolve(places).map(\.url).joined(separator: ",") == row.expected)
    }

    @Test("Variables for another process mean nothing, and a place that asks in vain is named")
    func others() throws {
        let inherited = InheritedListeners(environment: Self.environment, process: 78)
        let plain = try #require(Settings.listeners("tcp://127.0.0.1:8080"))
        #expect(try inherited.resolve(plain) == plain)
        let asking = try #require(Settings.listeners("fd://"))
        #expect(throws: InheritedListeners.Failure(place: "fd://", available: [])) { try inherited.resolve(asking) }
        let wrong = try #require(Settings.listeners("fd://6"))
        let named = InheritedListeners(environment: Self.environment, process: 77)
        let failure = #expect(throws: InheritedListeners.Failure.self) { try named.resolve(wrong) }
        #expect(failure?.description.contains("fd://4 (admin)") == true)
    }

    @Test("Only a place that others reach and that has no TLS is warned about")
    func exposure() throws {
        func warning(_ text: String) throws -> String? {
            exposureWarning(Settings(), at: try #require(Settings.listeners(text)))
        }
        #expect(try warning("tcp://127.0.0.1:8080,tcp://[::1]:8080,unix:///a,tls://0.0.0.0:8443") == nil)
        #expect(try warning("tcp://0.0.0.0:8080,tls://0.0.0.0:8443")?.contains("http://0.0.0.0:8080 ") == true)
    }
}
