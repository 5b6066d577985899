internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// Writes the answer to an inference request: JSON, and behind it the bytes of the outputs that are wanted as bytes.
enum InferAnswer {
    /// The answer.
    static func response(_ prediction: Prediction, to query: InferQuery, from model: Model) -> Response {
        var content: [UInt8] = []
        content.reserveCapacity(capacity(prediction, query))
        var writer = JSONWriter(appendingTo: content)
        content = []
        var tail: [UInt8] = []
        let hasTail = query.outputs.contains(where: \.isBinary)
        if hasTail { tail.reserveCapacity(prediction.tensors.reduce(0) { $0 + 4 * $1.values.count }) }
        writer.beginObject()
        if let id = query.id { writer.member("id", id) }
        writer.member("model_name", model.kept.name.text)
        writer.member("model_version", "\(model.kept.version)")
        writer.key("outputs")
        writer.beginArray()
        for (output, matrix) in zip(query.outputs, prediction.tensors) {
            write(output, matrix, labels: model.labels(of: output.tensor), to: &writer, &tail)
        }
        writer.endArray()
        if writer.nonFiniteCount > 0 {
            writer.key("parameters")
            writer.beginObject()
            writer.member("non_finite", writer.nonFiniteCount)
            writer.endObject()
        }
        writer.endObject()
        var fields: [Response.Field] = [.init("Cache-Control", "no-store")]
        guard hasTail else {
            return Response(200, contentType: "application/json", fields: fields, content: writer.bytes)
        }
        fields.append(.init("Inference-Header-Content-Length", "\(writer.bytes.count)"))
        content.reserveCapacity(writer.bytes.count + tail.count)
        content.append(contentsOf: writer.bytes)
        content.append(contentsOf: tail)
        return Response(200, contentType: "application/octet-stream", fields: fields, content: content)
    }

    private static func write(
        _ output: InferQuery.Output,
        _ matrix: Matrix,
        labels: [String]?,
        to writer: inout JSONWriter,
        _ tail: inout [UInt8]
    ) {
        writer.beginObject()
        writer.member("name", output.name)
        writer.member("datatype", output.classes == nil ? "FP32" : "BYTES")
        let width = output.classes.map { min($0, matrix.columns) } ?? matrix.columns
        writer.key("shape")
        writer.beginArray()
        writer.value(matrix.rows)
        writer.value(width)
        writer.endArray()
        let before = tail.count
        switch (output.classes, output.isBinary) {
        case (nil, true): FloatBytes.append(matrix.values, to: &tail)
        case (nil, false):
            writer.key("data")
            writer.value(matrix.values[...])
        case (_, let isBinary):
            if !isBinary {
                writer.key("data")
                writer.beginArray()
            }
            Classification.forEachText(of: matrix, count: width, labels: labels) { text in
                if isBinary {
                    FloatBytes.append(length: text.utf8.count, to: &tail)
                    tail.append(contentsOf: text.utf8)
                } else {
                    writer.value(text)
                }
            }
            if !isBinary { writer.endArray() }
        }
        if output.isBinary {
            writer.key("parameters")
            writer.beginObject()
            writer.member("binary_data_size", tail.count - before)
            writer.endObject()
        }
        writer.endObject()
    }

    /// About how many bytes the JSON takes, so that it seldom moves while it grows.
    private static func capacity(_ prediction: Prediction, _ query: InferQuery) -> Int {
        zip(query.outputs, prediction.tensors).reduce(256) { sum, pair in
            sum + 128 + (pair.0.isBinary || pair.0.classes != nil ? 0 : 12 * pair.1.values.count)
        }
    }
}

extension Model {
    /// The names of a tensor's elements; nil where they have none.
    fileprivate func labels(of tensor: OutputTensor) -> [String]? {
        guard let labels = plan.definition.labels, labels.count == width(of: tensor) else { return nil }
        switch tensor {
        case .output, .logits: return labels
        case .layer(let index): return index == plan.layers.count - 1 ? labels : nil
        }
    }
}
