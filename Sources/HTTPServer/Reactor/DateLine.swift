internal import Glibc

/// The Date field line, made anew once a second (RFC 9110 section 6.6.1).
struct DateLine {
    private var second = -1
    /// The line with its end, for example `Date: Sun, 06 Nov 1994 08:49:37 GMT`.
    private(set) var bytes: [UInt8] = []

    /// Makes the line of the present second, if it is not made already.
    mutating func update() {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        guard time.tv_sec != second else { return }
        second = time.tv_sec
        bytes = Array("Date: \(Self.text(of: second))\r\n".utf8)
    }

    /// A time in the format of RFC 9110 section 5.6.7.
    ///
    /// - Parameter second: Seconds since the beginning of 1970 in UTC.
    /// - Returns: For example `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(of second: Int) -> String {
        // Not strftime, which would speak the language of the process.
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var second = second
        var parts = tm()
        gmtime_r(&second, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let date = "\(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900)"
        let time = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return "\(days[Int(parts.tm_wday)]), \(date) \(time) GMT"
    }
}
