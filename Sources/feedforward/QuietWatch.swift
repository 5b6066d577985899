/// Finds the moments at which a process that has worked is quiet, from the processor time it has had.
struct QuietWatch {
    /// The most processor time between two looks of a quiet process, and the least after which it has worked.
    private let limit: Duration
    /// What it had had when it was looked at last.
    private var last: Duration?
    /// What it had had when it was found quiet last.
    private var lastQuiet = Duration.zero

    /// Makes a watch of a process that begins.
    init(limit: Duration) { self.limit = limit }

    /// Looks at the process.
    ///
    /// - Parameter time: The processor time it has had until now.
    /// - Returns: Whether it has been quiet since the last look and worked since this was true before.
    mutating func isQuietAgain(at time: Duration) -> Bool {
        defer { last = time }
        guard let last, time - last <= limit, time - lastQuiet > limit else { return false }
        lastQuiet = time
        return true
    }
}
