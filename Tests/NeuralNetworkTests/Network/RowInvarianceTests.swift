import Foundation
import TestSupport
import Testing

@testable import NeuralNetwork

/// The same row gives the same bits: alone, in any batch, at any place of it, on any number of threads, on every
/// instruction set that the machine has.
@Suite("A row's outputs depend on nothing but the row")
struct RowInvarianceTests {
    @Test("Random networks of any layers", arguments: 0..<60)
    func randomNetworks(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<5 {
            let plan = try NetworkPlan(randomDefinition(using: &random))
            try expectInvariance(of: plan, distinctRows: .random(in: 1...24, using: &random), using: &random)
        }
    }

    /// The kernels sum in blocks of 256 inputs, in panels of 16 units.
    @Test("Every activation, on widths around the kernels' blocks and panels", arguments: Activation.Kind.allCases)
    func wideNetworks(_ kind: Activation.Kind) throws {
        var random = SeededRandom(seed: 1)
        let widths = [255, 256, 257, 511, 600]
        for _ in 0..<4 {
            let units = 2 * Int.random(in: 1...20, using: &random)
            let activation = Activation(kind) ?? Activation(kind, [.number(0.25), .number(-1)])
            let definition = NetworkDefinition(
                seed: random.next(),
                inputSize: widths.randomElement(using: &random) ?? 256,
                layers: [
                    LayerDefinition(units: units, activation: activation),
                    LayerDefinition(units: .random(in: 258...300, using: &random), activation: .relu),
                    LayerDefinition(units: 2 * Int.random(in: 1...9, using: &random), activation: activation),
                ]
            )
            let plan = try NetworkPlan(definition)
            try expectInvariance(of: plan, distinctRows: .random(in: 1...9, using: &random), using: &random)
        }
    }

    @Test("No rows, on every instruction set")
    func noRows() throws {
        var random = SeededRandom(seed: 2)
        for _ in 0..<20 {
            let plan = try NetworkPlan(randomDefinition(using: &random))
            let parameters = Network(plan).parameters
            for set in InstructionSet.available {
                let outputs = Network(plan, parameters: parameters, instructionSet: set).forward(
                    Matrix(rows: 0, columns: plan.inputSize, values: [])
                )
                #expect(outputs == Matrix(rows: 0, columns: plan.outputSize, values: []))
            }
        }
    }

    /// Computes rows one by one on the portable path, and then repeated, in a random order and in random parts, on 1 to
    /// 8 threads that share one network of each instruction set.
    private func expectInvariance(
        of plan: NetworkPlan,
        distinctRows: Int,
        using random: inout SeededRandom
    ) throws {
        let rows = (0..<distinctRows).map { _ in randomRow(plan.inputSize, using: &random) }
        let parameters = Network(plan).parameters
        let portable = Network(plan, parameters: parameters, instructionSet: .portable)
        let expected = rows.map { portable.forward(Matrix(rows: 1, columns: plan.inputSize, values: $0)).bits }
        for set in InstructionSet.available {
            let network = Network(plan, parameters: parameters, instructionSet: set)
            let order =
                (Array(rows.indices) + rows.indices.map { _ in rows.indices.randomElement(using: &random) ?? 0 })
                .shuffled(using: &random)
            let parts = randomParts(of: order, using: &random)
            let batches = parts.map { part in
                Matrix(rows: part.count, columns: plan.inputSize, values: part.flatMap { rows[$0] })
            }
            let threads = Int.random(in: 1...8, using: &random)
            let outputs = compute(batches, with: network, threads: threads)
            for (part, outputs) in zip(parts, outputs) {
                try #require(outputs.rows == part.count && outputs.columns == plan.outputSize)
                let isSame = outputs.bits == part.flatMap { expected[$0] }
                #expect(isSame, "\(plan.definition) with \(set) on \(threads) threads, rows \(part)")
            }
        }
    }

    /// Consecutive parts of any length, some of them empty.
    private func randomParts(of order: [Int], using random: inout SeededRandom) -> [[Int]] {
        let cuts = (0..<Int.random(in: 0...10, using: &random)).map { _ in
            Int.random(in: 0...order.count, using: &random)
        }
        let bounds = [0] + cuts.sorted() + [order.count]
        return zip(bounds, bounds.dropFirst()).map { Array(order[$0..<$1]) }
    }

    /// Mostly numbers as data are, now and then one of any bit pattern, zeros, infinities and NaN included.
    private func randomRow(_ width: Int, using random: inout SeededRandom) -> [Float] {
        let isWild = Int.random(in: 0..<8, using: &random) == 0
        return (0..<width).map { _ in
            if isWild, Int.random(in: 0..<4, using: &random) == 0 {
                return Float(bitPattern: .random(in: 0 ... .max, using: &random))
            }
            return Int.random(in: 0..<8, using: &random) == 0 ? 0 : .random(in: -3...3, using: &random)
        }
    }

    /// Passes batches through one network from several threads at once, each taking the next batch that none has
    /// taken.
    private func compute(_ batches: [Matrix], with network: Network, threads: Int) -> [Matrix] {
        let work = Work(batches: batches)
        let group = DispatchGroup()
        for _ in 0..<threads {
            group.enter()
            Thread.detachNewThread {
                while let (index, batch) = work.take() { work.put(network.forward(batch), at: index) }
                group.leave()
            }
        }
        group.wait()
        return work.outputs
    }
}

/// Batches to be taken and outputs to be put by any thread.
private final class Work: @unchecked Sendable {
    private let lock = NSLock()
    private let batches: [Matrix]
    private var taken = 0
    private var done: [Int: Matrix] = [:]

    init(batches: [Matrix]) { self.batches = batches }

    /// The outputs of all batches, in their order.
    var outputs: [Matrix] { lock.withLock { batches.indices.compactMap { done[$0] } } }

    func take() -> (Int, Matrix)? {
        lock.withLock {
            guard taken < batches.count else { return nil }
            defer { taken += 1 }
            return (taken, batches[taken])
        }
    }

    func put(_ outputs: Matrix, at index: Int) {
        lock.withLock { done[index] = outputs }
    }
}

extension Matrix {
    fileprivate var bits: [UInt32] { values.map(\.bitPattern) }
}
