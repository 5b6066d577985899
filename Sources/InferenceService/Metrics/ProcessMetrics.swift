internal import Glibc
internal import Telemetry

/// What the system says of the process, under the names that all of Prometheus's clients use; what it does not say now
/// is left out.
enum ProcessMetrics {
    static func write(to text: inout PrometheusText) {
        if let pages = numbers(of: "/proc/self/statm"), pages.count > 1 {
            text.family("process_resident_memory_bytes", .gauge, "Resident memory.")
            text.sample("process_resident_memory_bytes", [], pages[1] * UInt64(sysconf(Int32(_SC_PAGESIZE))))
        }
        if let count = openDescriptors() {
            text.family("process_open_fds", .gauge, "Open file descriptors.")
            text.sample("process_open_fds", [], count)
        }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            text.family("process_max_fds", .gauge, "The most file descriptors that may be open.")
            text.sample("process_max_fds", [], UInt64(limit.rlim_cur))
        }
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
            text.family("process_cpu_seconds_total", .counter, "Processor time of the user and of the system.")
            text.sample("process_cpu_seconds_total", [], seconds(usage.ru_utime) + seconds(usage.ru_stime))
        }
        if let start = startTime {
            text.family("process_start_time_seconds", .gauge, "When the process began, in seconds since 1970.")
            text.sample("process_start_time_seconds", [], start)
        }
    }

    /// When the process began: once it is known, it stays.
    private static let startTime: Double? = {
        // proc(5): the 22nd field of the process's line, in ticks since the machine began; the second one is a name in
        // parentheses that may hold anything.
        guard let line = contents(of: "/proc/self/stat"), let end = line.lastIndex(of: UInt8(ascii: ")")),
            let machine = contents(of: "/proc/stat")
        else { return nil }
        let fields = line[line.index(after: end)...].split(separator: UInt8(ascii: " "))
        let lines = String(decoding: machine, as: UTF8.self).split(separator: "\n")
        guard fields.count > 19, let ticks = Double(String(decoding: fields[19], as: UTF8.self)),
            let begin = lines.first(where: { $0.hasPrefix("btime ") }).flatMap({ Double($0.dropFirst(6)) })
        else { return nil }
        return begin + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }()

    private static func openDescriptors() -> UInt64? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count: UInt64 = 0
        while readdir(folder) != nil { count += 1 }
        // Without the folder itself, its parent, and the descriptor that reads it.
        return count >= 3 ? count - 3 : nil
    }

    private static func numbers(of path: String) -> [UInt64]? {
        contents(of: path)?.split { $0 == UInt8(ascii: " ") || $0 == 10 }
            .compactMap { UInt64(String(decoding: $0, as: UTF8.self)) }
    }

    private static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return count == 0 ? all : nil }
            all += chunk[..<count]
        }
    }
}
