/// The keys that an object has shown so far.
struct ObjectKeys {
    // Eight keys are compared one by one, without an allocation; more go to a table.
    private var few: InlineArray<8, JSONText>
    private var count = 1
    private var many: KeyTable?

    /// Starts with one key.
    init(_ first: JSONText) { few = InlineArray(repeating: first) }

    /// Adds a key of a document; false if it is there already.
    mutating func insert(_ key: JSONText, in bytes: JSONBytes) -> Bool {
        if let inserted = many?.insert(key) { return inserted }
        for index in 0..<count where few[index] == key { return false }
        guard count == few.count else {
            few[count] = key
            count += 1
            return true
        }
        var table = KeyTable(bytes)
        for index in few.indices { _ = table.insert(few[index]) }
        many = table
        return many?.insert(key) ?? true
    }
}

/// A set of keys by open addressing that takes eleven to twenty-one bytes a key.
///
/// A body of 64 MiB can hold eight million keys, and keeping them must not cost many times the body. So a slot holds
/// only where a key stands, and some bits of its hash, which spare most of the comparisons.
private struct KeyTable {
    private let bytes: JSONBytes
    private var slots = [UInt64](repeating: Self.free, count: 64)
    private var count = 0

    private static var free: UInt64 { .max }
    /// The bits of a slot that are an offset: documents are shorter than a tebibyte.
    private static var offsetMask: UInt64 { 1 << 40 - 1 }

    init(_ bytes: JSONBytes) { self.bytes = bytes }

    mutating func insert(_ key: JSONText) -> Bool {
        if count >= slots.count / 4 * 3 { grow() }
        let hash = key.hash
        var index = firstIndex(hash)
        while slots[index] != Self.free {
            if (slots[index] ^ hash) & ~Self.offsetMask == 0, text(at: slots[index]) == key { return false }
            index = (index + 1) & (slots.count - 1)
        }
        let offset = UInt64(truncatingIfNeeded: key.start - 1 - bytes.start)
        slots[index] = hash & ~Self.offsetMask | offset & Self.offsetMask
        count += 1
        return true
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: Self.free, count: 2 * old.count)
        for slot in old where slot != Self.free {
            guard let key = text(at: slot) else { continue }
            var index = firstIndex(key.hash)
            while slots[index] != Self.free { index = (index + 1) & (slots.count - 1) }
            slots[index] = slot
        }
    }

    private func firstIndex(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (slots.count - 1) }

    private func text(at slot: UInt64) -> JSONText? {
        bytes.text(bytes.start + Int(truncatingIfNeeded: slot & Self.offsetMask))
    }
}
