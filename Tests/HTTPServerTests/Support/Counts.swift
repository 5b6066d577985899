import HTTPServer
import HTTPWire
import Telemetry

/// What a server under test has counted.
struct Counts {
    let metrics: ServerMetrics

    init() { metrics = ServerMetrics(routes: []) }

    /// The samples of a family that are not 0, by the value of their only label.
    func samples(_ family: String) -> [String: Int] {
        var text = PrometheusText()
        metrics.write(to: &text)
        var samples: [String: Int] = [:]
        for line in String(decoding: text.bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: "\"")
            guard line.hasPrefix(family + "{"), parts.count == 3,
                let count = Int(parts[2].drop { $0 != " " }.dropFirst())
            else { continue }
            if count > 0 { samples[String(parts[1])] = count }
        }
        return samples
    }

    var refused: [String: Int] { samples("feedforward_http_refused_total") }
    var refusedConnections: [String: Int] { samples("feedforward_connections_refused_total") }
    var expired: [String: Int] { samples("feedforward_deadlines_expired_total") }
}
