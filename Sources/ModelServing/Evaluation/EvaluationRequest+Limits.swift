public import NeuralNetwork

extension EvaluationRequest {
    /// Compares what the request asks for with limits, before anything is computed or allocated.
    ///
    /// - Throws: Every figure beyond its limit.
    public func check(_ limits: EvaluationLimits) throws(LimitsExceeded) {
        try check(limits, building: needsNetwork ? plan.excessOfBuilding(limits) : nil)
    }

    /// Compares what the request asks for beside the building of its network with limits.
    ///
    /// - Throws: Every figure beyond its limit.
    public func checkOnceBuilt(_ limits: EvaluationLimits) throws(LimitsExceeded) {
        try check(limits, building: nil)
    }

    private func check(
        _ limits: EvaluationLimits,
        building: LimitsExceeded.Excess?
    ) throws(LimitsExceeded) {
        let rows = inputs?.rows ?? 0
        var excesses = Self.excesses(plan, rows: rows, limits)
        if let building { excesses.append(building) }
        if let excess = Self.excess(.answerValues, answerValues(rows: rows), limits.answerValues) {
            excesses.append(excess)
        }
        guard excesses.isEmpty else { throw LimitsExceeded(excesses) }
    }

    /// The figures beyond their limits that depend on the network and the number of rows alone.
    ///
    /// - Parameters:
    ///   - plan: The network.
    ///   - rows: The number of rows that are to go through it, which need not exist yet.
    ///   - limits: How much may be asked for.
    /// - Returns: The figures, in the order of `LimitsExceeded.Figure`; none if all are within their limits.
    public static func excesses(
        _ plan: NetworkPlan,
        rows: Int,
        _ limits: EvaluationLimits
    ) -> [LimitsExceeded.Excess] {
        [
            excess(.rows, rows, limits.rows),
            excess(.multiplyAdds, product(rows, plan.multiplyAddsPerRow), limits.multiplyAdds),
            excess(.heldValues, product(rows, plan.widestRow), limits.heldValues),
        ].compactMap { $0 }
    }

    /// The numbers of the parts whose length grows with the request; nil beyond 64 bits.
    private func answerValues(rows: Int) -> Int? {
        var total: Int? = 0
        if inputs != nil {
            if parts.contains(.outputs) { total = Self.sum(total, Self.product(rows, plan.outputSize)) }
            if parts.contains(.layerOutputs) {
                for layer in plan.layers {
                    total = Self.sum(total, Self.product(rows, layer.units))
                    total = Self.sum(total, Self.product(rows, layer.outputs))
                }
            }
        }
        if parts.contains(.values) { total = Self.sum(total, plan.parameterCount) }
        return total
    }

    static func sum(_ left: Int?, _ right: Int?) -> Int? {
        guard let left, let right else { return nil }
        let (result, overflows) = left.addingReportingOverflow(right)
        return overflows ? nil : result
    }

    static func product(_ left: Int, _ right: Int) -> Int? {
        let (result, overflows) = left.multipliedReportingOverflow(by: right)
        return overflows ? nil : result
    }

    static func excess(
        _ figure: LimitsExceeded.Figure,
        _ actual: Int?,
        _ limit: Int
    ) -> LimitsExceeded.Excess? {
        if let actual, actual <= limit { return nil }
        return LimitsExceeded.Excess(figure: figure, actual: actual, limit: limit)
    }
}

extension NetworkPlan {
    /// Compares what building the network takes with limits.
    ///
    /// - Throws: The figure if it is beyond its limit.
    public func checkBuilding(_ limits: EvaluationLimits) throws(LimitsExceeded) {
        if let excess = excessOfBuilding(limits) { throw LimitsExceeded([excess]) }
    }

    /// What building the network takes beyond its limit; nil if it does not.
    func excessOfBuilding(_ limits: EvaluationLimits) -> LimitsExceeded.Excess? {
        EvaluationRequest.excess(.building, drawingWork.limitedMultiplyAdds, limits.multiplyAdds)
    }
}

extension DrawingWork {
    /// What counts towards the limit on multiply-adds; nil beyond 64 bits.
    ///
    /// Those of factorisations, and 32 for each number that is drawn again, which takes about as long. First draws are
    /// bounded by the limit on parameters.
    var limitedMultiplyAdds: Int? {
        let (again, isTooLarge) = redraws.multipliedReportingOverflow(by: 32)
        let (total, overflows) = again.addingReportingOverflow(multiplyAdds)
        return isTooLarge || overflows ? nil : total
    }
}
