internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// `GET /v2/models/{name}/config`: a model in the words of Triton's ModelConfig.
///
/// Sent back with a load, it builds the same network.
struct ModelConfiguration: ModelOperation {
    let limits: EvaluationLimits
    /// How many computations run at once.
    let workers: Int

    func read(_ request: borrowing Request, of entry: ModelEntry) throws(Problem) -> Model {
        try entry.loadedModel()
    }

    func price(of work: Model) -> Price { .describing(work.plan) }

    func answer(to work: Model) -> Response {
        .inferenceJSON { $0.value(configuration: work, largestBatch: largestBatch(work.plan), workers: workers) }
    }

    /// The most rows that one request may have.
    private func largestBatch(_ plan: NetworkPlan) -> Int {
        // The field is a 32-bit one, and 0 would say that there is no batch dimension.
        min(limits.mostRows(of: plan), Int(Int32.max))
    }
}

extension JSONWriter {
    fileprivate mutating func value(configuration model: Model, largestBatch: Int, workers: Int) {
        let (plan, definition) = (model.plan, model.plan.definition)
        beginObject()
        member("name", model.kept.name.text)
        member("platform", TensorMetadata.platform)
        member("backend", "feedforward")
        key("version_policy")
        object { writer in
            writer.key("latest")
            writer.object { $0.member("num_versions", 1) }
        }
        member("max_batch_size", largestBatch)
        key("input")
        list { $0.value(tensor: definition.inputName, width: plan.inputSize) }
        key("output")
        list { $0.value(tensor: definition.outputName, width: plan.outputSize) }
        key("instance_group")
        list { writer in
            writer.object { writer in
                writer.member("name", "\(model.kept.name)_0")
                writer.member("kind", "KIND_CPU")
                writer.member("count", workers)
            }
        }
        key("dynamic_batching")
        object { writer in
            writer.key("preferred_batch_size")
            writer.list { _ in }
            writer.member("max_queue_delay_microseconds", 0)
        }
        member("default_model_filename", "definition.json")
        key("parameters")
        object { writer in
            writer.key("definition")
            writer.object { $0.member("string_value", Self.text(of: definition)) }
        }
        key("model_transaction_policy")
        object { $0.member("decoupled", false) }
        endObject()
    }

    private static func text(of definition: NetworkDefinition) -> String {
        var writer = JSONWriter()
        DefinitionJSON.write(definition, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private mutating func value(tensor name: String, width: Int) {
        object { writer in
            writer.member("name", name)
            writer.member("data_type", "TYPE_FP32")
            writer.key("dims")
            writer.list { $0.value(width) }
        }
    }

    private mutating func object(_ members: (inout JSONWriter) -> Void) {
        beginObject()
        members(&self)
        endObject()
    }

    private mutating func list(_ elements: (inout JSONWriter) -> Void) {
        beginArray()
        elements(&self)
        endArray()
    }
}
