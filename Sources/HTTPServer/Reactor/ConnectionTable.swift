/// The connections of a reactor, found by a number that is never that of an earlier connection.
///
/// An event or a late answer may be about a connection that was closed a moment ago, and whose slot another has by
/// now. So a token joins the slot (low 32 bits) with the slot's generation.
struct ConnectionTable {
    private struct Slot {
        var connection: Connection?
        var generation: UInt32 = 0
    }

    private var slots: [Slot] = []
    private var free: [Int] = []

    /// The number of connections.
    var count: Int { slots.count - free.count }

    /// All connections.
    var all: [Connection] { slots.compactMap(\.connection) }

    /// Adds a connection of an accepted socket.
    mutating func insert(_ channel: consuming Channel, peer: Peer, isBeyondLimit: Bool) -> Connection {
        let index: Int
        if let reused = free.popLast() {
            index = reused
        } else {
            index = slots.count
            slots.append(Slot())
        }
        let token = UInt64(slots[index].generation) << 32 | UInt64(index)
        let connection = Connection(token: token, channel: channel, peer: peer, isBeyondLimit: isBeyondLimit)
        slots[index].connection = connection
        return connection
    }

    /// Removes a connection; its token is never given again before 2^32 others had its slot.
    mutating func remove(_ connection: Connection) {
        guard self[connection.token] === connection else { return }
        slots[connection.slot].connection = nil
        slots[connection.slot].generation &+= 1
        free.append(connection.slot)
    }

    /// The connection of a token; nil if it is gone.
    subscript(_ token: UInt64) -> Connection? {
        let index = Int(token & 0xffff_ffff)
        guard index < slots.count, slots[index].generation == UInt32(token >> 32) else { return nil }
        return slots[index].connection
    }

    /// The connection in a slot; nil if it is free.
    func connection(at slot: Int) -> Connection? { slot < slots.count ? slots[slot].connection : nil }
}
