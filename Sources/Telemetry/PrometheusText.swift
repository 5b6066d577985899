/// Writes metrics in the text format of Prometheus, version 0.0.4.
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
public struct PrometheusText: Sendable {
    /// What a family of metrics is.
    public enum Kind: String, Sendable {
        /// A number that only rises, until the process ends.
        case counter
        /// A number that rises and falls.
        case gauge
        /// Counts of values by bucket.
        case histogram
    }

    /// The media type.
    public static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// What was written.
    public private(set) var bytes: [UInt8] = []

    /// Makes an empty text.
    public init() {}

    /// Begins a family; its samples follow.
    ///
    /// - Parameters:
    ///   - name: The name, with its unit; of a counter with `_total` at its end.
    ///   - kind: What it is.
    ///   - help: What it means, in one line.
    public mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        append("# HELP \(name) ")
        append(escaping: help, quotes: false)
        append("\n# TYPE \(name) \(kind.rawValue)\n")
    }

    /// Writes a whole number.
    public mutating func sample(_ name: String, _ labels: [(String, String)] = [], _ value: UInt64) {
        begin(name, labels)
        append(" \(value)\n")
    }

    /// Writes a number.
    public mutating func sample(_ name: String, _ labels: [(String, String)] = [], _ value: Double) {
        begin(name, labels)
        append(" \(Self.text(of: value))\n")
    }

    /// Writes a histogram: its buckets, each with those below it, its sum and its count.
    public mutating func samples(_ name: String, _ labels: [(String, String)] = [], _ distribution: Distribution) {
        var below: UInt64 = 0
        let buckets = distribution.buckets
        for (index, count) in distribution.counts.enumerated() {
            below &+= count
            let bound =
                index < buckets.bounds.count ? Self.text(of: Double(buckets.bounds[index]) / buckets.scale) : "+Inf"
            sample("\(name)_bucket", labels + [("le", bound)], below)
        }
        sample("\(name)_sum", labels, Double(distribution.sum) / buckets.scale)
        sample("\(name)_count", labels, below)
    }

    private mutating func begin(_ name: String, _ labels: [(String, String)]) {
        append(name)
        guard !labels.isEmpty else { return }
        for (index, label) in labels.enumerated() {
            append(index == 0 ? "{" : ",")
            append("\(label.0)=\"")
            append(escaping: label.1, quotes: true)
            append("\"")
        }
        append("}")
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func append(escaping text: String, quotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\n"): append("\\n")
            case UInt8(ascii: "\"") where quotes: append("\\\"")
            default: bytes.append(byte)
            }
        }
    }

    /// A number as the format has it: whole ones without a point.
    private static func text(of value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
}
