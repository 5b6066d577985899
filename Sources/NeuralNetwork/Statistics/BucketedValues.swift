internal import CKernels

/// Float32 numbers counted by the upper 16 bits of their keys, which order as the numbers do.
///
/// For quantiles and histograms only a few buckets have to be looked into: those of the wanted ranks and those that an
/// edge divides. So many numbers are never sorted.
struct BucketedValues {
    /// The numbers of one bucket.
    private struct Bucket {
        let index: Int
        /// Where its keys stand among those that were gathered.
        let range: Range<Int>
        /// How many finite numbers come before it.
        let rank: Int
    }

    private let counts: [UInt32]
    /// The buckets that have finite numbers, in ascending order.
    private let filled: ArraySlice<UInt16>
    /// The keys of the buckets that were looked into, each bucket's together; those of a bucket with a wanted rank in
    /// ascending order.
    private let keys: [UInt32]
    private let buckets: [Bucket]
    /// How many numbers are finite.
    let finiteCount: Int

    /// Buckets of finite numbers: an exponent of all ones is infinite or no number.
    private static let finite =
        Int(ff_key((-Float.infinity).bitPattern) >> 16)
        + 1..<Int(
            ff_key(Float.infinity.bitPattern) >> 16
        )

    /// Counts numbers, and looks into the buckets of some of them.
    ///
    /// - Parameters:
    ///   - values: Fewer than 2^32 numbers.
    ///   - ranks: Which ones are wanted of the finite numbers in ascending order, given how many those are.
    ///   - edges: Where histograms divide the numbers.
    init(_ values: [Float], ranks: (_ count: Int) -> [Int], edges: [Double]) {
        var counts = [UInt32](repeating: 0, count: Int(FF_BUCKETS))
        ff_count_buckets(values, values.count, &counts)
        let filled = Self.filled(counts)
        let finiteCount = filled.reduce(0) { $0 + Int(counts[Int($1)]) }
        var divided = Self.buckets(dividedBy: edges)[...]
        var ranks = ranks(finiteCount).sorted()[...]
        var buckets: [Bucket] = []
        var sorted: [Range<Int>] = []
        var places = [UInt32](repeating: 0, count: Int(FF_BUCKETS))
        // Place 0 is none.
        var place = 1
        var rank = 0
        for index in filled.lazy.map(Int.init) {
            let count = Int(counts[index])
            let hasRank = ranks.first.map { $0 < rank + count } ?? false
            divided = divided.drop { $0 < index }
            if hasRank || divided.first == index {
                let range = place..<place + count
                places[index] = UInt32(truncatingIfNeeded: place)
                buckets.append(Bucket(index: index, range: range, rank: rank))
                if hasRank { sorted.append(range) }
                place += count
            }
            rank += count
            while let first = ranks.first, first < rank { ranks = ranks.dropFirst() }
        }
        var keys = [UInt32](repeating: 0, count: place)
        ff_gather_keys(values, values.count, &places, &keys)
        for range in sorted { Self.sort(&keys, range) }
        self.counts = counts
        self.filled = filled
        self.keys = keys
        self.buckets = buckets
        self.finiteCount = finiteCount
    }

    /// The buckets that have finite numbers.
    private static func filled(_ counts: [UInt32]) -> ArraySlice<UInt16> {
        let list = [UInt16](unsafeUninitializedCapacity: counts.count) { list, count in
            // It has room for all of them.
            if let start = list.baseAddress { count = ff_list_buckets(counts, start) }
        }
        let first = list.firstIndex { finite.contains(Int($0)) } ?? list.endIndex
        let last = list.lastIndex { finite.contains(Int($0)) } ?? list.startIndex - 1
        return first <= last ? list[first...last] : []
    }

    /// Sorts the keys of one bucket, which differ in their lower 16 bits alone.
    private static func sort(_ keys: inout [UInt32], _ range: Range<Int>) {
        guard range.count > 4096, let high = keys[range].first.map({ $0 & 0xffff_0000 }) else {
            return keys[range].sort()
        }
        var counts = [Int](repeating: 0, count: 1 << 16)
        for key in keys[range] { counts[Int(key & 0xffff)] += 1 }
        var place = range.lowerBound
        for low in counts.indices where counts[low] > 0 {
            for _ in 0..<counts[low] {
                keys[place] = high | UInt32(low)
                place += 1
            }
        }
    }

    /// The number of a rank that was wanted, counted from 0.
    func number(ofRank rank: Int) -> Float {
        guard let bucket = buckets.last(where: { $0.rank <= rank }) else { return .nan }
        return Self.number(keys[min(bucket.range.lowerBound + rank - bucket.rank, bucket.range.upperBound - 1)])
    }

    /// Calls `body` with finite numbers and how many there are that no edge divides from them.
    func forEachGroup(_ body: (_ value: Double, _ count: Int) -> Void) {
        var lookedInto = buckets[...]
        for index in filled.lazy.map(Int.init) {
            if let bucket = lookedInto.first, bucket.index == index {
                lookedInto = lookedInto.dropFirst()
                for key in keys[bucket.range] { body(Double(Self.number(key)), 1) }
            } else {
                body(Double(Self.number(UInt32(index) << 16)), Int(counts[index]))
            }
        }
    }

    /// The buckets that may have numbers on both sides of an edge, or on it.
    ///
    /// - Returns: The buckets in ascending order.
    private static func buckets(dividedBy edges: [Double]) -> [Int] {
        var buckets: Set<Int> = []
        for edge in edges {
            let nearest = Float(edge)
            for number in [nearest.nextDown, nearest, nearest.nextUp] {
                buckets.insert(Int(ff_key(number.bitPattern) >> 16))
            }
        }
        // Zeros of both signs are one number, and stand in two buckets.
        if buckets.contains(Int(ff_key(Float.zero.bitPattern) >> 16)) {
            buckets.insert(Int(ff_key((-Float.zero).bitPattern) >> 16))
        }
        return buckets.sorted()
    }

    private static func number(_ key: UInt32) -> Float { Float(bitPattern: ff_key_bits(key)) }
}
