/// When what a connection waits for has to have happened.
///
/// A connection waits for one thing at a time, and every wait of a kind lasts equally long. So each kind is a list in
/// the order of the deadlines, to which a new wait is appended: setting, clearing and expiring take constant time. The
/// lists are chained through one node per connection slot.
struct Deadlines {
    /// What is waited for.
    enum Kind: Int, CaseIterable {
        /// The rest of a head.
        case head
        /// Enough of the content.
        case body
        /// An answer that is computed elsewhere.
        case request
        /// The next request.
        case idle
        /// That the client reads enough.
        case write
        /// That a client which was told to stop closes.
        case linger
        /// The request of a connection that came just before a graceful stop.
        case grace
        /// The end of a TLS handshake.
        case handshake
        /// That a client which was told to stop closes, when the server itself stops.
        case briefLinger
        /// That the client takes what the kernel holds of an answer which was written.
        case delivery
    }

    private struct Node {
        var kind: Kind?
        var time: UInt64 = 0
        var previous = -1
        var next = -1
    }

    private var nodes: [Node] = []
    private var first = [Int](repeating: -1, count: Kind.allCases.count)
    private var last = [Int](repeating: -1, count: Kind.allCases.count)
    private var counts = [Int](repeating: 0, count: Kind.allCases.count)
    private let durations: [UInt64]

    /// Makes empty lists.
    ///
    /// - Parameter duration: How long a wait of a kind lasts, in nanoseconds.
    init(_ duration: (Kind) -> UInt64) {
        durations = Kind.allCases.map(duration)
    }

    /// How many slots wait for something.
    func count(of kind: Kind) -> Int { counts[kind.rawValue] }

    /// What a slot waits for.
    func kind(of slot: Int) -> Kind? { slot < nodes.count ? nodes[slot].kind : nil }

    /// The earliest deadline of all; nil if nothing is waited for.
    var earliest: UInt64? {
        var earliest: UInt64?
        for slot in first where slot >= 0 { earliest = min(earliest ?? .max, nodes[slot].time) }
        return earliest
    }

    /// Begins a wait, in place of the one the slot may be in.
    ///
    /// - Parameters:
    ///   - kind: What is waited for.
    ///   - slot: Who waits; not negative.
    ///   - now: The time; never less than at an earlier call.
    /// - Returns: The deadline.
    @discardableResult
    mutating func set(_ kind: Kind, slot: Int, now: UInt64) -> UInt64 {
        while nodes.count <= slot { nodes.append(Node()) }
        clear(slot: slot)
        let (sum, overflow) = now.addingReportingOverflow(durations[kind.rawValue])
        let time = overflow ? UInt64.max : sum
        let previous = last[kind.rawValue]
        nodes[slot] = Node(kind: kind, time: time, previous: previous, next: -1)
        if previous >= 0 { nodes[previous].next = slot } else { first[kind.rawValue] = slot }
        last[kind.rawValue] = slot
        counts[kind.rawValue] += 1
        return time
    }

    /// Ends the wait that the slot may be in.
    mutating func clear(slot: Int) {
        guard slot < nodes.count, let kind = nodes[slot].kind else { return }
        let node = nodes[slot]
        counts[kind.rawValue] -= 1
        if node.previous >= 0 { nodes[node.previous].next = node.next } else { first[kind.rawValue] = node.next }
        if node.next >= 0 { nodes[node.next].previous = node.previous } else { last[kind.rawValue] = node.previous }
        nodes[slot] = Node()
    }

    /// Takes out one wait whose deadline has come.
    ///
    /// - Parameter now: The time.
    /// - Returns: The slot and what it waited for; nil if no deadline has come.
    mutating func popExpired(now: UInt64) -> (slot: Int, kind: Kind)? {
        for kind in Kind.allCases {
            let slot = first[kind.rawValue]
            guard slot >= 0, nodes[slot].time <= now else { continue }
            clear(slot: slot)
            return (slot, kind)
        }
        return nil
    }
}

extension Duration {
    /// The duration in nanoseconds; 0 for a negative one, the largest for one beyond what fits.
    var clampedNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (product, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = product.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        return overflow || carry ? .max : sum
    }
}
