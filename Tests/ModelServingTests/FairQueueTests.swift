import Testing

@testable import ModelServing

/// In which order turns are dealt, and what is taken in each.
struct FairQueueTests {
    private typealias Queue = FairQueue<String>

    private static let one = WorkFlow(number: 2, rowsAtOnce: 0)
    private static let other = WorkFlow(number: 3, rowsAtOnce: 0)
    private static let rows = WorkFlow(number: 4, rowsAtOnce: 8)

    private func entry(_ name: String, rows: Int = 0, _ nanoseconds: Int) -> Queue.Entry {
        Queue.Entry(name, rows: rows, price: Price(nanoseconds: nanoseconds), bytes: 10)
    }

    /// Takes everything, one batch after another, each of which takes as long as its price says.
    private func drain(_ queue: inout Queue) -> [String] {
        var order: [String] = []
        while let batch = queue.take() {
            order.append(
                batch.pieces.map { "\($0.element)\($0.rows.isEmpty ? "" : "\($0.rows)")" }.joined(separator: " ")
            )
            queue.settle(batch.flow, price: batch.price, nanoseconds: batch.price.nanoseconds)
        }
        return order
    }

    @Test("A flow is first in, first out")
    func fifo() {
        var queue = Queue()
        for number in 0..<5000 { queue.append(entry("\(number)", number % 7), to: Self.one) }
        #expect(drain(&queue) == (0..<5000).map(String.init))
        #expect(queue.load == Queue.Load())
    }

    @Test("Flows get as much work each, not as many turns")
    func fairness() {
        var queue = Queue()
        for number in 0..<4 { queue.append(entry("large\(number)", 300), to: Self.one) }
        for number in 0..<9 { queue.append(entry("small\(number)", 100), to: Self.other) }
        let order = drain(&queue)
        #expect(
            order == [
                "large0", "small0", "small1", "small2", "large1", "small3", "small4", "small5", "large2", "small6",
                "small7", "small8", "large3",
            ]
        )
    }

    @Test("A flow that comes late is served next, and has no claim on what it did not ask for before")
    func newcomer() {
        var queue = Queue()
        for number in 0..<8 { queue.append(entry("a\(number)", 100), to: Self.one) }
        for _ in 0..<4 {
            guard let batch = queue.take() else { continue }
            queue.settle(batch.flow, price: batch.price, nanoseconds: 100)
        }
        for number in 0..<3 { queue.append(entry("b\(number)", 100), to: Self.other) }
        #expect(drain(&queue) == ["b0", "a4", "b1", "a5", "b2", "a6", "a7"])
    }

    @Test("A flow is charged for the time that it took, not only for its price")
    func correction() {
        var queue = Queue()
        for number in 0..<6 {
            queue.append(entry("slow\(number)", 100), to: Self.one)
            queue.append(entry("right\(number)", 100), to: Self.other)
        }
        var order: [String] = []
        while let batch = queue.take() {
            let name = batch.pieces[0].element
            order.append(name)
            queue.settle(batch.flow, price: batch.price, nanoseconds: name.hasPrefix("slow") ? 300 : 100)
        }
        let slow = order.firstIndex(of: "slow1") ?? 0
        #expect(order[..<slow] == ["slow0", "right0", "right1", "right2"])
        #expect(order.count == 12)
    }

    @Test("A price beyond all bounds delays its flow, and no other")
    func saturation() {
        var queue = Queue()
        queue.append(entry("endless", .max), to: Self.one)
        queue.append(entry("after", 1), to: Self.one)
        queue.append(entry("b0", 1), to: Self.other)
        queue.append(entry("b1", 1), to: Self.other)
        #expect(drain(&queue) == ["endless", "b0", "b1", "after"])
        #expect(queue.load == Queue.Load())
    }

    @Test("Everything of a model that waits is taken together, up to the rows of a batch")
    func batches() {
        var queue = Queue()
        for (name, rows) in [("a", 1), ("b", 4), ("c", 0), ("d", 2), ("e", 3), ("f", 8), ("g", 1)] {
            queue.append(entry(name, rows: rows, 10 * rows), to: Self.rows)
        }
        #expect(drain(&queue) == ["a0..<1 b0..<4 c d0..<2", "e0..<3", "f0..<8", "g0..<1"])
    }

    @Test("More rows than a batch has are cut, others get their turn in between, and nothing is left over")
    func slices() {
        var queue = Queue()
        queue.append(entry("large", rows: 27, 2701), to: Self.rows)
        queue.append(entry("next", rows: 2, 200), to: Self.rows)
        for number in 0..<3 { queue.append(entry("other\(number)", 800), to: Self.other) }
        #expect(queue.load == Queue.Load(count: 5, bytes: 50, nanoseconds: 2701 + 200 + 2400))
        let first = queue.take()
        #expect(first?.price == Price(nanoseconds: 800))
        #expect(queue.load == Queue.Load(count: 5, bytes: 50, nanoseconds: 1901 + 200 + 2400))
        if let first { queue.settle(first.flow, price: first.price, nanoseconds: 800) }
        #expect(
            drain(&queue) == [
                "other0", "large8..<16", "other1", "large16..<24", "other2", "large24..<27 next0..<2",
            ]
        )
        #expect(queue.load == Queue.Load())
    }

    @Test("What is taken out goes with its bytes and its price; what was begun stays")
    func removal() {
        var queue = Queue()
        queue.append(entry("large", rows: 9, 90), to: Self.rows)
        for number in 0..<5 { queue.append(entry("\(number)", rows: 1, 10), to: Self.rows) }
        queue.append(entry("other", 5), to: Self.other)
        _ = queue.take()
        let gone = queue.removeAll { ["large", "1", "3", "other"].contains($0.element) }
        #expect(Set(gone.map(\.element)) == ["1", "3", "other"])
        #expect(queue.load == Queue.Load(count: 4, bytes: 40, nanoseconds: 40))
        #expect(queue.load(of: Self.other) == Queue.Load())
        #expect(drain(&queue) == ["large8..<9 00..<1 20..<1 40..<1"])
    }

    @Test("Thousands of flows that come and go leave nothing behind that changes the order")
    func manyFlows() {
        var queue = Queue()
        for number in 0..<300 {
            queue.append(entry("once\(number)", 10), to: WorkFlow(number: 10 + number, rowsAtOnce: 0))
            if let batch = queue.take() { queue.settle(batch.flow, price: batch.price, nanoseconds: 10) }
            queue.append(entry("steady\(number)", 10), to: Self.one)
        }
        #expect(queue.load.count == 300)
        #expect(drain(&queue).count == 300)
    }
}
