internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import StrictJSON

/// `:predict`, as clients of KServe's first protocol and of TensorFlow Serving call it.
struct PredictDialect: PredictionDialect {
    static let mediaType = "application/json"

    func read(
        _ request: borrowing Request,
        for model: Model,
        limits: EvaluationLimits
    ) throws(Problem) -> (rows: PredictionRequest, query: PredictPayload.Form) {
        _ = try request.preferredType(of: [Self.mediaType])
        try request.checkJSONContent()
        let (rows, form) = try PredictPayload.read(request.body, for: model, limits: limits)
        return (PredictionRequest(rows), form)
    }

    func answer(_ prediction: Prediction, to query: PredictPayload.Form, from model: Model) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key(query.answer)
        let nonFinite = prediction.tensors.reduce(0) { $0 + writer.value(rows: $1) }
        if nonFinite > 0 { writer.member("non_finite", nonFinite) }
        writer.endObject()
        return Response(
            200,
            contentType: Self.mediaType,
            fields: [.init("Cache-Control", "no-store")],
            content: writer.bytes
        )
    }
}
