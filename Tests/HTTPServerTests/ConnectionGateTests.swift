import Testing

@testable import HTTPServer

@Suite("Counting connections against the limits")
struct ConnectionGateTests {
    @Test("Connections are counted in total, by address, and by the networks of IPv6")
    func counts() {
        let gate = ConnectionGate(limit: 4, addressLimit: 2, refusalLimit: 1)
        let peers = ["10.0.0.1", "10.0.0.1", "2001:db8::1", "unix"].map { Peer(address: $0) }
        #expect(peers[..<2].allSatisfy { isAdmitted(gate.enter($0)) })
        guard case .refused(.tooManyConnectionsOfAddress(limit: 2)) = gate.enter(peers[0]) else {
            Issue.record("a third connection of one address")
            return
        }
        // Only one may be told so at a time.
        guard case .dropped = gate.enter(peers[0]) else {
            Issue.record("a second refusal")
            return
        }
        gate.leave(peers[0], isBeyondLimit: true)
        #expect(isAdmitted(gate.enter(peers[2])))
        #expect(isAdmitted(gate.enter(peers[3])))
        guard case .refused(.tooManyConnections(limit: 4)) = gate.enter(peers[3]) else {
            Issue.record("a fifth connection")
            return
        }
        gate.leave(peers[0], isBeyondLimit: false)
        #expect(isAdmitted(gate.enter(peers[1])))
    }

    @Test(
        "Addresses of one network of IPv6 are one client, others are not",
        arguments: [
            ("2001:db8::1", "2001:db8::ffff:1", true), ("2001:db8::1", "2001:db8:0:1::1", false),
            ("10.0.0.1", "10.0.0.1", true), ("10.0.0.1", "10.0.0.2", false),
        ]
    )
    func groups(_ left: String, _ right: String, _ isSame: Bool) throws {
        let groups = [left, right].map { AddressGroup(Peer(address: $0)) }
        #expect(!groups.contains(nil))
        #expect((groups[0] == groups[1]) == isSame)
    }

    @Test("A Unix-domain socket has no address to count by")
    func unix() { #expect(AddressGroup(Peer(address: "unix")) == nil) }

    @Test(
        "Whatever number of files there may be, connections leave some of them to everything else",
        arguments: [64, 256, 1_024, 1_048_576]
    )
    func files(_ count: Int) {
        let share = DescriptorLimit.connections(ofFiles: count)
        #expect(share.connections >= count / 2)
        #expect(share.refusals >= 1)
        #expect(count - share.connections - share.refusals >= 24)
    }

    private func isAdmitted(_ decision: ConnectionGate.Decision) -> Bool {
        if case .admitted = decision { true } else { false }
    }
}
