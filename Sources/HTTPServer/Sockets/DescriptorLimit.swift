internal import Glibc

/// How many files the process may have open, and how that is shared out.
enum DescriptorLimit {
    /// Raises the limit as far as the system lets it.
    ///
    /// - Returns: The limit from then on.
    static func raise() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return 1024 }
        if limit.rlim_cur < limit.rlim_max {
            let before = limit.rlim_cur
            limit.rlim_cur = limit.rlim_max
            if setrlimit(resource, &limit) != 0 { limit.rlim_cur = before }
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// What a number of files is enough for.
    ///
    /// The rest is for everything else that needs one: listeners, models, logs. Half of them at most.
    ///
    /// - Returns: How many connections can be served, and how many more can be told that they cannot, at least one of
    ///   each.
    static func connections(ofFiles files: Int) -> (connections: Int, refusals: Int) {
        let rest = min(files / 2, 320)
        return (max(1, files - rest), max(1, min(256, rest / 4)))
    }
}
