import HTTPWire
import ModelFormats
import ModelServing
import StrictJSON
import Testing

@testable import InferenceService

/// What PyTorch refuses that this engine computes.
struct PyTorchRefusalsTests {
    @Test(
        "What PyTorch refuses is named where it stands",
        arguments: [
            (
                #"{"layer_sizes": [1, 1, 1], "activations": ["relu", {"type": "celu", "alpha": 1e-39}]}"#,
                ["#/network/activations/1/alpha"]
            ),
            (
                #"{"layer_sizes": [1, 1, 1], "activations": {"type": "elu", "alpha": 3.40282355e38}}"#,
                ["#/network/activations/alpha"]
            ),
            (
                #"{"input_size": 1, "layers": [{"units": 1, "bias_init": {"scheme": "constant", "val": -3.40282355e38}}]}"#,
                ["#/network/layers/0/bias_init/val"]
            ),
            (
                #"{"layer_sizes": [1, 1, 1], "weight_init": {"scheme": "uniform", "a": 0, "b": 3.40282355e38}}"#,
                ["#/network/weight_init"]
            ),
            (
                #"{"layer_sizes": [1, 1], "weight_init": {"scheme": "trunc_normal", "mean": 9, "std": 1e-160}}"#,
                ["#/network/weight_init"]
            ),
            (
                #"{"layer_sizes": [1, 1], "activations": [{"type": "rrelu", "lower": 3.40282355e38, "upper": 3.40282355e38}]}"#,
                ["#/network/activations/0"]
            ),
        ]
    )
    func refusals(_ network: String, _ pointers: [String]) throws {
        let body = Array("{\"network\": \(network)}".utf8)
        let result = OneShot.evaluate(body, limits: EvaluationLimits(), format: .python)
        guard case .failure(let problem) = result else {
            Issue.record("a script was made")
            return
        }
        #expect(problem.kind == .noPyTorchEquivalent)
        #expect(problem.status == 422)
        #expect(problem.errors.map(\.pointer.description) == pointers)
        #expect(problem.errors.allSatisfy { $0.detail.contains("torch.") })
        _ = try OneShot.evaluate(body, limits: EvaluationLimits(), format: .json).get()
    }
}
