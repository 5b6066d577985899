internal import HTTPServer
internal import HTTPWire
internal import ModelServing

/// What a client can ask of a kept model, without changing it: reading the request, pricing the work, and answering.
protocol ModelOperation: Sendable {
    /// What a request asks for, once it is known to be possible.
    associatedtype Work: Sendable

    /// Whether answers say where their time went: those that compute do.
    static var isTimed: Bool { get }

    /// Reads a request.
    ///
    /// - Throws: Everything that is wrong with it.
    func read(_ request: borrowing Request, of entry: ModelEntry) throws(Problem) -> Work

    /// What answering costs beside reading.
    func price(of work: Work) -> Price

    /// Does the work and writes the answer.
    func answer(to work: Work) throws(Problem) -> Response

    /// Answers as `answer(to:)` does, or breaks long work off once nobody waits for it, and says where the time went.
    ///
    /// Unless it is given, work is done to its end, and all of it is writing the answer.
    func answer(to work: Work, _ timing: inout ServerTiming, isCancelled: () -> Bool) throws(Problem) -> Response
}

extension ModelOperation {
    static var isTimed: Bool { false }

    func answer(to work: Work, _ timing: inout ServerTiming, isCancelled: () -> Bool) throws(Problem) -> Response {
        try timing.serialise.add { () throws(Problem) in try answer(to: work) }
    }
}

/// Answers requests that a `ModelOperation` takes.
///
/// A small body is read in place, and if what it asks for is cheaper than a hop to another queue, answered in place.
/// Everything else goes to the pool. The model is looked up once, so the answer comes wholly from one version.
struct ModelEndpoint<Kind: ModelOperation>: Endpoint {
    /// The largest body that is read on the queue of the connection: reading it takes less than a hop.
    static var inPlaceLimit: Int { 16 << 10 }

    /// The first parameter is the name of a model, the second one, if there is one, its version.
    let route: Route
    let operation: Kind
    let models: ModelLookup
    let pool: ComputePool
    /// How problems are told, given the value of Accept.
    var style: @Sendable (String?) -> ProblemStyle = ProblemStyle.models

    func admit(_ request: borrowing Request, _ context: RequestContext) -> Admission {
        // A model that is not there is told with the content, as for small requests.
        guard let bytes = request.announcedBytes(beyond: Self.inPlaceLimit, within: route.contentLimit),
            (try? find(request.parameters)) != nil
        else { return admit(context, unless: nil) }
        return admit(
            context,
            style(request.field("accept")),
            unless: pool.refusal(price: .parsing(bytes: bytes), bytes: bytes)
        )
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        let style = style(request.field("accept"))
        do {
            let parameters = request.parameters
            let entry = try find(parameters)
            guard request.body.count <= Self.inPlaceLimit else {
                let pending = response.later()
                pool.submit(price: .parsing(bytes: pending.body.count), for: pending, style) {
                    (timing) throws(Problem) in
                    var timing = timing
                    let work = try pending.withRequest(parameters) { (request) throws(Problem) in
                        try read(request, of: entry, &timing)
                    }
                    try finish(work, style, timing, pending)
                }
                return
            }
            var timing = ServerTiming()
            let work = try read(request, of: entry, &timing)
            let price = operation.price(of: work)
            guard price >= .hop else {
                response.send(try answer(to: work, timing) { false })
                return
            }
            queue(work, price, style, timing, response.later())
        } catch {
            response.send(error.response(to: response.context, style: style))
        }
    }

    private func find(_ parameters: [String]) throws(Problem) -> ModelEntry {
        try models.entry(parameters[0], version: parameters.count > 1 ? parameters[1] : nil)
    }

    /// Goes on after reading on a worker: heavy work takes its place in the queue at its real price, so that it cannot
    /// hold the last worker; other work is done where it is.
    private func finish(
        _ work: Kind.Work,
        _ style: ProblemStyle,
        _ timing: ServerTiming,
        _ pending: PendingResponse
    ) throws(Problem) {
        let price = operation.price(of: work)
        guard price >= ComputePool.heavy else {
            return pending.send(try answer(to: work, timing) { pending.isCancelled })
        }
        queue(work, price, style, timing, pending)
    }

    /// Lets the pool do the work and answer.
    private func queue(
        _ work: Kind.Work,
        _ price: Price,
        _ style: ProblemStyle,
        _ timing: ServerTiming,
        _ pending: PendingResponse
    ) {
        pool.submit(price: price, for: pending, style, timing) { (timing) throws(Problem) in
            pending.send(try answer(to: work, timing) { pending.isCancelled })
        }
    }

    private func read(
        _ request: borrowing Request,
        of entry: ModelEntry,
        _ timing: inout ServerTiming
    ) throws(Problem) -> Kind.Work {
        let start = ContinuousClock.now
        let work = try operation.read(request, of: entry)
        timing.parse += ContinuousClock.now - start
        return work
    }

    private func answer(
        to work: Kind.Work,
        _ timing: ServerTiming,
        isCancelled: () -> Bool
    ) throws(Problem) -> Response {
        var timing = timing
        var response: Response
        do {
            response = try operation.answer(to: work, &timing, isCancelled: isCancelled)
        } catch {
            if error.isOfWorkBrokenOff { pool.noteBrokenOff() }
            throw error
        }
        if Kind.isTimed, response.status == 200 { response.fields.append(timing.field) }
        return response
    }
}

extension ComputePool {
    /// Does work that answers a request, unless the client has gone; answers 503 if the queue is full.
    ///
    /// - Parameters:
    ///   - price: What the work is expected to cost.
    ///   - pending: What takes the answer.
    ///   - style: How problems are told.
    ///   - timing: Where the time went so far.
    ///   - work: Answers, or throws the problem that is the answer; it is told where the time went until then.
    func submit(
        price: Price,
        for pending: PendingResponse,
        _ style: ProblemStyle,
        _ timing: ServerTiming = ServerTiming(),
        _ work: @escaping @Sendable (ServerTiming) throws(Problem) -> Void
    ) {
        let start = ContinuousClock.now
        let isTaken = submit(price: price, bytes: pending.body.count, isCancelled: { pending.isCancelled }) {
            do throws(Problem) {
                try work(timing.waited(since: start))
            } catch {
                pending.send(error.response(to: pending.context, style: style))
            }
        }
        guard !isTaken else { return }
        let problem = Problem.queueFull(retryAfter: secondsUntilIdle)
        pending.send(problem.response(to: pending.context, style: style))
    }
}

extension PendingResponse {
    /// Lends the request that waits for the answer.
    func withRequest<Result, Failure: Error>(
        _ parameters: [String],
        _ use: (borrowing Request) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let (bytes, body) = (bytes, body)
        return try use(Request(head: head, bytes: bytes.span, body: body.span, parameters: parameters))
    }
}

extension Request {
    /// The media type, of those that are offered, that the client likes best.
    ///
    /// - Parameter offers: Media types in lower case, the server's preference first.
    /// - Returns: One of the offers.
    /// - Throws: A 406 if the client accepts none of them.
    func preferredType(of offers: [String]) throws(Problem) -> String {
        let accept = field("accept")
        // What nearly all clients say needs no parsing.
        if let first = offers.first, accept == nil || accept == "*/*" || accept == first { return first }
        guard let index = AcceptedTypes(accept).best(of: offers) else {
            throw .notAcceptable(offers: offers)
        }
        return offers[index]
    }

    /// Checks that the content is a whole and no part, which would replace the whole (RFC 9110 section 9.3.4).
    func checkWholeContent() throws(Problem) {
        guard field("content-range") == nil else {
            throw Problem(.malformedRequest, "Content-Range sends a part, and only the whole can be replaced.")
        }
    }

    /// Checks that the content is, or may be taken as, JSON.
    func checkJSONContent() throws(Problem) {
        if let problem = Problem.ofContent(type: field("content-type")) { throw problem }
    }
}
