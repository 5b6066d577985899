internal import Glibc
internal import Locking
internal import Synchronization

/// Counts the open connections of all reactors against the limits.
final class ConnectionGate: Sendable {
    /// What becomes of a new connection.
    enum Decision {
        /// It is one of those that are served.
        case admitted
        /// It is told why not, and closed.
        case refused(ServerFailure)
        /// It is closed without a word, for that reason.
        case dropped(ServerFailure)
    }

    private let open = Atomic(0)
    private let beyond = Atomic(0)
    /// How many connections each address has; empty without a limit on that.
    private let addresses = Lock<[AddressGroup: Int]>([:])
    /// The most open connections.
    let limit: Int
    /// The most of one address; 0 for no such limit.
    private let addressLimit: Int
    /// How many connections beyond the limits are told so at a time; further ones are closed without a word.
    private let refusalLimit: Int

    /// Makes a gate.
    ///
    /// - Parameters:
    ///   - limit: The most open connections.
    ///   - addressLimit: The most of one address, IPv6 by the network of 64 bits; 0 for no such limit.
    ///   - refusalLimit: How many of those beyond are told so at a time.
    init(limit: Int, addressLimit: Int = 0, refusalLimit: Int = 256) {
        self.limit = limit
        self.addressLimit = addressLimit
        self.refusalLimit = refusalLimit
    }

    /// Counts a new connection.
    func enter(_ peer: Peer) -> Decision {
        guard Self.enter(open, limit) else { return refuse(.tooManyConnections(limit: limit)) }
        guard addressLimit > 0, let group = AddressGroup(peer) else { return .admitted }
        let isWithin = addresses.withLock { addresses in
            let count = addresses[group, default: 0]
            guard count < addressLimit else { return false }
            addresses[group] = count + 1
            return true
        }
        guard !isWithin else { return .admitted }
        open.subtract(1, ordering: .relaxed)
        return refuse(.tooManyConnectionsOfAddress(limit: addressLimit))
    }

    /// Counts a connection that ended.
    func leave(_ peer: Peer, isBeyondLimit: Bool) {
        guard !isBeyondLimit else {
            beyond.subtract(1, ordering: .relaxed)
            return
        }
        open.subtract(1, ordering: .relaxed)
        guard addressLimit > 0, let group = AddressGroup(peer) else { return }
        addresses.withLock { addresses in
            let count = addresses[group, default: 1]
            addresses[group] = count > 1 ? count - 1 : nil
        }
    }

    private func refuse(_ failure: ServerFailure) -> Decision {
        Self.enter(beyond, refusalLimit) ? .refused(failure) : .dropped(failure)
    }

    // Only one reactor accepts, so the count cannot pass the limit between the two steps.
    private static func enter(_ count: borrowing Atomic<Int>, _ limit: Int) -> Bool {
        guard count.load(ordering: .relaxed) < limit else { return false }
        count.add(1, ordering: .relaxed)
        return true
    }
}

/// The addresses that count as one client.
///
/// A client of IPv6 has a network of 64 bits at least, all addresses of which are its own (RFC 6177).
struct AddressGroup: Hashable {
    private let isSixth: Bool
    private let prefix: UInt64

    /// The group of a peer; nil for one of a Unix-domain socket, which is a proxy as a rule.
    init?(_ peer: Peer) {
        var fourth = in_addr()
        var sixth = in6_addr()
        if inet_pton(AF_INET, peer.address, &fourth) == 1 {
            isSixth = false
            prefix = UInt64(fourth.s_addr)
        } else if inet_pton(AF_INET6, peer.address, &sixth) == 1 {
            isSixth = true
            prefix = withUnsafeBytes(of: &sixth) { $0.loadUnaligned(as: UInt64.self) }
        } else {
            return nil
        }
    }
}
