import Testing

@testable import HTTPServer

/// The bytes that all connections hold, counted.
struct ReceivedBytesTests {
    @Test("Shares take up to the limit, and give back what they shrink by and what they end with")
    func limit() {
        let all = ReceivedBytes(limit: 100)
        var first: ReceivedBytes.Share? = .init(of: all)
        let second = ReceivedBytes.Share(of: all)
        #expect(first?.set(60) == true)
        #expect(second.set(40))
        #expect(all.count == 100)
        #expect(second.set(10))
        #expect(all.count == 70)
        first = nil
        #expect(all.count == 10)
    }

    @Test("One share at a time may be beyond the limit, and is not counted among the others then")
    func beyond() {
        let all = ReceivedBytes(limit: 100)
        var large: ReceivedBytes.Share? = .init(of: all)
        #expect(large?.set(60) == true)
        #expect(large?.set(1_000_000) == true)
        #expect(all.count == 0)
        let others = (0..<3).map { _ in ReceivedBytes.Share(of: all) }
        #expect(others[0].set(70))
        #expect(!others[1].set(31))
        #expect(all.count == 70)
        #expect(others[1].set(30))
        #expect(!others[1].set(31))
        large = nil
        #expect(others[2].set(1))
        #expect(all.count == 100)
    }

    @Test("What is announced is let in if it fits, is not set aside, and may be the one beyond the limit")
    func announced() {
        let all = ReceivedBytes(limit: 100)
        let shares = (0..<4).map { _ in ReceivedBytes.Share(of: all) }
        #expect(shares[0].set(50))
        // Its own bytes are among those announced.
        #expect(shares[0].admits(100))
        #expect(shares[1].admits(50))
        #expect(all.count == 50)
        #expect(shares[2].admits(51))
        #expect(!shares[3].admits(51))
        #expect(shares[3].admits(50))
    }
}
