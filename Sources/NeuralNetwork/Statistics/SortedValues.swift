/// The finite ones among float32 numbers in ascending order.
struct SortedValues {
    /// The values.
    let values: [Float]

    /// Sorts by radix where that pays: three passes over 11 bits of a key that orders as the numbers do.
    init(finiteOf unsorted: [Float]) {
        let finite = unsorted.filter(\.isFinite)
        guard finite.count > 2_048 else {
            values = finite.sorted()
            return
        }
        var keys = finite.map { Self.key($0) }
        var target = [UInt32](repeating: 0, count: keys.count)
        for shift: UInt32 in [0, 11, 22] {
            var positions = [Int](repeating: 0, count: 2_049)
            for key in keys { positions[Int(key >> shift & 2_047) + 1] += 1 }
            for digit in 1...2_048 { positions[digit] += positions[digit - 1] }
            for key in keys {
                let digit = Int(key >> shift & 2_047)
                target[positions[digit]] = key
                positions[digit] += 1
            }
            swap(&keys, &target)
        }
        values = keys.map { Self.number($0) }
    }

    /// The quantile at `q`, between 0 and 1: linear between the order statistics around position `(n - 1) * q`.
    ///
    /// - Returns: Nil without values.
    func quantile(_ q: Double) -> Double? {
        guard let last = values.last else { return nil }
        let position = Double(values.count - 1) * q
        let index = Int(position)
        guard index + 1 < values.count else { return Double(last) }
        let lower = Double(values[index])
        let upper = Double(values[index + 1])
        return lower + (upper - lower) * (position - Double(index))
    }

    /// Negative numbers have all their bits turned, others their sign bit, so that keys order as numbers do.
    private static func key(_ value: Float) -> UInt32 {
        let bits = value.bitPattern
        return bits >> 31 == 1 ? ~bits : bits | 0x8000_0000
    }

    private static func number(_ key: UInt32) -> Float {
        Float(bitPattern: key >> 31 == 1 ? key & 0x7fff_ffff : ~key)
    }
}
