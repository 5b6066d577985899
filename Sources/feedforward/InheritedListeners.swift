internal import Glibc
internal import HTTPServer

/// Sockets that listen already and that whoever started the process handed over, as systemd does for a socket unit:
/// descriptors from 3 on, their number in `LISTEN_FDS`, for the process in `LISTEN_PID`, their names in
/// `LISTEN_FDNAMES` with colons between them (sd_listen_fds(3)).
struct InheritedListeners {
    /// A place that asks for a socket which is not there.
    struct Failure: Error, Equatable, CustomStringConvertible {
        let place: String
        let available: [String]

        var description: String {
            let names = available.isEmpty ? "none was (LISTEN_FDS)" : "these were: " + available.joined(separator: ", ")
            return "cannot listen on \(place): no such socket was handed over; \(names)"
        }
    }

    /// The names of the descriptors, of 3 first; `unknown` where there is none.
    let names: [String]

    /// The descriptor that is handed over first.
    private static let first = 3

    /// Reads the variables of a process; without them, or where they are another's, there are no sockets.
    init(environment: [(name: String, value: String)], process: Int32 = getpid()) {
        func value(_ name: String) -> String? { environment.last { $0.name == name }?.value }
        guard let owner = value("LISTEN_PID").flatMap({ Int32($0) }), owner == process,
            let count = value("LISTEN_FDS").flatMap({ Int($0) }), 1...1024 ~= count
        else {
            names = []
            return
        }
        let given = value("LISTEN_FDNAMES")?.split(separator: ":", omittingEmptySubsequences: false) ?? []
        names = (0..<count).map { $0 < given.count && !given[$0].isEmpty ? String(given[$0]) : "unknown" }
    }

    /// Takes the variables out of the environment, so that no child takes them for its own.
    static func clearEnvironment() {
        for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    }

    /// Gives every place that asks for inherited sockets their numbers.
    ///
    /// Where sockets were handed over and no place asks for them, they take the place of those with a port; with TLS if
    /// all of those have it.
    ///
    /// - Throws: The first place that asks for what is not there.
    func resolve(_ places: [ListenerConfiguration]) throws(Failure) -> [ListenerConfiguration] {
        let asked = places.contains { if case .inherited = $0.place { true } else { false } }
        guard asked || names.isEmpty else {
            let replaced = places.filter { if case .tcp = $0.place { true } else { false } }
            let isSecure = !replaced.isEmpty && replaced.allSatisfy(\.isSecure)
            return sockets { _, _ in true }.map { ListenerConfiguration(.inherited($0), isSecure: isSecure) }
                + places.filter { !replaced.contains($0) }
        }
        var resolved: [ListenerConfiguration] = []
        for place in places {
            guard case .inherited(let wanted) = place.place else {
                resolved.append(place)
                continue
            }
            let found = sockets { number, name in wanted.isEmpty || wanted == number || wanted == name }
            guard !found.isEmpty else {
                throw Failure(
                    place: place.url,
                    available: names.enumerated().map { "fd://\($0.offset + Self.first) (\($0.element))" }
                )
            }
            resolved += found.map { ListenerConfiguration(.inherited($0), isSecure: place.isSecure) }
        }
        return resolved
    }

    private func sockets(where isWanted: (_ number: String, _ name: String) -> Bool) -> [String] {
        names.enumerated().compactMap { offset, name in
            let number = "\(offset + Self.first)"
            return isWanted(number, name) ? number : nil
        }
    }
}
