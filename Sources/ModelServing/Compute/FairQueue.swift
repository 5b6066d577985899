/// Work of several flows that waits, taken in turns that are fair by price.
///
/// Start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996): the next turn is that of the flow that has been
/// given least, and a flow that comes back after a pause begins where the others are, neither with arrears nor with
/// savings. A flow is first in, first out. What it is given is charged at its price, and corrected once it is known how
/// long it took.
struct FairQueue<Element: Sendable>: Sendable {
    /// Something that waits, whole or what is left of it.
    struct Entry: Sendable {
        let element: Element
        /// How many rows it has; none where it cannot be cut.
        let rows: Int
        let price: Price
        /// How much memory it holds while it waits.
        let bytes: Int
        let deadline: ContinuousClock.Instant?
        /// How many of its rows were taken already, and what they cost.
        fileprivate(set) var begunRows = 0
        fileprivate(set) var begunNanoseconds = 0
        fileprivate var arrival = 0

        init(_ element: Element, rows: Int = 0, price: Price, bytes: Int, deadline: ContinuousClock.Instant? = nil) {
            self.element = element
            self.rows = rows
            self.price = price
            self.bytes = bytes
            self.deadline = deadline
        }

        /// What is left of its price.
        fileprivate var nanoseconds: Int { price.nanoseconds - begunNanoseconds }
    }

    /// Rows of an entry that are done in one go.
    struct Piece: Sendable {
        let element: Element
        let rows: Range<Int>
    }

    /// What one worker does in one go, all of it of one flow.
    struct Batch: Sendable {
        let flow: WorkFlow
        let price: Price
        let pieces: [Piece]
    }

    /// How much waits, of one flow or of all.
    struct Load: Sendable, Hashable {
        var count = 0
        var bytes = 0
        var nanoseconds = 0

        fileprivate mutating func add(_ entry: Entry) {
            count += 1
            bytes = saturatingSum(bytes, entry.bytes)
            nanoseconds = saturatingSum(nanoseconds, entry.nanoseconds)
        }

        fileprivate mutating func remove(_ entry: Entry) {
            count -= 1
            // A saturated sum says nothing about its parts; it starts anew when nothing waits.
            bytes = count == 0 ? 0 : max(0, bytes - entry.bytes)
            nanoseconds = count == 0 ? 0 : max(0, nanoseconds - entry.nanoseconds)
        }

        fileprivate mutating func removePart(nanoseconds part: Int) { nanoseconds = max(0, nanoseconds - part) }
    }

    private struct Line: Sendable {
        let flow: WorkFlow
        var entries = Fifo<Entry>()
        var load = Load()
        /// When the flow's next turn is due, in nanoseconds of work given to each flow.
        var tag = 0
    }

    /// The flows with work that waits, and those that have been given more than others have.
    private var lines: [WorkFlow: Line] = [:]
    /// The tag of the latest turn.
    private var virtualTime = 0
    private var arrivals = 0
    private var batchesAtWork = 0
    private var pruningCount = 64

    /// How much waits in all.
    private(set) var load = Load()
    /// What the work that waits costs, of each flow at most the cap.
    private(set) var cappedNanoseconds = 0
    private let cap: Int

    /// Makes an empty queue.
    ///
    /// - Parameter cap: The most nanoseconds of a flow that count in `cappedNanoseconds`.
    init(cap: Int = .max) {
        // Of as many flows as there may be, the sum fits.
        self.cap = min(cap, 1 << 40)
    }

    /// What the work that waits costs: all of a flow, and of each other flow at most the cap.
    func nanoseconds(asSeenBy flow: WorkFlow) -> Double {
        let own = load(of: flow).nanoseconds
        return Double(cappedNanoseconds - min(own, cap)) + Double(own)
    }

    private mutating func recount(_ before: Int, _ after: Int) {
        cappedNanoseconds += min(after, cap) - min(before, cap)
    }

    var isEmpty: Bool { load.count == 0 }

    /// How much of a flow waits.
    func load(of flow: WorkFlow) -> Load { lines[flow]?.load ?? Load() }

    mutating func append(_ entry: Entry, to flow: WorkFlow) {
        var entry = entry
        arrivals += 1
        entry.arrival = arrivals
        load.add(entry)
        if lines[flow] == nil { prune() }
        let virtualTime = virtualTime
        let before = load(of: flow).nanoseconds
        func put(_ line: inout Line) {
            if line.entries.isEmpty { line.tag = max(line.tag, virtualTime) }
            line.load.add(entry)
            line.entries.append(entry)
        }
        put(&lines[flow, default: Line(flow: flow)])
        recount(before, load(of: flow).nanoseconds)
    }

    /// Takes the next turn: of the flow that has been given least, everything that waits and may be done in one go.
    mutating func take() -> Batch? {
        guard let flow = nextFlow(), var line = lines.removeValue(forKey: flow) else { return nil }
        virtualTime = max(virtualTime, line.tag)
        var nanoseconds = 0
        let before = line.load.nanoseconds
        let pieces = take(from: &line, &nanoseconds)
        recount(before, line.load.nanoseconds)
        line.tag = saturatingSum(line.tag, nanoseconds)
        lines[flow] = line
        batchesAtWork += 1
        return Batch(flow: flow, price: Price(nanoseconds: nanoseconds), pieces: pieces)
    }

    /// Corrects what a flow is charged for a batch, once it is done.
    ///
    /// - Parameters:
    ///   - flow: The flow of the batch.
    ///   - price: The price of the batch.
    ///   - nanoseconds: How long it took.
    mutating func settle(_ flow: WorkFlow, price: Price, nanoseconds: Int) {
        batchesAtWork -= 1
        if batchesAtWork == 0, isEmpty {
            // Where nobody waits, nobody has arrears.
            lines.removeAll()
            virtualTime = 0
            return
        }
        let price = price.nanoseconds
        // What the system did to the thread meanwhile is not the flow's doing.
        let longest = saturatingSum(saturatingSum(price, price), 100_000_000)
        let charge = min(max(nanoseconds, price / 4), longest)
        guard let tag = lines[flow]?.tag else { return }
        lines[flow]?.tag = max(0, saturatingSum(tag, charge - price))
    }

    /// Takes out entries of which no row was taken yet.
    mutating func removeAll(where isWanted: (Entry) -> Bool) -> [Entry] {
        var removed: [Entry] = []
        for flow in Array(lines.keys) {
            guard var line = lines[flow], !line.entries.isEmpty else { continue }
            lines[flow] = nil
            let before = line.load.nanoseconds
            let gone = line.entries.removeAll { $0.begunRows == 0 && isWanted($0) }
            for entry in gone {
                line.load.remove(entry)
                load.remove(entry)
            }
            removed += gone
            recount(before, line.load.nanoseconds)
            lines[flow] = line
        }
        return removed
    }

    /// The first deadline of an entry of which no row was taken yet.
    var earliestDeadline: ContinuousClock.Instant? {
        var earliest: ContinuousClock.Instant?
        for line in lines.values {
            line.entries.forEach { entry in
                guard entry.begunRows == 0, let deadline = entry.deadline else { return }
                earliest = min(earliest ?? deadline, deadline)
            }
        }
        return earliest
    }

    /// The flow with the lowest tag; of several, the one whose oldest entry has waited longest.
    private func nextFlow() -> WorkFlow? {
        var next: (tag: Int, arrival: Int, flow: WorkFlow)?
        for (flow, line) in lines {
            guard let arrival = line.entries.first?.arrival else { continue }
            if let next, (next.tag, next.arrival) < (line.tag, arrival) { continue }
            next = (line.tag, arrival, flow)
        }
        return next?.flow
    }

    private mutating func take(from line: inout Line, _ nanoseconds: inout Int) -> [Piece] {
        var pieces: [Piece] = []
        var room = line.flow.rowsAtOnce
        while var entry = line.entries.first, pieces.count < max(1, line.flow.rowsAtOnce) {
            let left = entry.rows - entry.begunRows
            if left > room {
                // What fits into a batch of its own is not cut in two, for that costs both of them.
                guard pieces.isEmpty || left > line.flow.rowsAtOnce, room > 0 else { break }
                let part = entry.nanoseconds / left * room
                pieces.append(Piece(element: entry.element, rows: entry.begunRows..<entry.begunRows + room))
                entry.begunRows += room
                entry.begunNanoseconds += part
                line.entries.first = entry
                line.load.removePart(nanoseconds: part)
                load.removePart(nanoseconds: part)
                nanoseconds = saturatingSum(nanoseconds, part)
                break
            }
            _ = line.entries.popFirst()
            line.load.remove(entry)
            load.remove(entry)
            pieces.append(Piece(element: entry.element, rows: entry.begunRows..<entry.rows))
            nanoseconds = saturatingSum(nanoseconds, entry.nanoseconds)
            room -= left
        }
        return pieces
    }

    /// Forgets flows that have been given no more than the others, now and then.
    private mutating func prune() {
        guard lines.count >= pruningCount else { return }
        let virtualTime = virtualTime
        lines = lines.filter { !$0.value.entries.isEmpty || $0.value.tag > virtualTime }
        pruningCount = 2 * lines.count + 64
    }
}

private func saturatingSum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflows) = left.addingReportingOverflow(right)
    return overflows ? (right > 0 ? .max : .min) : sum
}
