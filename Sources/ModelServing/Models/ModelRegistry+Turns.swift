internal import Dispatch
internal import Locking

extension ModelRegistry {
    /// How many changes of one name may wait for each other.
    private static let waitingLimit = 64

    /// Does something when nobody else changes a name, until `endTurn`.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - bytes: How much memory it holds while it waits.
    ///   - isPatient: Whether it waits however many wait already.
    ///   - body: Called once, on any queue, also before this returns.
    /// - Returns: False if too many wait already; then `body` is never called.
    func takeTurn(
        _ name: ModelName,
        bytes: Int = 0,
        isPatient: Bool = false,
        _ body: @escaping @Sendable () -> Void
    ) -> Bool {
        enum Turn { case now, later, never }
        let turn = state.withLock { state -> Turn in
            guard let waiting = state.waiting[name] else {
                state.waiting[name] = []
                return .now
            }
            // One may wait whatever it holds.
            let hasRoom = min(bytes, state.waitingBytes) == 0 || bytes <= limits.bytes / 4 - state.waitingBytes
            guard isPatient || waiting.count < Self.waitingLimit && hasRoom else { return .never }
            state.waitingBytes += bytes
            state.waiting[name, default: []].append(State.Turn(bytes: bytes, body: body))
            return .later
        }
        if turn == .now { body() }
        return turn != .never
    }

    /// Lets the next one who waits for a name begin.
    func endTurn(_ name: ModelName) {
        let (next, idle) = state.withLock { state -> ((@Sendable () -> Void)?, [@Sendable () -> Void]) in
            guard var waiting = state.waiting[name], !waiting.isEmpty else {
                state.waiting[name] = nil
                return (nil, state.takeWhoWaitsForIdleness())
            }
            let next = waiting.removeFirst()
            state.waiting[name] = waiting
            state.waitingBytes -= next.bytes
            return (next.body, [])
        }
        // Not called from here, so that many changes which fail at once do not pile up on the stack.
        if let next { storageQueue.async(execute: next) }
        for completion in idle { completion() }
    }

    /// Waits for the end of the changes that are under way, before the process ends: what was asked for is then done,
    /// and has been answered.
    ///
    /// Further names of a reload are not read.
    ///
    /// - Parameter completion: Called once, on any queue, also before this returns.
    public func finish(_ completion: @escaping @Sendable () -> Void) {
        let idle = state.withLock { state in
            state.isFinishing = true
            state.whoWaitsForIdleness.append(completion)
            return state.takeWhoWaitsForIdleness()
        }
        for completion in idle { completion() }
    }
}

extension ModelRegistry.State {
    mutating func takeWhoWaitsForIdleness() -> [@Sendable () -> Void] {
        guard waiting.isEmpty else { return [] }
        defer { whoWaitsForIdleness = [] }
        return whoWaitsForIdleness
    }
}
