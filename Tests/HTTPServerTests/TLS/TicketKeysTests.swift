import Testing

@testable import HTTPServer

@Suite("Keys of session tickets")
struct TicketKeysTests {
    private static let hour: UInt64 = 3600 * 1_000_000_000

    private func isOld(_ key: TicketKeys.Key, in keys: TicketKeys, at time: UInt64) -> Bool? {
        key.name.withUnsafeBufferPointer { keys.find($0, at: time)?.isOld }
    }

    @Test("A key encrypts for 12 hours and is accepted for 24")
    func rotation() throws {
        let keys = TicketKeys()
        let start = 5 * Self.hour
        let first = try #require(keys.current(at: start))
        #expect(keys.current(at: start + 12 * Self.hour - 1)?.name == first.name)
        let second = try #require(keys.current(at: start + 12 * Self.hour))
        #expect(second.name != first.name)
        #expect(second.cipher != first.cipher)
        #expect(second.authentication != first.authentication)
        #expect(isOld(first, in: keys, at: start + 11 * Self.hour) == false)
        #expect(isOld(first, in: keys, at: start + 23 * Self.hour) == true)
        #expect(isOld(first, in: keys, at: start + 24 * Self.hour) == nil)
        #expect(isOld(second, in: keys, at: start + 23 * Self.hour) == false)
    }

    @Test("A reactor that looked at the clock before another made the key takes that key")
    func olderClock() throws {
        let keys = TicketKeys()
        let key = try #require(keys.current(at: 1000))
        #expect(keys.current(at: 999)?.name == key.name)
        #expect(isOld(key, in: keys, at: 999) == false)
    }
}
