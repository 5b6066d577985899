internal import Glibc

/// The clocks of a reactor.
enum Clock {
    /// The monotonic time in nanoseconds.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// The Date field line of the present second.
struct DateLine {
    private var second: Int?
    /// The line with its end, for example `Date: Sun, 06 Nov 1994 08:49:37 GMT`.
    private(set) var bytes: [UInt8] = []

    /// Makes the line of the present second, if it is not made already.
    mutating func update() { update(time(nil)) }

    /// Makes the line of a second since 1970.
    mutating func update(_ second: Int) {
        guard second != self.second else { return }
        self.second = second
        bytes = Array("Date: \(Self.text(second))\r\n".utf8)
    }

    /// A time in the format of RFC 9110 section 5.6.7.
    ///
    /// - Parameter second: Seconds since the beginning of 1970 in UTC.
    static func text(_ second: Int) -> String {
        var time = second
        var parts = tm()
        guard gmtime_r(&time, &parts) != nil else { return "Thu, 01 Jan 1970 00:00:00 GMT" }
        // Not strftime, which would speak the language of the process.
        let days: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months: [StaticString] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let year = "\(parts.tm_year + 1900)"
        return """
            \(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \
            \(String(repeating: "0", count: max(0, 4 - year.count)))\(year) \
            \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT
            """
    }
}
