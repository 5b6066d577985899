internal import Locking
internal import NeuralNetwork

extension ModelRegistry {
    /// Sets aside what a network will take, while what it replaces is still there.
    func reserve(_ plan: NetworkPlan, replacing current: ModelEntry?) throws(ModelLimitExceeded) -> ModelUsage {
        let before = ModelUsage(of: current)
        var reserved = ModelUsage()
        reserved.models = 1 - before.models
        reserved.parameters = plan.parameterCount - before.parameters
        reserved.bytes = plan.residentBytes
        return try state.withLock { state throws(ModelLimitExceeded) in
            try check(.models, state.usage.models, reserved.models, limits.models)
            try check(.parameters, state.usage.parameters, reserved.parameters, limits.parameters)
            // What is no larger than what it replaces passes, though both are there for a moment.
            if reserved.bytes > before.bytes { try check(.bytes, state.usage.bytes, reserved.bytes, limits.bytes) }
            state.usage += reserved
            return reserved
        }
    }

    /// Gives back what was set aside for a network that is not kept after all.
    func release(_ reserved: ModelUsage) { state.withLock { $0.usage -= reserved } }

    private func check(
        _ figure: ModelLimitExceeded.Figure,
        _ used: Int,
        _ more: Int,
        _ limit: Int
    ) throws(ModelLimitExceeded) {
        let (sum, overflows) = used.addingReportingOverflow(more)
        // What makes nothing larger is let through, also where the limits were lowered since.
        guard more > 0, overflows || sum > limit else { return }
        throw ModelLimitExceeded(figure: figure, actual: overflows ? .max : sum, limit: limit)
    }
}
