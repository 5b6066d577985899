import HTTPServer
import ModelFormats
import ModelServing
import NeuralNetwork
import StrictJSON
import Testing

@testable import InferenceService

/// A registry in memory whose changes a test waits for.
struct KeptModels {
    var registry = ModelRegistry(pool: ComputePool(workers: 1))

    /// The plan of a definition.
    static func plan(_ definition: String) throws -> NetworkPlan {
        let bytes = Array(definition.utf8)
        return try ValidateOperation(limits: EvaluationLimits()).read(bytes.span, for: .json)
    }

    /// Keeps a definition under a name.
    @discardableResult
    func put(
        _ definition: String,
        parameters: [ParameterTensor]? = nil,
        named name: String = "m"
    ) async throws -> ModelEntry {
        let plan = try Self.plan(definition)
        return try await change(.keep(plan, parameters: parameters, basis: .anything), named: name)
    }

    /// Lets go of the network under a name.
    func unload(named name: String = "m") async throws -> ModelEntry { try await change(.unload, named: name) }

    private func change(_ action: ModelChange.Action, named name: String) async throws -> ModelEntry {
        let change = ModelChange(try #require(ModelName(name)), action)
        let result = await withCheckedContinuation { continuation in
            registry.submit(change) { continuation.resume(returning: $0) }
        }
        return try #require(try result.get().entry)
    }
}

extension ModelOperation {
    /// The answer to a request for a model, without a server.
    func answer(to request: RequestText, of entry: ModelEntry) throws -> Response {
        try request.with { request in
            do throws(Problem) {
                return try answer(to: try read(request, of: entry))
            } catch {
                return error.response(to: .named("id"), style: .models(accept: request.field("accept")))
            }
        }
    }
}

extension RequestText {
    /// A POST of JSON.
    static func post(_ body: String, fields: [(name: String, value: String)] = []) -> RequestText {
        RequestText(
            method: "POST",
            fields: fields + [("Content-Length", "\(body.utf8.count)")],
            body: Array(body.utf8)
        )
    }
}

/// The pointers of the mistakes that an answer lists.
func pointers(_ response: Response) throws -> [String] {
    let errors = try object(response.content)["errors"] as? [[String: String]] ?? []
    return errors.compactMap { $0["pointer"] }
}
