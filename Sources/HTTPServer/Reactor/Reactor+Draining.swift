internal import Dispatch

extension Reactor {
    /// Ends every connection with its next answer, and goes on taking new ones.
    func retire() {
        dispatchPrecondition(condition: .onQueue(queue))
        isRetiring = true
    }

    /// Finishes what is under way.
    ///
    /// - Parameter completion: Called when no connection is left, at the latest after the drain timeout.
    func drain(completion: @escaping @Sendable () -> Void) {
        dispatchPrecondition(condition: .onQueue(queue))
        beginRound()
        stopAccepting()
        isRetiring = true
        isDraining = true
        drained = completion
        for connection in connections.all {
            if connection.stage == .lingering {
                // Its answer was sent; whoever keeps the connection open after that delays the stop no longer.
                deadlines.set(.briefLinger, slot: connection.slot, now: now)
            } else if connection.stage == .shakingHands {
                deadlines.set(.grace, slot: connection.slot, now: now)
            } else if connection.isIdle {
                // What has arrived is answered still.
                readable(connection)
                guard connection.isIdle else { continue }
                // A connection that was taken a moment ago has its first request on the way.
                if connection.hasAnswered { close(connection) } else { settle(connection) }
            }
        }
        let timeout = DispatchTimeInterval.nanoseconds(Int(clamping: configuration.drainTimeout.clampedNanoseconds))
        queue.asyncAfter(deadline: .now() + timeout) { [weak self] in
            for connection in self?.connections.all ?? [] {
                self?.metrics?.countCutByStop()
                self?.close(connection)
            }
        }
        endRound()
        finishDraining()
    }

    /// Ends the reactor if it is draining and no connection is left.
    func finishDraining() {
        guard isDraining, connections.count == 0, let completion = drained else { return }
        drained = nil
        stopWatching()
        completion()
    }
}
