internal import Glibc

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
    /// Its errno; for `getaddrinfo` its own code.
    public let code: Int32
    /// The address that was asked for.
    public let address: String

    init(operation: String, code: Int32, address: String) {
        self.operation = operation
        self.code = code
        self.address = address
    }

    init(_ error: SystemError, address: ListeningAddress) {
        self.init(operation: "\(error.operation)", code: error.code, address: address.text)
    }

    /// Whether another process has the port.
    public var isPortTaken: Bool { operation == "bind" && code == EADDRINUSE }

    /// What the system says about the failure.
    public var reason: String {
        operation == "getaddrinfo" ? String(cString: gai_strerror(code)) : errorText(code)
    }
}
