import Foundation
import NeuralNetwork

/// A network of two layers, tanh and none, in float64, with the gradients of its loss by the chain rule.
///
/// The loss is half the squared distance from the targets, added up over the rows.
struct TwoLayerTrainee {
    /// A weight: one row for each unit.
    struct Weight {
        var rows: [[Double]]

        var rowsAreEqual: Bool { Set(rows).count == 1 }
        var columnsAreEqual: Bool { rows.allSatisfy { Set($0).count == 1 } }
        var isZero: Bool { rows.joined().allSatisfy { $0 == 0 } }
    }

    var first: Weight
    var firstBias: [Double]
    var second: Weight
    var secondBias: [Double]

    /// Takes over the parameters of a network of two layers with biases.
    init(_ network: Network) {
        func weight(_ index: Int) -> Weight {
            let tensor = network.parameters[index]
            let width = tensor.plan.fanIn
            return Weight(
                rows: (0..<tensor.plan.fanOut).map { unit in
                    tensor.values[unit * width..<(unit + 1) * width].map(Double.init)
                }
            )
        }
        first = weight(0)
        firstBias = network.parameters[1].values.map(Double.init)
        second = weight(2)
        secondBias = network.parameters[3].values.map(Double.init)
    }

    func outputs(for row: [Double]) -> [Double] {
        Self.affine(second, secondBias, hidden(Self.affine(first, firstBias, row)))
    }

    func loss(_ rows: [[Double]], _ targets: [[Double]]) -> Double {
        zip(rows, targets).reduce(0) { sum, pair in
            zip(outputs(for: pair.0), pair.1).reduce(sum) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / 2 }
        }
    }

    /// The gradients of the loss: in the shape of a trainee, each number in the place of its parameter.
    func gradients(_ rows: [[Double]], _ targets: [[Double]]) -> TwoLayerTrainee {
        var result = self
        result.add(self, times: -1)
        for (row, target) in zip(rows, targets) {
            let preactivations = Self.affine(first, firstBias, row)
            let hidden = hidden(preactivations)
            let errors = zip(Self.affine(second, secondBias, hidden), target).map { $0 - $1 }
            for (unit, error) in errors.enumerated() {
                result.secondBias[unit] += error
                for index in hidden.indices { result.second.rows[unit][index] += error * hidden[index] }
            }
            for unit in hidden.indices {
                let arriving = zip(errors, second.rows).reduce(0) { $0 + $1.0 * $1.1[unit] }
                let delta = arriving * Activation(.tanh, []).derivative(at: preactivations[unit])
                result.firstBias[unit] += delta
                for index in row.indices { result.first.rows[unit][index] += delta * row[index] }
            }
        }
        return result
    }

    /// One step of gradient descent.
    mutating func step(_ rows: [[Double]], _ targets: [[Double]], rate: Double) {
        add(gradients(rows, targets), times: -rate)
    }

    private mutating func add(_ other: TwoLayerTrainee, times factor: Double) {
        func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + factor * $1 } }
        first.rows = zip(first.rows, other.first.rows).map(sum)
        firstBias = sum(firstBias, other.firstBias)
        second.rows = zip(second.rows, other.second.rows).map(sum)
        secondBias = sum(secondBias, other.secondBias)
    }

    private func hidden(_ preactivations: [Double]) -> [Double] {
        preactivations.map { tanh($0) }
    }

    private static func affine(_ weight: Weight, _ bias: [Double], _ input: [Double]) -> [Double] {
        zip(weight.rows, bias).map { row, bias in zip(row, input).reduce(bias) { $0 + $1.0 * $1.1 } }
    }
}
