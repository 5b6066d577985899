internal import ModelFormats

extension DocumentEndpoint {
    /// `GET /v1/schema`: the JSON Schema of a definition.
    static func schema() -> DocumentEndpoint {
        DocumentEndpoint(
            "/v1/schema",
            mediaType: "application/schema+json",
            otherTypes: ["application/json"],
            content: DefinitionJSON.schema
        )
    }
}
