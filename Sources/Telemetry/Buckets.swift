/// The upper bounds of a histogram's buckets.
public struct Buckets: Sendable, Hashable {
    /// The bounds, rising; a last bucket without a bound follows them.
    public let bounds: [UInt64]
    /// How many of the unit that is counted make one of the unit that is shown, as 10^9 nanoseconds make a second.
    public let scale: Double

    /// Makes buckets.
    ///
    /// - Precondition: The bounds rise.
    public init(_ bounds: [UInt64], scale: Double = 1) {
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "rising bounds")
        self.bounds = bounds
        self.scale = scale
    }

    /// The number of buckets, the last one included.
    public var count: Int { bounds.count + 1 }

    /// The bucket of a value: the first one whose bound is not below it.
    public func index(of value: UInt64) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Times from 50 microseconds to a minute, counted in nanoseconds and shown in seconds.
    public static let durations = Buckets(
        [
            50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000,
            100_000_000, 250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000, 10_000_000_000, 60_000_000_000,
        ],
        scale: 1e9
    )

    /// Numbers of rows: powers of two to 4,096.
    public static let rows = Buckets((0...12).map { 1 << $0 })
}
