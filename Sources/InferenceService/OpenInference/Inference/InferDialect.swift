internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// `POST /v2/models/{name}/infer`: tensors as JSON, as bytes behind the JSON, or as bytes alone.
struct InferDialect: PredictionDialect {
    func bytesOfNumber(in request: borrowing Request) -> Int {
        let isBinary = request.field("inference-header-content-length") != nil
        return isBinary ? MemoryLayout<Float>.stride : Self.bytesOfDecimal
    }

    func read(
        _ request: borrowing Request,
        for model: Model,
        limits: EvaluationLimits
    ) throws(Problem) -> (rows: PredictionRequest, query: InferQuery) {
        try request.checkInferenceContent()
        let body = request.body
        let header = try request.inferenceHeaderLength()
        if header == 0 { return try Self.readRaw(body, for: model, limits: limits) }
        let length = header ?? body.count
        let (json, tail) = (body.extracting(0..<length), body.extracting(length..<body.count))
        if let plain = PlainInferRequest.read(json, tail: tail, for: model, limits: limits) { return plain }
        var reader = InferReader(model: model, limits: limits, tail: tail)
        return try reader.read(json)
    }

    func answer(_ prediction: Prediction, to query: InferQuery, from model: Model) -> Response {
        InferAnswer.response(prediction, to: query, from: model)
    }

    /// A request without JSON: the content is the one input, and everything else as if left out.
    private static func readRaw(
        _ body: Span<UInt8>,
        for model: Model,
        limits: EvaluationLimits
    ) throws(Problem) -> (rows: PredictionRequest, query: InferQuery) {
        let rowBytes = 4 * model.plan.inputSize
        let (rows, rest) = body.count.quotientAndRemainder(dividingBy: rowBytes)
        guard rest == 0 else {
            throw Problem(
                .invalidContent,
                "unexpected size for input \(quoted(model.plan.definition.inputName)): \(body.count) bytes are no whole "
                    + "number of rows of \(model.plan.inputSize) float32 numbers (\(rowBytes) bytes each)"
            )
        }
        do {
            try model.check(rows: rows, limits)
            try model.checkAnswer(rows: rows, limits)
        } catch {
            throw Problem(error, rows: JSONPointer())
        }
        let output = InferQuery.Output(name: model.plan.definition.outputName, tensor: .output, isBinary: true)
        let values = FloatBytes.floats(body)
        return (
            PredictionRequest(Matrix(rows: rows, columns: model.plan.inputSize, values: values)),
            InferQuery(id: nil, outputs: [output])
        )
    }
}

extension Request {
    /// The length of the JSON before bytes of tensors, as the client says; nil if all of the content is JSON.
    ///
    /// - Throws: A value that is no number of bytes, or more than there are.
    func inferenceHeaderLength() throws(Problem) -> Int? {
        guard let text = field("inference-header-content-length") else { return nil }
        let isDecimal = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isDecimal, let length = Int(text) else {
            throw Problem(
                .malformedRequest,
                "Inference-Header-Content-Length is \(quoted(text)), not the number of bytes of the JSON."
            )
        }
        guard length <= body.count else {
            throw Problem(
                .malformedRequest,
                "Inference-Header-Content-Length is \(length), but the content has \(body.count) bytes."
            )
        }
        return length
    }

    /// Refuses content of a type that can be neither JSON nor bytes of tensors.
    ///
    /// - Throws: A 415; clients of this protocol send no type, a wrong one or `application/octet-stream`.
    func checkInferenceContent() throws(Problem) {
        let problem = Problem.ofContent(
            type: field("content-type"),
            accepted: ["application/json", "application/octet-stream"]
        )
        if let problem { throw problem }
    }
}
