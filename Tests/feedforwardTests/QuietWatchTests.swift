import Testing

@testable import feedforward

@Suite("Finding quiet moments")
struct QuietWatchTests {
    @Test(
        "a process is quiet again when it had little time since the last look, after it had more",
        arguments: [
            // The first look has nothing to compare with.
            ([0], [false]),
            ([500], [false]),
            // Quiet from the beginning, and once only.
            ([500, 500, 500], [false, true, false]),
            ([500, 550, 551], [false, true, false]),
            ([500, 551, 552], [false, false, true]),
            // It works, and is quiet again.
            ([500, 500, 900, 1_500, 1_520, 1_540], [false, true, false, false, true, false]),
            // Little by little is work, too.
            ([500, 500, 540, 580, 600, 620], [false, true, false, true, false, false]),
            // What never worked has nothing to give.
            ([10, 20, 30, 50], [false, false, false, false]),
        ]
    )
    func looks(times: [Int], expected: [Bool]) {
        var watch = QuietWatch(limit: .milliseconds(50))
        #expect(times.map { watch.isQuietAgain(at: .milliseconds($0)) } == expected)
    }
}
