internal import Dispatch
internal import Locking

extension Reactor {
    /// What another queue has for a connection.
    struct Completion {
        enum Subject {
            /// The answer that was put off, nil for none, and which one that is.
            case answer(Response?, PendingState)
            /// News of a stream.
            case stream
        }

        let token: UInt64
        let subject: Subject
    }

    /// What other queues have for connections and nobody has looked at yet.
    struct Completions {
        var waiting: [Completion] = []
        /// Whether the reactor is about to look anyway, so that nobody need wake it.
        var isAwaited = false

        /// Takes all of them.
        mutating func take() -> [Completion] {
            defer { waiting = [] }
            return waiting
        }
    }

    /// Gives an answer that was put off, nil for none; from any queue.
    func complete(_ token: UInt64, _ response: Response?, _ state: PendingState) {
        post(Completion(token: token, subject: .answer(response, state)))
    }

    /// Looks for news of the stream of a connection soon; from any queue.
    func wake(_ token: UInt64) { post(Completion(token: token, subject: .stream)) }

    private func post(_ completion: Completion) {
        let isFirst = completions.withLock { completions in
            completions.waiting.append(completion)
            return completions.waiting.count == 1 && !completions.isAwaited
        }
        // Whoever finds the list empty wakes the reactor; the others' go along.
        guard isFirst else { return }
        queue.async { [self] in
            dispatchPrecondition(condition: .onQueue(queue))
            let completed = completions.withLock { $0.take() }
            beginRound()
            finish(completed)
            endRound()
        }
    }

    /// Does something on the reactor's queue that probably completes answers, and sees to those at once.
    func awaitCompletions(of work: () -> Void) {
        completions.withLock { $0.isAwaited = true }
        work()
        let completed = completions.withLock { completions in
            completions.isAwaited = false
            return completions.take()
        }
        finish(completed)
    }

    private func finish(_ completed: [Completion]) {
        for completion in completed {
            guard let connection = connections[completion.token] else { continue }
            switch completion.subject {
            case .answer(let response, let state):
                // One whose deadline has passed was answered, and the connection may be at the next request.
                guard let pending = connection.pending, pending.state === state else { continue }
                connection.pending = nil
                answer(connection, pending.terms, response ?? noAnswer(pending.terms))
            case .stream:
                guard let stream = connection.stream else { continue }
                transfer(stream, of: connection)
            }
            flush(connection)
            if connection.hasWaitingInput { scheduleAgain(connection) }
            settle(connection)
        }
    }
}
