/// What it is expected to take to draw parameters.
///
/// Counts saturate instead of overflowing.
public struct DrawingWork: Sendable, Hashable {
    /// The random numbers of a first round: one for each element that is drawn at all, and those of permutations.
    public private(set) var draws = 0

    /// The random numbers of further rounds, in which a truncated normal draws all elements again for those that were
    /// refused.
    public private(set) var redraws = 0

    /// The multiply-adds of factorisations, in float64.
    public private(set) var multiplyAdds = 0

    /// The work of one tensor.
    init(_ distribution: Distribution, rows: Int, columns: Int) {
        // A slope or a bias has one dimension: it comes with a single column.
        let count = Double(rows) * Double(columns)
        switch distribution {
        case .constant, .identity, .inline: break
        case .uniform, .normal: draws = Self.whole(count)
        case .truncatedNormal(let normal):
            let round = count * (normal.drawsNormals ? 1 : 2)
            draws = Self.whole(round)
            redraws = Self.whole(round * (normal.expectedRounds(rows * columns) - 1))
        case .orthogonal:
            draws = Self.whole(count)
            multiplyAdds = Self.whole(Orthogonalization.multiplyAdds(rows: rows, columns: columns))
        // A step of a permutation costs about as much as four draws, in one dimension or two.
        case .sparse: draws = Self.whole(5 * count)
        }
    }

    init() {}

    /// The work of both.
    static func + (left: DrawingWork, right: DrawingWork) -> DrawingWork {
        var sum = left
        sum.draws = whole(Double(left.draws) + Double(right.draws))
        sum.redraws = whole(Double(left.redraws) + Double(right.redraws))
        sum.multiplyAdds = whole(Double(left.multiplyAdds) + Double(right.multiplyAdds))
        return sum
    }

    private static func whole(_ count: Double) -> Int {
        Int(exactly: count.rounded(.up)) ?? .max
    }
}

extension DrawingWork {
    /// The work of all tensors of a network.
    init(_ layers: [LayerPlan], _ order: NetworkDefinition.InitializationOrder) {
        let constructor = Initializer(.torchDefault, [])
        for tensor in layers.lazy.flatMap(\.tensors) {
            guard let initializer = tensor.initializer else { continue }
            let isOverwriting = order == .moduleThenInit
            if isOverwriting { self = self + tensor.work(of: constructor) }
            if !isOverwriting || initializer.scheme != .torchDefault { self = self + tensor.work(of: initializer) }
        }
    }
}

extension TensorPlan {
    fileprivate func work(of initializer: Initializer) -> DrawingWork {
        let distribution = initializer.distribution(role: role, fanIn: fanIn, fanOut: fanOut)
        return DrawingWork(distribution, rows: shape[0], columns: shape.count > 1 ? shape[1] : 1)
    }
}
