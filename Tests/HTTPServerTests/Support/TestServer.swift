import Dispatch
import Glibc
import HTTPServer
import Logging
import Testing

/// All tests with sockets, one at a time: some count the descriptors or the memory of the process.
@Suite("The server over sockets", .serialized)
struct ServerTests {}

/// A server on a free port of the loopback interface.
final class TestServer {
    let handler: TestHandler
    /// Where it listens.
    let places: [ListenerConfiguration]
    /// The numeric address and the port of the first place.
    let address: (host: String, port: UInt16)
    private let server: Server
    private var isStopped = false

    /// Starts a server.
    ///
    /// - Parameters:
    ///   - handler: What answers, unless there is a router.
    ///   - router: What answers instead.
    ///   - configure: Changes the configuration.
    /// - Throws: What the system said.
    init(
        _ handler: TestHandler = TestHandler(),
        router: Router? = nil,
        configure: (inout ServerConfiguration) -> Void = { _ in }
    ) throws(ServerStartError) {
        var configuration = ServerConfiguration()
        configuration.listeners = [ListenerConfiguration(.tcp(host: "127.0.0.1", port: 0))]
        configuration.reactors = 2
        configure(&configuration)
        self.handler = handler
        server = Server(
            configuration,
            handler: router ?? handler,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        places = try server.start()
        if case .tcp(let host, let port)? = places.first?.place { address = (host, port) } else { address = ("", 0) }
    }

    deinit {
        stop()
        handler.letGo()
    }

    /// A new client of the server.
    func connect(receiveBuffer: Int32? = nil) throws(RawClient.Failure) -> RawClient {
        try RawClient(port: address.port, host: address.host, receiveBuffer: receiveBuffer)
    }

    /// Reads the certificates again.
    func reloadCertificates() { server.reloadCertificates() }

    /// Lets every answer end its connection.
    func retire() { server.retire() }

    /// Begins to stop.
    func beginStopping() -> DispatchSemaphore {
        isStopped = true
        let stopped = DispatchSemaphore(value: 0)
        server.stop { stopped.signal() }
        return stopped
    }

    /// Stops, and waits for the end.
    func stop() {
        guard !isStopped else { return }
        #expect(beginStopping().wait(timeout: .now() + .seconds(60)) == .success)
    }
}

/// Waits until something is so, at most half a minute.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<6000 {
        if try condition() { return true }
        usleep(5_000)
    }
    return try condition()
}
