import Testing

@testable import ModelServing

/// What is counted of a model's requests.
struct ModelStatisticsTests {
    @Test("Requests are counted with the parts of their time, batches by their number of rows")
    func counting() {
        let statistics = ModelStatistics()
        let times = ModelStatistics.Times(
            input: .milliseconds(1),
            queue: .milliseconds(2),
            compute: .milliseconds(3),
            output: .milliseconds(4)
        )
        #expect(statistics.figures.lastInference == 0)
        statistics.addSuccess(rows: 5, times)
        statistics.addSuccess(rows: 0, times)
        statistics.addFailure(.milliseconds(7))
        statistics.addExecution(rows: 5, .milliseconds(3))
        statistics.addExecution(rows: 5, .milliseconds(4))
        statistics.addExecution(rows: 0, .milliseconds(9))
        let figures = statistics.figures
        #expect(figures.rowCount == 5)
        #expect(figures.lastInference > 1_500_000_000_000)
        #expect((figures.success.count, figures.success.time) == (2, .milliseconds(20)))
        #expect((figures.failure.count, figures.failure.time) == (1, .milliseconds(7)))
        #expect(figures.computeInput.time == .milliseconds(2))
        #expect(figures.queue.time == .milliseconds(4))
        #expect(figures.computeInfer.time == .milliseconds(6))
        #expect(figures.computeOutput.time == .milliseconds(8))
        #expect(figures.executionCount == 2)
        #expect(figures.batches.mapValues(\.count) == [5: 2])
        #expect(figures.batches[5]?.time == .milliseconds(7))
    }

    @Test("Batches of more than 128 numbers of rows count with the nearest below, or else with the smallest")
    func bound() {
        let statistics = ModelStatistics()
        for rows in 1...128 { statistics.addExecution(rows: 10 * rows, .zero) }
        for rows in [5, 15, 19, 20, 9999] { statistics.addExecution(rows: rows, .zero) }
        let batches = statistics.figures.batches
        #expect(batches.count == 128)
        #expect(batches[10]?.count == 4)
        #expect(batches[20]?.count == 2)
        #expect(batches[1280]?.count == 2)
        #expect(batches.values.reduce(0) { $0 + $1.count } == statistics.figures.executionCount)
    }
}
