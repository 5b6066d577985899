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
            // The router adds the field itself.
            self.init(.methodNotAllowed, "This path answers \(allow) only.")
        case .malformedPath:
            self.init(.malformedRequest, "The path does not percent-decode to UTF-8.")
        case .methodNotImplemented:
            self.init(.notImplemented, "This server has no such method.")
        case .notSecure:
            self.init(.misdirectedRequest, "The target is of https, but the connection is not secure.")
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
        case .unsupportedCoding(let refusal):
            let name =
                switch refusal {
                case .unknown(let name): "The content coding \(quoted(name)) is"
                case .several(let codings):
                    "The codings \(codings.map(\.rawValue).joined(separator: ", ")) together are"
                }
            self.init(
                .unsupportedCoding,
                "\(name) not supported; send the content as it is, or as one of \(ContentCoding.accepted).",
                fields: [.init("Accept-Encoding", ContentCoding.accepted)]
            )
        case .malformedCoding(let coding, let error):
            self.init(.malformedRequest, "The content is no whole \(coding.rawValue): \(Self.words(of: error)).")
        case .expansionTooLarge(let ratio):
            self.init(
                .contentTooLarge,
                "The content expands to more than the limit of \(ratio) times its compressed size."
            )
        case .requestTimeout:
            self.init(.requestTimeout, "The request did not arrive in time.")
        case .plainTextOnSecurePort:
            self.init(.malformedRequest, "This port speaks TLS; the URL of the service begins with https.")
        case .receivedBytesFull:
            self.init(
                .memoryFull,
                "The server holds as many bytes of requests as it may; try again in 2 s.",
                fields: [.init("Retry-After", "2")]
            )
        case .deadlinePassed:
            self.init(.deadlinePassed, "The answer was not there in the time that the server gives a request.")
        case .tooManyConnections(let limit):
            self.init(
                .tooManyConnections,
                "All \(limit) connections are taken.",
                fields: [.init("Retry-After", "1")]
            )
        case .tooManyConnectionsOfAddress(let limit):
            self.init(
                .tooManyConnectionsOfAddress,
                "This address has \(limit) connections already.",
                fields: [.init("Retry-After", "1")]
            )
        case .noAnswer:
            self.init(.internalError, "The server could not answer; its log says more under this request id.")
        }
    }

    private static func words(of error: InflationError) -> String {
        switch error {
        case .truncated: "it ends too early"
        case .trailingBytes: "more bytes follow its end"
        case .corrupt, .expandedTooLarge, .ratioTooLarge: "its bytes or its checksum are wrong"
        }
    }

    /// `bareLineFeed` as `bare line feed`.
    private static func words(_ name: String) -> String {
        name.reduce(into: "") { text, character in
            text += character.isUppercase ? " \(character.lowercased())" : String(character)
        }
    }
}
