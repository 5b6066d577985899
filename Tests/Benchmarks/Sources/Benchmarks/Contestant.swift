internal import Glibc

/// One way to do what a case is about: ours, or a peer's.
struct Contestant {
    /// One execution of the work.
    struct Round {
        /// The processor time that the work took, without what had to be prepared or cleared away.
        let nanoseconds: Double
        /// A number that depends on every bit of the result; nil where results are not compared.
        let checksum: UInt64?
    }

    /// The name of our own contestant.
    static let ours = "feedforward"

    let name: String

    /// Does the work once.
    let round: () throws -> Round
}

extension Contestant {
    /// Ours: times `work`, and neither what it needs before it begins nor the end of its result.
    ///
    /// Processor time, the kernel's included, is what work on one thread takes of an idle core; unlike the time on the
    /// wall it leaves out what other programs take of a busy one.
    ///
    /// - Parameters:
    ///   - name: What the contestant is called.
    ///   - prepare: Makes what the work needs; not timed.
    ///   - checksum: A number that depends on every bit of the result; not timed.
    ///   - work: What is timed, up to and including its last allocation.
    /// - Returns: The contestant.
    static func ours<Input, Output>(
        _ name: String = ours,
        prepare: @escaping () -> Input,
        checksum: @escaping (Output) -> UInt64?,
        work: @escaping (inout Input) -> Output
    ) -> Contestant {
        Contestant(name: name) {
            var input = prepare()
            let start = processorTime()
            let output = work(&input)
            let end = processorTime()
            return Round(nanoseconds: end - start, checksum: checksum(output))
        }
    }
}

/// The nanoseconds that this process has had of a processor so far.
private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}
