extension NetworkPlan {
    /// How far the orthogonal weights of another float32 implementation may be from ours.
    ///
    /// The columns of a QR decomposition in float32 are off by rounding over the least element of R's diagonal. That
    /// diagonal is found again as the inner products of ours with the normals that they were made from, which are drawn
    /// again.
    ///
    /// - Parameter parameters: What this plan has drawn.
    /// - Returns: The largest difference that is expected, for a gain of 1; one for each tensor, nil for those that
    ///   are not orthogonal.
    public func orthogonalDifferences(_ parameters: [ParameterTensor]) -> [Double?] {
        guard layers.contains(where: { $0.definition.weightInitializer.scheme == .orthogonal }) else {
            return parameters.map { _ in nil }
        }
        var generator = MersenneTwister(seed: definition.seed)
        let standard = Initializer(.normal, [.number(0), .number(1)])
        let normals = drawParameters(from: &generator, checkpoint: { () throws(Never) in }) {
            $0.scheme == .orthogonal ? standard : $0
        }
        return zip(parameters, normals).map { orthogonal, normal in
            guard orthogonal.plan.initializer?.scheme == .orthogonal else { return nil }
            return Self.difference(orthogonal, normal)
        }
    }

    private static func difference(_ orthogonal: ParameterTensor, _ normal: ParameterTensor) -> Double {
        let (rows, columns) = (orthogonal.plan.fanOut, orthogonal.plan.fanIn)
        let gain = abs(orthogonal.plan.initializer?.gain ?? 1)
        guard gain > 0 else { return 0 }
        var diagonal = [Double](repeating: 0, count: min(rows, columns))
        for row in 0..<rows {
            for column in 0..<columns {
                let place = row * columns + column
                let product = Double(orthogonal.values[place]) * Double(normal.values[place])
                diagonal[rows >= columns ? column : row] += product
            }
        }
        let least = diagonal.reduce(.infinity) { min($0, abs($1)) } / gain
        // Twice the rounding of a matrix of this norm, which is about the sum of the roots of its sizes.
        return 2 * unitRoundoff * (Double(rows).squareRoot() + Double(columns).squareRoot()) / least
    }
}
