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
    let address: ListeningAddress
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
        configuration.port = 0
        configuration.reactors = 2
        configure(&configuration)
        self.handler = handler
        server = Server(
            configuration,
            handler: router ?? handler,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        address = try server.start()
    }

    deinit { stop() }

    /// A new client of the server.
    func connect(receiveBuffer: Int32? = nil) throws(RawClient.Failure) -> RawClient {
        let host = address.host == "[::1]" ? "::1" : address.host
        return try RawClient(port: address.port, host: host, receiveBuffer: receiveBuffer)
    }

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
