internal import HTTPServer
internal import HTTPWire
internal import ModelServing
internal import StrictJSON

/// An endpoint of the Open Inference Protocol that answers at once, from memory.
protocol ProtocolEndpoint: Endpoint {
    /// The answer to a request.
    ///
    /// - Throws: What is wrong with the request.
    func answer(to request: borrowing Request) throws(Problem) -> Response
}

extension ProtocolEndpoint {
    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        do throws(Problem) {
            response.send(try answer(to: request))
        } catch {
            let style = ProblemStyle.inference(accept: request.field("accept"))
            response.send(error.response(to: response.context, style: style))
        }
    }
}

extension Response {
    /// An answer in JSON that is not to be stored.
    ///
    /// It is never compressed: a client in use asks for that on every path, and expands nothing but answers to `infer`.
    static func inferenceJSON(_ write: (inout JSONWriter) -> Void) -> Response {
        var writer = JSONWriter()
        write(&writer)
        var response = Response(
            200,
            contentType: "application/json",
            fields: [.init("Cache-Control", "no-store")],
            content: writer.bytes
        )
        response.mayBeCompressed = false
        return response
    }
}

extension Request {
    /// Reads the members of the object that the content is; an empty content counts as an empty object.
    ///
    /// - Parameter body: Called with each member.
    /// - Throws: Content that is no JSON object, or what `body` throws.
    func forEachInferenceMember(
        _ body: (borrowing InferFields, _ key: String, JSONDocument.Place, JSONPointer) throws(Problem) -> Void
    ) throws(Problem) {
        try checkInferenceContent()
        guard !self.body.isEmpty else { return }
        let document = try JSONDocument.parsed(self.body)
        let fields = InferFields(document)
        try fields.check(.object, "an object", at: document.root, JSONPointer())
        try document.forEachMember(at: document.root) { (key, place) throws(Problem) in
            try body(fields, key, place, JSONPointer().appending(key))
        }
    }
}

extension ModelEntry {
    /// The model, for requests to which one that is not loaded is none.
    func loadedModel() throws(Problem) -> Model {
        guard let model else { throw .unloadedModel(kept.name.text) }
        return model
    }
}
