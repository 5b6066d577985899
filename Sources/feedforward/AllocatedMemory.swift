internal import CLinux
internal import Dispatch
internal import Glibc

/// What a server asks of the allocator, so that memory which large answers took does not stay for ever.
enum AllocatedMemory {
    /// Lets threads share one arena for each processor, and two at least; for the start, before there are threads.
    ///
    /// Every arena keeps some free megabytes at its end that nothing returns, and by itself the allocator makes eight
    /// for each processor. What an operator has set in the environment counts.
    static func limitArenas() {
        let own = ["MALLOC_ARENA_MAX", "GLIBC_TUNABLES"]
        guard !Environment.variables.contains(where: { own.contains($0.name) }) else { return }
        linux_limit_arenas(max(2, linux_processor_count()))
    }

    /// Returns to the system what the allocator keeps, whenever the process has become quiet.
    ///
    /// Under load keeping is right: memory that goes and comes again has to be cleared by the kernel each time.
    /// Afterwards nobody needs it.
    final class Return: Sendable {
        /// How often it looks, and for how long the process has to be quiet, in seconds.
        private static let interval = 5.0

        // Set once; touched by Dispatch only.
        private nonisolated(unsafe) let timer: any DispatchSourceTimer

        /// Begins to look.
        init() {
            let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "feedforward.memory", qos: .utility))
            var watch = QuietWatch(limit: .milliseconds(50))
            timer.setEventHandler {
                guard let time = Self.processorTime, watch.isQuietAgain(at: time) else { return }
                linux_return_free_memory()
            }
            timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval, leeway: .milliseconds(500))
            timer.activate()
            self.timer = timer
        }

        deinit { timer.cancel() }

        /// What the process has had of the processors, with all its threads.
        private static var processorTime: Duration? {
            var time = timespec()
            guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
    }
}
