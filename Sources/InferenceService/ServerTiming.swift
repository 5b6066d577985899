internal import HTTPServer
internal import ModelServing

/// Where the time of an answer went, in the field that browsers and tools show.
///
/// Source: W3C Server Timing.
struct ServerTiming: Sendable {
    /// Reading the content.
    var parse = Duration.zero
    /// Waiting for a worker or, with a change of a model, for those before it.
    var queue = Duration.zero
    /// Computing.
    var compute = Duration.zero
    /// Reading and writing models where they are stored; nil where an answer has nothing to do with that.
    var store: Duration?
    /// Writing the answer.
    var serialise = Duration.zero

    /// Adds where the time of a change went.
    mutating func add(_ times: ModelChangeTimes) {
        queue += times.queue
        compute += times.compute
        if let time = times.store { store = (store ?? .zero) + time }
    }

    /// The same, with the time that work has waited until now.
    func waited(since start: ContinuousClock.Instant) -> ServerTiming {
        var timing = self
        timing.queue += ContinuousClock.now - start
        return timing
    }

    /// The field, in milliseconds with three decimals.
    var field: Response.Field {
        // Every answer that computed has it, so it is written digit by digit into one string.
        let text = String(unsafeUninitializedCapacity: 192) { buffer in
            var writer = Writer(buffer: buffer)
            writer.add("parse", parse)
            writer.add("queue", queue)
            writer.add("compute", compute)
            if let store { writer.add("store", store) }
            writer.add("serialise", serialise)
            return writer.count
        }
        return .init("Server-Timing", text)
    }

    /// Writes metrics one after another; five of them have room in 192 bytes, each with a name of 9 bytes and 19 digits.
    private struct Writer {
        let buffer: UnsafeMutableBufferPointer<UInt8>
        private(set) var count = 0

        init(buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

        mutating func add(_ name: StaticString, _ duration: Duration) {
            if count > 0 { append(", ") }
            append(name)
            append(";dur=")
            let (seconds, attoseconds) = duration.components
            let microseconds = UInt64(clamping: seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000)
            append(microseconds / 1000, digits: 1)
            append(".")
            append(microseconds % 1000, digits: 3)
        }

        private mutating func append(_ text: StaticString) {
            for index in 0..<text.utf8CodeUnitCount {
                buffer[count] = text.utf8Start[index]
                count += 1
            }
        }

        /// Appends a number with at least so many digits.
        private mutating func append(_ value: UInt64, digits: Int) {
            var length = digits
            var bound = value
            for _ in 1..<digits { bound /= 10 }
            while bound >= 10 {
                bound /= 10
                length += 1
            }
            var rest = value
            for place in stride(from: count + length - 1, through: count, by: -1) {
                buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            count += length
        }
    }
}

extension Duration {
    /// Does something, and adds how long it took, also if it throws.
    mutating func add<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        let start = ContinuousClock.now
        defer { self += ContinuousClock.now - start }
        return try body()
    }
}
