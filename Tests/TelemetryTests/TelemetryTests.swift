import Telemetry
import Testing

@Suite("Counting and its text")
struct TelemetryTests {
    @Test(
        "A value falls into the first bucket whose bound is not below it",
        arguments: [(0, 0), (1, 0), (2, 1), (3, 2), (4, 2), (4096, 12), (4097, 13), (UInt64.max, 13)] as [(UInt64, Int)]
    )
    func buckets(_ value: UInt64, _ index: Int) {
        #expect(Buckets.rows.index(of: value) == index)
    }

    @Test("Cells of several writers are summed, and none is lost while they are read")
    func sums() async {
        let buckets = Buckets.durations
        let shards = (0..<4).map { _ in Cells(buckets.count + 1) }
        await withTaskGroup(of: Void.self) { group in
            for (number, cells) in shards.enumerated() {
                group.addTask {
                    for value in 0..<10_000 {
                        let time = UInt64(value * (number + 1) * 1000)
                        cells.add(1, at: buckets.index(of: time))
                        cells.add(time, at: buckets.count)
                    }
                }
            }
            group.addTask {
                var last: UInt64 = 0
                for _ in 0..<1000 {
                    var sum = Distribution(buckets)
                    for cells in shards { sum.add(cells, from: 0) }
                    #expect(sum.count >= last)
                    last = sum.count
                }
            }
        }
        var sum = Distribution(buckets)
        for cells in shards { sum.add(cells, from: 0) }
        #expect(sum.count == 40_000)
        // 1 + 2 + 3 + 4 times the sum of 0 to 9,999 microseconds.
        #expect(sum.sum == 10 * 49_995_000 * 1000)
    }

    @Test("A histogram is cumulative, ends with +Inf, and has sum and count")
    func histogram() {
        var distribution = Distribution(Buckets([100, 200], scale: 100))
        for value: UInt64 in [50, 100, 150, 300] { distribution.add(value) }
        var text = PrometheusText()
        text.family("size", .histogram, "How large.")
        text.samples("size", [("kind", "a")], distribution)
        #expect(
            String(decoding: text.bytes, as: UTF8.self) == """
                # HELP size How large.
                # TYPE size histogram
                size_bucket{kind="a",le="1"} 2
                size_bucket{kind="a",le="2"} 3
                size_bucket{kind="a",le="+Inf"} 4
                size_sum{kind="a"} 6
                size_count{kind="a"} 4

                """
        )
    }

    @Test("Labels and help are escaped")
    func escapes() {
        var text = PrometheusText()
        text.family("odd", .gauge, "A \\ and\na line.")
        text.sample("odd", [("name", "a\"b\\c\nd")], 0.5)
        #expect(
            String(decoding: text.bytes, as: UTF8.self) == """
                # HELP odd A \\\\ and\\na line.
                # TYPE odd gauge
                odd{name="a\\"b\\\\c\\nd"} 0.5

                """
        )
    }
}
