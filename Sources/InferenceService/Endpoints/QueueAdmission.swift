internal import HTTPServer
internal import HTTPWire
internal import ModelServing

extension Request {
    /// The bytes of content that are announced and that a worker will have to read.
    ///
    /// - Parameters:
    ///   - inPlaceLimit: The most bytes that are read in place.
    ///   - contentLimit: The most bytes that are taken.
    /// - Returns: Nil if there are so few that they are read where they arrive, if nothing is announced, or if so many are
    ///   that they are refused in any case.
    func announcedBytes(beyond inPlaceLimit: Int, within contentLimit: Int) -> Int? {
        guard case .length(let length) = head.framing, length > inPlaceLimit, length <= contentLimit else { return nil }
        return length
    }
}

extension Endpoint {
    /// Collects content that a worker is going to read, unless the queue has no place for that now.
    ///
    /// To refuse at the head spares the memory for what would only be thrown away, and the time to receive it from a
    /// client that waits for `100 Continue`.
    ///
    /// - Parameters:
    ///   - context: What is known of the request.
    ///   - style: How the refusal is told.
    ///   - refusal: In how many seconds the client may try again; nil if there is a place.
    /// - Returns: The route's limit, or a 503.
    func admit(
        _ context: RequestContext,
        _ style: ProblemStyle = .standard,
        unless refusal: Int?
    ) -> Admission {
        guard let refusal else { return collecting }
        return .refuse(Problem.queueFull(retryAfter: refusal).response(to: context, style: style))
    }
}
