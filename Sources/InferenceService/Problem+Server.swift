internal import HTTPServer
internal import HTTPWire
internal import ModelFormats

extension Problem {
    /// The problem of a request that no endpoint takes.
    ///
    /// - Parameters:
    ///   - failure: What the router says.
    ///   - templates: The paths there are.
    init(_ failure: Router.Failure, templates: [String]) {
        switch failure {
        case .notFound(let path):
            let hint = nearestName(to: path, among: templates).map { "; did you mean \($0)?" } ?? "."
            self.init(.notFound, "There is nothing at \(quoted(path))\(hint)")
        case .methodNotAllowed(let allow):
            self.init(
                .methodNotAllowed,
                "This path answers \(allow) only.",
                fields: [.init("Allow", allow)]
            )
        case .malformedPath:
            self.init(.malformedRequest, "The path does not percent-decode to UTF-8.")
        }
    }

    /// The problem of a request that the server itself refuses.
    init(_ failure: ServerFailure) {
        switch failure {
        case .protocolError(let error):
            self.init(
                Kind(protocolStatus: error.statusHint),
                "Byte \(error.offset) of the request breaks a rule of HTTP/1.1: \(Self.words(error.reason.rawValue))."
            )
        case .contentTooLarge(let limit):
            self.init(.contentTooLarge, "The content is larger than the limit of \(limit) bytes.")
        case .requestTimeout:
            self.init(.requestTimeout, "The request did not arrive in time.")
        case .tooManyConnections(let limit):
            self.init(
                .tooManyConnections,
                "All \(limit) connections are taken.",
                fields: [.init("Retry-After", "1")]
            )
        case .noAnswer:
            self.init(.internalError, "The server could not answer; its log says more under this request id.")
        }
    }

    /// `bareLineFeed` as `bare line feed`.
    private static func words(_ name: String) -> String {
        name.reduce(into: "") { text, character in
            text += character.isUppercase ? " \(character.lowercased())" : String(character)
        }
    }
}
