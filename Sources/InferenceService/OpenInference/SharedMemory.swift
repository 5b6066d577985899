internal import HTTPServer
internal import HTTPWire
internal import StrictJSON

/// `/v2/systemsharedmemory/…` and `/v2/cudasharedmemory/…`: no region can be registered, so there is none.
struct SharedMemoryEndpoint: ProtocolEndpoint {
    /// What a path asks for.
    enum Action: Sendable {
        /// The regions, or one of them.
        case status
        /// To register a region, or to let one or all go.
        case change
    }

    /// The first parameter is the kind of memory.
    let route: Route
    private let action: Action

    private init(_ route: Route, _ action: Action) {
        self.route = route
        self.action = action
    }

    /// All paths.
    static func all(contentLimit: Int) -> [SharedMemoryEndpoint] {
        let kind = "/v2/{kind}sharedmemory"
        return [
            SharedMemoryEndpoint(Route(.get, "\(kind)/status", scope: .manage), .status),
            SharedMemoryEndpoint(Route(.get, "\(kind)/region/{region}/status", scope: .manage), .status),
            SharedMemoryEndpoint(
                Route(.post, "\(kind)/region/{region}/register", contentLimit: contentLimit, scope: .manage),
                .change
            ),
            SharedMemoryEndpoint(
                Route(.post, "\(kind)/region/{region}/unregister", contentLimit: contentLimit, scope: .manage),
                .change
            ),
            SharedMemoryEndpoint(
                Route(.post, "\(kind)/unregister", contentLimit: contentLimit, scope: .manage),
                .change
            ),
        ]
    }

    func answer(to request: borrowing Request) throws(Problem) -> Response {
        guard ["system", "cuda"].contains(request.parameters[0]) else {
            throw Problem(.notFound, "There is no \(quoted("\(request.parameters[0])sharedmemory")).")
        }
        if action == .change {
            throw Problem(.invalidContent, "Shared memory is not supported; send tensors in the request.")
        }
        if request.parameters.count > 1 {
            throw Problem(.notFound, "Unable to find shared memory region \(quoted(request.parameters[1])).")
        }
        return .inferenceJSON { writer in
            writer.beginArray()
            writer.endArray()
        }
    }
}
