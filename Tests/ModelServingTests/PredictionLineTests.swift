import Dispatch
import Locking
import NeuralNetwork
import TestSupport
import Testing

@testable import ModelServing

/// How requests for one model are computed together, and that nobody can tell.
struct PredictionLineTests {
    private typealias Answer = Result<Prediction, PredictionFailure>

    private func model(_ plan: NetworkPlan, _ pool: ComputePool) throws -> Model {
        let name = try #require(ModelName("m"))
        let kept = KeptModel(name: name, version: 1, plan: plan, parameters: nil, fingerprint: "sha256:0")
        return Model(kept, network: Network(plan), pool: pool)
    }

    private func tiny(_ pool: ComputePool) throws -> Model { try model(HandComputedNetwork.plan(), pool) }

    private func rows(_ count: Int, _ width: Int, using random: inout some RandomNumberGenerator) -> Matrix {
        let values = (0..<count * width).map { _ in Float.random(in: -3...3, using: &random) }
        return Matrix(rows: count, columns: width, values: values)
    }

    /// Waits for answers, each of which comes exactly once.
    private final class Answers: Sendable {
        private let all = Lock<[Int: [Answer]]>([:])
        private let arrived = DispatchSemaphore(value: 0)

        func take(_ number: Int) -> @Sendable (Answer) -> Void {
            { answer in
                self.all.withLock { $0[number, default: []].append(answer) }
                self.arrived.signal()
            }
        }

        func wait(for count: Int) -> [Int: Answer] {
            for _ in 0..<count { arrived.wait() }
            let all = all.withLock { $0 }
            #expect(all.values.allSatisfy { $0.count == 1 })
            return all.compactMapValues(\.first)
        }
    }

    private func failure(_ answer: Answer?) -> PredictionFailure? {
        if case .failure(let failure)? = answer { failure } else { nil }
    }

    /// What a network makes of one row, by itself.
    private func alone(_ row: Matrix, _ tensor: OutputTensor, _ network: Network) -> [Float] {
        var found: [Float] = []
        var sampling: MersenneTwister?
        let output = network.forward(row, sampling: &sampling) { layer, preactivations, outputs in
            if tensor == .logits, layer == network.plan.layers.count - 1 { found = preactivations.values }
            if tensor == .layer(layer) { found = outputs.values }
        }
        return tensor == .output ? output.values : found
    }

    private func expectRowsAlone(
        _ prediction: Prediction?,
        _ request: PredictionRequest,
        _ network: Network
    ) throws {
        let prediction = try #require(prediction)
        try #require(prediction.tensors.count == request.tensors.count)
        for (tensor, found) in zip(request.tensors, prediction.tensors) {
            #expect(found.rows == request.rows.rows)
            for row in 0..<request.rows.rows {
                let single = Matrix(rows: 1, columns: request.rows.columns, values: Array(request.rows[row]))
                let expected = alone(single, tensor, network)
                #expect(found[row].map(\.bitPattern) == expected.map(\.bitPattern), "\(tensor), row \(row)")
            }
        }
    }

    @Test("What arrives while the worker is held is computed together next, and each gets its own rows")
    func batchForms() throws {
        let pool = ComputePool(workers: 1)
        let model = try tiny(pool)
        let gate = Gate.occupying(pool)
        let answers = Answers()
        let requests = [
            PredictionRequest(HandComputedNetwork.inputs),
            PredictionRequest(Matrix(rows: 1, columns: 2, values: [2, 0]), tensors: [.logits, .layer(0), .output]),
            PredictionRequest(Matrix(rows: 0, columns: 2, values: [])),
            PredictionRequest(Matrix(rows: 1, columns: 2, values: [1, 2]), tensors: []),
        ]
        for (number, request) in requests.enumerated() {
            model.predict(request, completion: answers.take(number))
        }
        #expect(pool.waitingCount == 4)
        gate.open()
        let all = answers.wait(for: 4)
        for (number, request) in requests.enumerated() {
            try expectRowsAlone(try all[number]?.get(), request, model.network)
        }
        #expect(try all[0]?.get().tensors[0].values == [-4, 1.5])
        #expect(try all[1]?.get().tensors.map(\.values) == [[1.5], [2.5, 3], [1.5]])
        let figures = model.statistics.figures
        #expect(figures.executionCount == 1)
        #expect(figures.batches.mapValues(\.count) == [4: 1])
    }

    @Test("What is gathered is computed together by the one who brought the first, and each gets its own rows")
    func gathered() throws {
        let model = try tiny(ComputePool(workers: 1))
        let answers = Answers()
        let requests = [
            PredictionRequest(HandComputedNetwork.inputs),
            PredictionRequest(Matrix(rows: 1, columns: 2, values: [2, 0]), tensors: [.logits, .layer(0), .output]),
            PredictionRequest(Matrix(rows: 1, columns: 2, values: [1, 2])),
        ]
        let tasks = requests.indices.map { number in
            model.gather(requests[number], isCancelled: { number == 2 }, completion: answers.take(number))
        }
        #expect(tasks == [.computeSoon, .wait, .wait])
        #expect(model.statistics.figures.executionCount == 0)
        model.computeGathered()
        let all = answers.wait(for: 3)
        for number in 0..<2 { try expectRowsAlone(try all[number]?.get(), requests[number], model.network) }
        #expect(failure(all[2]) == .cancelled)
        #expect(model.statistics.figures.batches.mapValues(\.count) == [3: 1])
        // Whoever comes late finds nothing, and the next one is the first again.
        model.computeGathered()
        #expect(model.gather(requests[0], isCancelled: { true }, completion: answers.take(3)) == .computeSoon)
        model.computeGathered()
        #expect(model.statistics.figures.executionCount == 1)
    }

    @Test("Rows that would take long together are computed at once")
    func dearGathering() throws {
        let layers = [512, 512].map { LayerDefinition(units: $0, activation: .relu) }
        let plan = try NetworkPlan(NetworkDefinition(inputSize: 8, layers: layers))
        let model = try model(plan, ComputePool(workers: 1))
        #expect(model.isWorthGathering && model.price(ofRows: 1) < .hop)
        let answers = Answers()
        var random = SeededRandom(seed: 4)
        var tasks: [Gathering] = []
        while tasks.last != .computeNow, tasks.count < 100 {
            let request = PredictionRequest(rows(1, 8, using: &random))
            tasks.append(model.gather(request, isCancelled: { false }, completion: answers.take(tasks.count)))
        }
        // 262,144 multiply-adds at 50 ps are 13 us, so 200 us are some 15 rows.
        #expect(5...20 ~= tasks.count && tasks.last == .computeNow)
        model.computeGathered()
        #expect(answers.wait(for: tasks.count).count == tasks.count)
        #expect(!(try tiny(ComputePool(workers: 1)).isWorthGathering))
    }

    @Test("Different models are computed apart, in turns")
    func models() throws {
        let pool = ComputePool(workers: 1)
        let models = [try tiny(pool), try tiny(pool)]
        let gate = Gate.occupying(pool)
        let answers = Answers()
        for number in 0..<10 {
            models[number % 2].predict(PredictionRequest(HandComputedNetwork.inputs), completion: answers.take(number))
        }
        gate.open()
        _ = answers.wait(for: 10)
        for model in models { #expect(model.statistics.figures.batches.mapValues(\.count) == [10: 1]) }
    }

    @Test("A request of many rows is computed in slices, and answered as a whole", arguments: [1, 3])
    func slices(workers: Int) throws {
        let pool = ComputePool(workers: workers)
        let model = try tiny(pool)
        var random = SeededRandom(seed: 5)
        let answers = Answers()
        let request = PredictionRequest(rows(10_000, 2, using: &random), tensors: [.output, .layer(0)])
        let small = PredictionRequest(rows(3, 2, using: &random))
        model.predict(request, completion: answers.take(0))
        model.predict(small, completion: answers.take(1))
        let all = answers.wait(for: 2)
        #expect(try all[0]?.get().tensors[0] == model.network.forward(request.rows))
        #expect(try all[0]?.get().tensors[1].rows == 10_000)
        try expectRowsAlone(try all[1]?.get(), small, model.network)
        #expect(model.statistics.figures.executionCount >= 10)
    }

    @Test("Bits are those of each row alone: random networks, requests, callers and workers", arguments: 0..<12)
    func bits(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let pool = ComputePool(workers: Int.random(in: 1...3, using: &random), limits: .init(count: 100_000))
        let plan = try NetworkPlan(randomDefinition(using: &random))
        let model = try model(plan, pool)
        var choices: [OutputTensor] = [.output, .logits]
        choices += plan.layers.indices.map { .layer($0) }
        let requests = (0..<120).map { number in
            let count = number == 7 ? 1500 : Int.random(in: 0...6, using: &random)
            let tensors = choices.shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random))
            return PredictionRequest(
                rows(count, plan.inputSize, using: &random),
                tensors: count > 100 ? [.output] : Array(tensors)
            )
        }
        let answers = Answers()
        DispatchQueue.concurrentPerform(iterations: 6) { caller in
            for number in stride(from: caller, to: requests.count, by: 6) {
                model.predict(requests[number], completion: answers.take(number))
            }
        }
        let all = answers.wait(for: requests.count)
        for (number, request) in requests.enumerated() {
            try expectRowsAlone(try all[number]?.get(), request, model.network)
        }
        let figures = model.statistics.figures
        #expect(figures.batches.values.reduce(0) { $0 + $1.count } == figures.executionCount)
    }

    @Test("A request that nobody waits for is not computed, and says so once")
    func cancellation() throws {
        let pool = ComputePool(workers: 1)
        let model = try tiny(pool)
        let gate = Gate.occupying(pool)
        let answers = Answers()
        let isGone = Lock(false)
        let request = PredictionRequest(HandComputedNetwork.inputs)
        model.predict(request, isCancelled: { isGone.withLock { $0 } }, completion: answers.take(0))
        model.predict(request, completion: answers.take(1))
        isGone.withLock { $0 = true }
        gate.open()
        let all = answers.wait(for: 2)
        #expect(failure(all[0]) == .cancelled)
        #expect(model.statistics.figures.batches.mapValues(\.count) == [2: 1])
        #expect(pool.load.losses == .init(refusedLight: 0, refusedHeavy: 0, cancelledQueued: 1, cancelledRunning: 0))
    }

    @Test("A large request that is cancelled midway stops there")
    func cancellationMidway() throws {
        let pool = ComputePool(workers: 1)
        let model = try tiny(pool)
        let answers = Answers()
        let asked = Lock(0)
        let isCancelled: @Sendable () -> Bool = {
            asked.withLock { asked in
                asked += 1
                return asked > 3
            }
        }
        var random = SeededRandom(seed: 1)
        model.predict(
            PredictionRequest(rows(20_000, 2, using: &random)),
            isCancelled: isCancelled,
            completion: answers.take(0)
        )
        #expect(failure(answers.wait(for: 1)[0]) == .cancelled)
        #expect(model.statistics.figures.executionCount == 3)
        // However many of its pieces are left.
        while pool.waitingCount > 0 {}
        #expect(pool.load.losses == .init(refusedLight: 0, refusedHeavy: 0, cancelledQueued: 0, cancelledRunning: 1))
    }

    @Test("A deadline that has passed is told at once, also to who waits while no worker is free")
    func deadlines() throws {
        let pool = ComputePool(workers: 1)
        let model = try tiny(pool)
        let answers = Answers()
        let gate = Gate.occupying(pool)
        let soon = ContinuousClock.now + .milliseconds(20)
        let rows = HandComputedNetwork.inputs
        model.predict(PredictionRequest(rows, deadline: soon + .seconds(3600)), completion: answers.take(0))
        model.predict(PredictionRequest(rows, deadline: soon), completion: answers.take(1))
        model.predict(PredictionRequest(rows, deadline: .now), completion: answers.take(2))
        // The worker is held until both are told.
        let late = answers.wait(for: 2)
        #expect(late.keys.sorted() == [1, 2])
        #expect(late.values.allSatisfy { failure($0) == .deadlinePassed })
        #expect(pool.waitingCount == 1)
        gate.open()
        _ = try answers.wait(for: 1)[0]?.get()
    }

    @Test("A line without room says so at once, by number and by bytes")
    func bounds() throws {
        let request = PredictionRequest(HandComputedNetwork.inputs)
        for limits in [ComputePool.Limits(count: 2), .init(bytes: 2 * (PredictionCall.overheadBytes + 16))] {
            let pool = ComputePool(workers: 1, limits: limits)
            let model = try tiny(pool)
            let gate = Gate.occupying(pool)
            let answers = Answers()
            for number in 0..<3 { model.predict(request, completion: answers.take(number)) }
            #expect(failure(answers.wait(for: 1)[2]) == .queueFull(retryAfter: 1))
            gate.open()
            #expect(answers.wait(for: 2).count == 3)
        }
    }

    @Test("In place and by a worker come to the same")
    func inPlace() throws {
        let model = try tiny(ComputePool(workers: 1))
        let request = PredictionRequest(HandComputedNetwork.inputs, tensors: [.layer(1), .logits, .output, .layer(0)])
        let prediction = model.predict(request)
        try expectRowsAlone(prediction, request, model.network)
        #expect(prediction.queueTime == .zero)
    }

    @Test("Of rows that are announced together only those are let in that find a place, and others once they have come")
    func announcements() throws {
        let pool = ComputePool(workers: 1, limits: .init(count: 9))
        let model = try tiny(pool)
        let isTaken = (0..<9).map { _ in model.announce(rows: 1, bytes: 100) == nil }
        #expect(isTaken == Array(repeating: true, count: 8) + [false])
        #expect(pool.load.losses.refusedLight == 1)
        model.arrive(rows: 1, bytes: 100, announced: .zero)
        #expect(model.announce(rows: 1, bytes: 100) == nil)
        #expect(model.announce(rows: 1, bytes: 100) == 1)
        // Another model has a place all the same.
        #expect(try tiny(pool).announce(rows: 1, bytes: 100) == nil)
    }

    @Test("Rows that were announced and are withheld keep nobody out")
    func withheldRows() throws {
        let pool = ComputePool(workers: 1, limits: .init(count: 8))
        let model = try tiny(pool)
        while model.announce(rows: 1, bytes: 0) == nil {}
        let gate = Gate.occupying(pool)
        let answers = Answers()
        for number in 0..<7 {
            model.predict(
                PredictionRequest(Matrix(rows: 1, columns: 2, values: [1, 2])),
                completion: answers.take(number)
            )
        }
        gate.open()
        #expect(answers.wait(for: 7).values.allSatisfy { failure($0) == nil })
    }
}
