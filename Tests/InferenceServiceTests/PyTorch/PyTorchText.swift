import HTTPWire
import ModelServing
import Testing

@testable import InferenceService

/// Scripts as text.
enum PyTorchText {
    /// The script that a request is answered with.
    static func script(_ body: String) throws -> String {
        text(try OneShot.evaluate(Array(body.utf8), limits: EvaluationLimits(), format: .python).get())
    }

    /// Its lines that are not empty.
    static func lines(_ network: String, _ rest: String = "") throws -> [String] {
        try script("{\"network\": \(network)\(rest)}").split(separator: "\n").map(String.init)
    }
}
