/// One place where a server listens, and whether it speaks TLS there.
///
/// Written as a URL: `tcp://127.0.0.1:8080`, `tls://[::]:8443`, `unix:///run/feedforward.sock`; `http` and `https` mean
/// `tcp` and `tls`. A Unix-domain socket may say who reaches it, `unix:///run/feedforward.sock?mode=0660`, and speak TLS,
/// `tls+unix://`. `fd://3`, `fd://NAME`, `fd://` for all, and the same with `tls+fd` are sockets that listen already, which
/// whoever started the process handed over.
public struct ListenerConfiguration: Sendable, Hashable {
    /// Where connections arrive.
    public enum Place: Sendable, Hashable {
        /// A name or a numeric address, IPv6 with or without brackets, and a port; port 0 takes a free one.
        case tcp(host: String, port: UInt16)
        /// The path of a socket in the file system.
        case unix(path: String)
        /// The number of a descriptor that is inherited; or its name or nothing, for all, which only the program that
        /// knows what it inherited makes numbers of.
        case inherited(String)
    }

    /// Where connections arrive.
    public var place: Place
    /// Whether connections begin with a TLS handshake.
    public var isSecure: Bool
    /// The permissions of a Unix-domain socket; nil for what the process's mask leaves.
    public var mode: UInt32?

    /// Makes a place to listen.
    public init(_ place: Place, isSecure: Bool = false) {
        self.place = place
        self.isSecure = isSecure
    }

    /// Reads a URL; nil if it is none of those above.
    public init?(url: String) {
        guard let colon = url.firstRange(of: "://") else { return nil }
        let rest = url[colon.upperBound...]
        switch url[..<colon.lowerBound] {
        case "unix", "tls+unix":
            let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts[0].hasPrefix("/"), parts[0].count > 1 else { return nil }
            self.init(.unix(path: String(parts[0])), isSecure: url.hasPrefix("tls"))
            guard parts.count > 1 else { return }
            guard parts[1].hasPrefix("mode="), let mode = UInt32(parts[1].dropFirst(5), radix: 8), mode <= 0o777 else {
                return nil
            }
            self.mode = mode
        case "fd", "tls+fd":
            guard rest.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "/") }) else { return nil }
            self.init(.inherited(String(rest)), isSecure: url.hasPrefix("tls"))
        case "tcp", "http":
            guard let place = Self.place(rest) else { return nil }
            self.init(place)
        case "tls", "https":
            guard let place = Self.place(rest) else { return nil }
            self.init(place, isSecure: true)
        default: return nil
        }
    }

    private static func place(_ text: Substring) -> Place? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        let allowed = host.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "@") }
        return host.isEmpty || !allowed ? nil : .tcp(host: String(host), port: port)
    }

    /// The URL, for the configuration.
    public var url: String {
        switch place {
        case .tcp: "\(isSecure ? "tls" : "tcp")://\(authority)"
        case .unix(let path):
            "\(isSecure ? "tls+" : "")unix://\(path)" + (mode.map { "?mode=0" + String($0, radix: 8) } ?? "")
        case .inherited(let name): "\(isSecure ? "tls+" : "")fd://\(name)"
        }
    }

    /// The URL under which clients reach it.
    public var clientURL: String {
        switch place {
        case .tcp: "\(isSecure ? "https" : "http")://\(authority)"
        case .unix(let path): "\(isSecure ? "https" : "http")+unix:\(path)"
        case .inherited: url
        }
    }

    /// Whether only programs on the same machine reach it.
    public var isLocal: Bool {
        switch place {
        case .tcp(let host, _): host == "localhost" || host == "::1" || host.hasPrefix("127.")
        case .unix: true
        case .inherited: false
        }
    }

    private var authority: String {
        guard case .tcp(let host, let port) = place else { return "" }
        return host.contains(":") && !host.hasPrefix("[") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
