internal import HTTPServer
internal import HTTPWire

/// Answers with content that does not change while the server runs, with an entity tag.
struct DocumentEndpoint: Endpoint {
    let route: Route
    private let mediaType: String
    private let otherTypes: [String]
    private let content: [UInt8]
    private let tag: EntityTag
    private let copies = CompressedCopies()

    /// Makes the endpoint of a document.
    ///
    /// - Parameters:
    ///   - template: Where it is found.
    ///   - mediaType: What it is.
    ///   - otherTypes: What it may be called as well, for a client that accepts only those.
    ///   - content: The document.
    ///   - scope: What a client has to be allowed.
    init(_ template: String, mediaType: String, otherTypes: [String] = [], content: [UInt8], scope: Scope = .infer) {
        route = Route(.get, template, scope: scope)
        self.mediaType = mediaType
        self.otherTypes = otherTypes
        self.content = content
        tag = EntityTag(of: content)
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        response.send(answer(to: request, for: response.context))
    }

    /// The answer to a request.
    func answer(to request: borrowing Request, for context: RequestContext) -> Response {
        let offers = [mediaType] + otherTypes
        guard let index = AcceptedTypes(request.field("accept")).best(of: offers) else {
            return Problem.notAcceptable(offers: offers).response(to: context)
        }
        // The content changes with the version of the server only, but then at once.
        let fields: [Response.Field] = [
            .init("ETag", tag.text), .init("Cache-Control", "no-cache"), .init("Vary", "Accept"),
        ]
        if tag.matches(request.field("if-none-match")) { return Response(304, fields: fields) }
        var response = Response(200, contentType: offers[index], fields: fields, content: content)
        response.copies = copies
        return response
    }
}
