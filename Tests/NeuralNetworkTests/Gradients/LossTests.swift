import Foundation
import NeuralNetwork
import TestSupport
import Testing

@Suite("Loss")
struct LossTests {
    @Test("Cross-entropy takes outputs for logits and the mean over the rows")
    func crossEntropy() throws {
        let outputs = Matrix64(rows: 2, columns: 3, values: [0, 0, 0, 1, 2, 3])
        let loss = try Loss.crossEntropy(labels: [1, 2]).value(of: outputs)
        let second = log(exp(1.0) + exp(2.0) + exp(3.0)) - 3
        #expect(isClose(loss, (log(3.0) + second) / 2, relative: 1e-15, absolute: 0))
        let gradient = try Loss.crossEntropy(labels: [1, 2]).gradient(at: outputs)
        for (actual, expected) in zip(gradient[0], [1.0 / 6, -1.0 / 3, 1.0 / 6]) {
            #expect(isClose(actual, expected, relative: 1e-15, absolute: 0))
        }
        #expect(abs(gradient[1].reduce(0, +)) < 1e-16)
    }

    @Test("Logits of any size neither overflow nor vanish")
    func stability() throws {
        let outputs = Matrix64(rows: 2, columns: 2, values: [1e300, -1e300, -1000, -1001])
        #expect(try Loss.crossEntropy(labels: [0, 0]).value(of: outputs).isFinite)
        let loss = try Loss.crossEntropy(labels: [0, 1]).value(of: outputs)
        #expect(isClose(loss, (log1p(exp(-1.0)) + 1) / 2, relative: 1e-12, absolute: 0))
    }

    @Test("The sum has a gradient of ones")
    func sum() throws {
        let outputs = Matrix64(rows: 2, columns: 2, values: [1, 2, 3, -10])
        #expect(try Loss.sum.value(of: outputs) == -4)
        #expect(try Loss.sum.gradient(at: outputs).values == [1, 1, 1, 1])
        #expect(try Loss.sum.value(of: Matrix64(rows: 0, columns: 2, values: [])) == 0)
    }

    @Test(
        "Labels that do not fit are refused",
        arguments: [
            ([0], LossProblem.labelCount(actual: 1, rows: 2)),
            ([0, 1, 2], .labelCount(actual: 3, rows: 2)),
            ([0, 3], .labelOutOfRange(row: 1, actual: 3, outputs: 3)),
            ([-1, 0], .labelOutOfRange(row: 0, actual: -1, outputs: 3)),
        ]
    )
    func refusals(labels: [Int], problem: LossProblem) {
        let outputs = Matrix64(rows: 2, columns: 3, values: [0, 0, 0, 1, 2, 3])
        #expect(throws: problem) { try Loss.crossEntropy(labels: labels).value(of: outputs) }
        #expect(throws: problem) { try Loss.crossEntropy(labels: labels).gradient(at: outputs) }
    }

    @Test("The mean over no rows is refused")
    func noRows() {
        let outputs = Matrix64(rows: 0, columns: 3, values: [])
        #expect(throws: LossProblem.noRows) { try Loss.crossEntropy(labels: []).value(of: outputs) }
    }
}
