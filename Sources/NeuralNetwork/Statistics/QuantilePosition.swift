/// Where a quantile lies among sorted numbers: linear between the order statistics around position `(n - 1) * q`.
struct QuantilePosition {
    /// The ranks of the numbers around it, counted from 0; the same one twice at the end.
    let ranks: (lower: Int, upper: Int)
    /// How far it is from the lower to the upper one, from 0 to 1.
    let share: Double

    /// - Parameters:
    ///   - q: Between 0 and 1.
    ///   - count: How many numbers there are; positive.
    init(_ q: Double, count: Int) {
        let position = Double(count - 1) * q
        let index = min(Int(position), count - 1)
        ranks = (index, min(index + 1, count - 1))
        share = position - Double(index)
    }

    /// The quantile, given the number of each rank.
    func value(_ number: (_ rank: Int) -> Float) -> Double {
        let lower = Double(number(ranks.lower))
        guard ranks.upper > ranks.lower else { return lower }
        return lower + (Double(number(ranks.upper)) - lower) * share
    }
}
