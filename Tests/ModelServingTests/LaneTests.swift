import Testing

@testable import ModelServing

/// When a worker waits for rows to share the reading of large weights with.
struct LaneTests {
    private let flow = WorkFlow(number: 2, rowsAtOnce: 16, patience: .milliseconds(1))
    private let hasty = WorkFlow(number: 3, rowsAtOnce: 16)
    private let now = ContinuousClock.now

    private func append(_ count: Int, to flow: WorkFlow, _ lane: inout Lane) {
        for _ in 0..<count {
            let job = PooledWork.job(isCancelled: { false }, work: {})
            lane.queue.append(Lane.Queue.Entry(job, rows: 1, price: Price(nanoseconds: 10), bytes: 0), to: flow)
        }
    }

    @Test("After a batch of several there is time for as many, and not for more")
    func company() {
        var lane = Lane(workers: 1, cap: 1000)
        append(3, to: flow, &lane)
        // Nothing is known yet.
        #expect(lane.patience(for: flow) == .zero)
        let worker = lane.wake() ?? -1
        #expect(lane.next(for: worker, at: now)?.pieces.count == 3)
        #expect(lane.next(for: worker, at: now) == nil)
        append(1, to: flow, &lane)
        #expect(lane.patience(for: flow) == .milliseconds(1))
        append(2, to: flow, &lane)
        #expect(lane.patience(for: flow) == .zero)
    }

    @Test("Who asks alone does not wait")
    func alone() {
        var lane = Lane(workers: 1, cap: 1000)
        append(1, to: flow, &lane)
        let worker = lane.wake() ?? -1
        #expect(lane.next(for: worker, at: now)?.pieces.count == 1)
        append(1, to: flow, &lane)
        #expect(lane.patience(for: flow) == .zero)
    }

    @Test("Nobody waits for a flow that is not his")
    func others() {
        var lane = Lane(workers: 2, cap: 1000)
        append(2, to: flow, &lane)
        let worker = lane.wake() ?? -1
        #expect(lane.next(for: worker, at: now)?.pieces.count == 2)
        append(1, to: flow, &lane)
        append(1, to: hasty, &lane)
        #expect(lane.patience(for: flow) == .zero)
        #expect(lane.patience(for: hasty) == .zero)
    }
}
