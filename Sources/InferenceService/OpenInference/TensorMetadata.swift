internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// `GET /v2/models/{name}`: the tensors of a model.
struct TensorMetadata: ModelOperation {
    /// What the models are run by, as the protocol's token `project_format`.
    static let platform = "feedforward_dense"

    func read(_ request: borrowing Request, of entry: ModelEntry) throws(Problem) -> Model {
        try entry.loadedModel()
    }

    func price(of work: Model) -> Price { .free }

    func answer(to work: Model) -> Response {
        let (plan, definition) = (work.plan, work.plan.definition)
        return .inferenceJSON { writer in
            writer.beginObject()
            writer.member("name", work.kept.name.text)
            writer.key("versions")
            writer.beginArray()
            writer.value("\(work.kept.version)")
            writer.endArray()
            writer.member("platform", Self.platform)
            writer.key("inputs")
            writer.value(tensor: definition.inputName, width: plan.inputSize)
            writer.key("outputs")
            writer.value(tensor: definition.outputName, width: plan.outputSize)
            writer.endObject()
        }
    }
}

extension JSONWriter {
    /// Writes a list with one tensor of any number of rows.
    fileprivate mutating func value(tensor name: String, width: Int) {
        beginArray()
        beginObject()
        member("name", name)
        member("datatype", "FP32")
        key("shape")
        beginArray()
        value(-1)
        value(width)
        endArray()
        endObject()
        endArray()
    }
}

/// `GET /v2/models/{name}/ready`: whether a model answers.
struct ModelReadiness: ModelOperation {
    func read(_ request: borrowing Request, of entry: ModelEntry) throws(Problem) -> KeptModel {
        guard entry.model != nil else { throw .modelNotLoaded(entry.kept.name) }
        return entry.kept
    }

    func price(of work: KeptModel) -> Price { .free }

    func answer(to work: KeptModel) -> Response {
        .inferenceJSON { writer in
            writer.beginObject()
            writer.member("name", work.name.text)
            writer.member("ready", true)
            writer.endObject()
        }
    }
}
