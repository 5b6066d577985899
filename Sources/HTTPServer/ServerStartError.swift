internal import Glibc

/// Why a server did not start.
public enum ServerStartError: Error, Sendable, Hashable {
    /// A system call failed; its errno, for `getaddrinfo` its own code, and the place that was asked for.
    case system(operation: String, code: Int32, place: String)
    /// Another process listens there.
    case taken(place: String)
    /// The certificates cannot be used.
    case certificates(TLSConfigurationError)

    init(_ error: SystemError, _ listener: ListenerConfiguration) {
        if error.operation.isSame(as: "bind"), error.code == EADDRINUSE {
            self = .taken(place: listener.url)
        } else {
            self = .system(operation: "\(error.operation)", code: error.code, place: listener.url)
        }
    }

    /// What happened, in words.
    public var reason: String {
        switch self {
        case .system("getaddrinfo", let code, let place):
            "cannot listen on \(place): \(String(cString: gai_strerror(code)))"
        case .system(let operation, let code, let place): "cannot listen on \(place): \(operation): \(errorText(code))"
        case .taken(let place): "cannot listen on \(place): another program listens there"
        case .certificates(let error): "cannot speak TLS: \(error)"
        }
    }
}

extension StaticString {
    fileprivate func isSame(as text: String) -> Bool { description == text }
}
