public import HTTPWire

/// Finds the endpoint of a request; answers 404, 405 with Allow, HEAD and OPTIONS itself.
public struct Router: RequestHandler {
    /// Why a request has no endpoint.
    public enum Failure: Sendable, Hashable {
        /// No route has this path.
        case notFound(path: String)
        /// Routes have this path, but not with this method; `allow` is the value of Allow.
        case methodNotAllowed(allow: String)
        /// The path does not percent-decode.
        case malformedPath
    }

    /// Two routes that one request could match.
    public struct Ambiguity: Error, Sendable, Hashable {
        /// The routes.
        public let routes: [Route]
    }

    /// Makes a router.
    ///
    /// - Parameters:
    ///   - endpoints: The operations.
    ///   - refusal: The answer to a request without an endpoint.
    ///   - failure: The answer to what the server itself has to refuse.
    /// - Throws: Two routes that one request could match.
    public init(
        _ endpoints: [any Endpoint],
        refusal: @escaping @Sendable (Failure, _ requestID: String) -> Response,
        failure: @escaping @Sendable (ServerFailure, _ requestID: String) -> Response
    ) throws(Ambiguity) {
        fatalError("to be written")
    }

    /// The routes, in the order of the endpoints.
    public var routes: [Route] { fatalError("to be written") }

    /// See `RequestHandler`.
    public func admit(_ head: borrowing RequestHead, _ bytes: Span<UInt8>, requestID: String) -> Admission {
        fatalError("to be written")
    }

    /// See `RequestHandler`.
    public func handle(
        _ head: borrowing RequestHead,
        _ bytes: Span<UInt8>,
        body: Span<UInt8>,
        _ response: inout ResponseWriter
    ) {
        fatalError("to be written")
    }

    /// See `RequestHandler`.
    public func response(to failure: ServerFailure, requestID: String) -> Response { fatalError("to be written") }
}
