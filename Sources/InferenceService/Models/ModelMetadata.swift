internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// `GET /v1/models/{name}/metadata`: the signature of a model, as TensorFlow Serving describes it.
struct ModelMetadata: ModelOperation {
    func read(_ request: borrowing Request, of entry: ModelEntry) throws(Problem) -> ModelEntry {
        _ = try request.preferredType(of: ["application/json"])
        return entry
    }

    func price(of work: ModelEntry) -> Price { .free }

    func answer(to work: ModelEntry) -> Response {
        Response(
            200,
            contentType: "application/json",
            fields: [.init("Cache-Control", "no-store")],
            content: Self.json(work.kept)
        )
    }

    private static func json(_ kept: KeptModel) -> [UInt8] {
        let definition = kept.plan.definition
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("model_spec")
        writer.beginObject()
        writer.member("name", kept.name.text)
        writer.member("signature_name", "")
        writer.member("version", "\(kept.version)")
        writer.endObject()
        // The doubling is theirs: a map in a message in a map.
        for key in ["metadata", "signature_def", "signature_def", "serving_default"] {
            writer.key(key)
            writer.beginObject()
        }
        writer.key("inputs")
        writer.value(tensor: definition.inputName, width: kept.plan.inputSize)
        writer.key("outputs")
        writer.value(tensor: definition.outputName, width: kept.plan.outputSize)
        writer.member("method_name", "tensorflow/serving/predict")
        for _ in 0..<5 { writer.endObject() }
        return writer.bytes
    }
}

extension JSONWriter {
    /// Writes an object with one tensor of any number of rows; 64-bit integers are strings in this form.
    fileprivate mutating func value(tensor name: String, width: Int) {
        beginObject()
        key(name)
        beginObject()
        member("dtype", "DT_FLOAT")
        key("tensor_shape")
        beginObject()
        key("dim")
        beginArray()
        for size in [-1, width] {
            beginObject()
            member("size", "\(size)")
            member("name", "")
            endObject()
        }
        endArray()
        member("unknown_rank", false)
        endObject()
        member("name", "\(name):0")
        endObject()
        endObject()
    }
}
