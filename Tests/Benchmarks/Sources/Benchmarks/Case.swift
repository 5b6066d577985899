/// One piece of work that contestants do in turn.
struct Case {
    let name: String

    /// What the work consists of, in the singular, and how many of it there are.
    let item: String
    let items: Int

    /// How many bytes an item has; nil where bytes say nothing.
    let bytesPerItem: Int?

    /// Ours first.
    let contestants: [Contestant]

    /// How many rounds nobody counts: they warm caches, the allocator and the peers.
    private static let warmUp = 2

    /// Lets the contestants take turns.
    ///
    /// A round is one turn of each, so that what disturbs the machine for a while disturbs all of them.
    func measure(rounds: Int) throws -> Result {
        var times = contestants.map { _ in [Double]() }
        var checksums: Set<UInt64?> = []
        for round in -Self.warmUp..<rounds {
            for (index, contestant) in contestants.enumerated() {
                let outcome = try contestant.round()
                if round >= 0 { times[index].append(outcome.nanoseconds / Double(items)) }
                if let checksum = outcome.checksum { checksums.insert(checksum) }
            }
        }
        let figures = zip(contestants, times).map { Figures(contestant: $0.name, nanosecondsPerItem: $1) }
        let areCompared = contestants.count > 1 && !checksums.isEmpty
        return Result(
            name: name,
            item: item,
            items: items,
            bytesPerItem: bytesPerItem,
            figures: figures,
            agree: areCompared ? checksums.count == 1 : nil
        )
    }
}

/// What came of a case.
struct Result {
    let name: String
    let item: String
    let items: Int
    let bytesPerItem: Int?

    /// Ours first.
    let figures: [Figures]

    /// Whether all contestants got the same bits every time; nil where that was not compared.
    let agree: Bool?
}

/// The times of one contestant.
struct Figures {
    let contestant: String
    let median: Double
    let minimum: Double

    /// - Precondition: At least one time.
    init(contestant: String, nanosecondsPerItem: [Double]) {
        let sorted = nanosecondsPerItem.sorted()
        let middle = sorted.count / 2
        self.contestant = contestant
        minimum = sorted[0]
        median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
