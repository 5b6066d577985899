import HTTPServer
import ModelServing
import NeuralNetwork
import Testing

@testable import InferenceService

/// A registry with models for tests, and the dialect under test.
struct TestedModels {
    let pool = ComputePool(workers: 2)
    let registry: ModelRegistry
    let limits = EvaluationLimits()

    static let small = """
        {"layer_sizes": [2, 3, 2], "activations": ["relu", "identity"], "seed": 7, "labels": ["cat", "dog"]}
        """

    init() { registry = ModelRegistry(pool: pool) }

    /// Keeps a definition under a name.
    @discardableResult
    func keep(_ name: String, _ definition: String = Self.small) async throws -> Model {
        let bytes = Array(definition.utf8)
        let plan = try ValidateOperation(limits: limits).read(bytes.span, for: .json)
        let entry = try await submit(name, .keep(plan, parameters: nil, basis: .anything))
        return try #require(entry?.model)
    }

    /// Makes a change and waits for it.
    @discardableResult
    func submit(_ name: String, _ action: ModelChange.Action) async throws -> ModelEntry? {
        let name = try #require(ModelName(name))
        let result = await withCheckedContinuation { continuation in
            registry.submit(ModelChange(name, action)) { continuation.resume(returning: $0) }
        }
        return try result.get().entry
    }

    /// What a model answers to an inference request.
    func infer(_ model: Model, _ body: [UInt8], headerLength: String? = nil, type: String? = nil) throws -> Response {
        var request = RequestText(method: "POST", target: "/v2/models/m/infer", body: body)
        if let headerLength { request.fields.append(("Inference-Header-Content-Length", headerLength)) }
        if let type { request.fields.append(("Content-Type", type)) }
        return try request.with { request in
            let dialect = InferDialect()
            do throws(Problem) {
                let (rows, query) = try dialect.read(request, for: model, limits: limits)
                return dialect.answer(model.predict(rows), to: query, from: model)
            } catch {
                return error.response(to: .named("r"), style: ProblemStyle.inference(accept: nil))
            }
        }
    }

    /// The same for a body of text.
    func infer(_ model: Model, _ body: String, headerLength: String? = nil, type: String? = nil) throws -> Response {
        try infer(model, Array(body.utf8), headerLength: headerLength, type: type)
    }
}

/// The bytes of numbers as tensors have them.
func tensorBytes(_ values: [Float]) -> [UInt8] {
    values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) } }
}

/// The numbers of the bytes of a tensor.
func tensorBits(_ bytes: ArraySlice<UInt8>) -> [UInt32] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { start in
        (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * $1) }
    }
}
