internal import HTTPServer

extension DocumentEndpoint {
    /// `GET /openapi.yaml`: the contract as YAML.
    static func contractYAML() -> DocumentEndpoint {
        DocumentEndpoint(
            "/openapi.yaml",
            mediaType: "application/yaml",
            otherTypes: ["application/openapi+yaml", "text/plain"],
            content: Array(Contract.yaml.utf8),
            scope: .open
        )
    }

    /// `GET /openapi.json`: the contract as JSON.
    static func contractJSON() -> DocumentEndpoint {
        DocumentEndpoint(
            "/openapi.json",
            mediaType: "application/json",
            otherTypes: ["application/openapi+json"],
            content: Array(Contract.json.utf8),
            scope: .open
        )
    }
}
