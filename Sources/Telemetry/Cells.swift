internal import Synchronization

/// A fixed number of counters that one thread adds to and any thread reads, without a lock.
///
/// They begin and end on cache lines of their own, so that two threads with cells of their own do not disturb each
/// other.
public final class Cells: @unchecked Sendable {
    /// The number of counters.
    public let count: Int
    // Invariant: `count` initialised elements from here on, freed with the object and never moved.
    private let memory: UnsafeMutableRawPointer
    private let first: UnsafeMutablePointer<Atomic<UInt64>>

    private static let line = 128

    /// Makes counters that are 0.
    ///
    /// - Precondition: `count` is not negative.
    public init(_ count: Int) {
        precondition(count >= 0, "a number of counters")
        self.count = count
        let bytes = max(1, count) * MemoryLayout<Atomic<UInt64>>.stride
        let whole = (bytes + Self.line - 1) / Self.line * Self.line
        memory = .allocate(byteCount: whole, alignment: Self.line)
        first = memory.bindMemory(to: Atomic<UInt64>.self, capacity: count)
        for index in 0..<count { (first + index).initialize(to: Atomic(0)) }
    }

    deinit {
        first.deinitialize(count: count)
        memory.deallocate()
    }

    /// Adds to a counter; only one thread does at a time.
    ///
    /// - Precondition: The counter exists.
    public func add(_ amount: UInt64, at index: Int) {
        precondition(index >= 0 && index < count)
        // One writer, so that nothing can come between reading and storing.
        let cell = first + index
        cell.pointee.store(cell.pointee.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }

    /// Puts a value in the place of a counter's; only one thread does at a time.
    ///
    /// - Precondition: The counter exists.
    public func set(_ value: UInt64, at index: Int) {
        precondition(index >= 0 && index < count)
        first[index].store(value, ordering: .relaxed)
    }

    /// The value of a counter.
    ///
    /// - Precondition: The counter exists.
    public subscript(index: Int) -> UInt64 {
        precondition(index >= 0 && index < count)
        return first[index].load(ordering: .relaxed)
    }
}
