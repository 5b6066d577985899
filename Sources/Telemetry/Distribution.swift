/// How often values fell into each bucket, and their sum.
public struct Distribution: Sendable, Hashable {
    /// The buckets.
    public let buckets: Buckets
    /// How often values fell into each of them.
    public private(set) var counts: [UInt64]
    /// The sum of the values, in the unit that is counted.
    public private(set) var sum: UInt64 = 0

    /// Makes an empty distribution.
    public init(_ buckets: Buckets) {
        self.buckets = buckets
        counts = [UInt64](repeating: 0, count: buckets.count)
    }

    /// The number of values.
    public var count: UInt64 { counts.reduce(0, &+) }

    /// Counts a value.
    public mutating func add(_ value: UInt64) {
        counts[buckets.index(of: value)] &+= 1
        sum &+= value
    }

    /// Adds what stands in cells: the counts of the buckets, then the sum.
    ///
    /// - Precondition: The cells are there.
    public mutating func add(_ cells: Cells, from index: Int) {
        for bucket in counts.indices { counts[bucket] &+= cells[index + bucket] }
        sum &+= cells[index + counts.count]
    }
}
