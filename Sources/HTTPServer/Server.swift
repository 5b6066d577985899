public import Logging

/// An HTTP/1.1 server over POSIX sockets.
public final class Server: Sendable {
    /// Makes a server that does not listen yet.
    public init(_ configuration: ServerConfiguration, handler: any RequestHandler, logger: Logger) {
        fatalError("to be written")
    }

    /// Begins to listen and serve, on queues of its own.
    ///
    /// - Returns: The address in use, with the port that was taken.
    /// - Throws: What the system said, for example that the port is taken.
    public func start() throws(ServerStartError) -> ListeningAddress { fatalError("to be written") }

    /// Stops gracefully: accepts until the backlog is empty, closes the listener, lets requests under way finish
    /// within the drain timeout, closes what is left.
    ///
    /// - Parameter completion: Called once, on a queue of the server's, when everything is closed.
    public func stop(completion: @escaping @Sendable () -> Void) { fatalError("to be written") }
}

/// Where a server listens.
public struct ListeningAddress: Sendable, Hashable {
    /// The numeric address; in brackets for IPv6.
    public let host: String
    /// The port.
    public let port: UInt16
}

/// Why a server did not start.
public struct ServerStartError: Error, Sendable, Hashable {
    /// The system call that failed.
    public let operation: String
    /// Its errno.
    public let code: Int32
    /// The address that was asked for.
    public let address: String
    /// Whether another process has the port.
    public var isPortTaken: Bool { fatalError("to be written") }
}
