internal import HTTPServer
internal import HTTPWire
internal import ModelServing

/// Answers requests whose content is a document for an operation.
///
/// A small body is read in place, and if what it asks for is cheaper than a hop to another queue, answered in place.
/// Everything else goes to the pool.
struct OperationEndpoint<Kind: Operation>: Endpoint {
    /// The largest body that is read on the queue of the connection: reading it takes less than a hop.
    static var inPlaceLimit: Int { 16 << 10 }

    let route: Route
    let operation: Kind
    let pool: ComputePool

    /// What becomes of a request once its content was read.
    enum Step: Sendable {
        /// The answer is known.
        case done(Response)
        /// The work is possible, and worth a place in the queue if its price says so.
        case work(Kind.Work, OneShot.Format)
    }

    func admit(_ request: borrowing Request, _ context: RequestContext) -> Admission {
        let bytes = request.announcedBytes(beyond: Self.inPlaceLimit, within: route.contentLimit)
        return admit(context, unless: bytes.flatMap { pool.refusal(price: .parsing(bytes: $0), bytes: $0) })
    }

    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        guard request.body.count <= Self.inPlaceLimit else {
            let pending = response.later()
            queue(pending, price: .parsing(bytes: pending.body.count)) { timing in
                var timing = timing
                let (bytes, body) = (pending.bytes, pending.body)
                let request = Request(head: pending.head, bytes: bytes.span, body: body.span, parameters: [])
                switch step(for: request, pending.context, &timing) {
                case .done(let answer): pending.send(answer)
                case .work(let work, let format): finish(work, format, timing, pending)
                }
            }
            return
        }
        var timing = ServerTiming()
        switch step(for: request, response.context, &timing) {
        case .done(let answer): response.send(answer)
        case .work(let work, let format):
            let price = operation.price(of: work)
            guard price >= .hop else {
                response.send(answer(to: work, format, timing, for: response.context))
                return
            }
            queue(work, format, timing, response.later())
        }
    }

    /// Negotiates and reads.
    func step(
        for request: borrowing Request,
        _ context: RequestContext,
        _ timing: inout ServerTiming
    ) -> Step {
        let offers = Kind.formats.map(\.mediaType)
        guard let index = AcceptedTypes(request.field("accept")).best(of: offers) else {
            return .done(Problem.notAcceptable(offers: offers).response(to: context))
        }
        if let problem = Problem.ofContent(type: request.field("content-type")) {
            return .done(problem.response(to: context))
        }
        let start = ContinuousClock.now
        do {
            let format = Kind.formats[index]
            let work = try operation.read(request.body, for: format)
            timing.parse += ContinuousClock.now - start
            return .work(work, format)
        } catch {
            return .done(error.response(to: context))
        }
    }

    /// Does the work and makes a response of it.
    func answer(
        to work: Kind.Work,
        _ format: OneShot.Format,
        _ timing: ServerTiming = ServerTiming(),
        for context: RequestContext,
        isCancelled: () -> Bool = { false }
    ) -> Response {
        var timing = timing
        do {
            let content = try operation.answer(to: work, format, &timing, isCancelled: isCancelled)
            return Response(
                200,
                contentType: format.contentType,
                fields: [.init("Cache-Control", "no-store"), .init("Vary", "Accept"), timing.field],
                content: content
            )
        } catch {
            if error.isOfWorkBrokenOff { pool.noteBrokenOff() }
            return error.response(to: context)
        }
    }

    /// Goes on after reading on a worker: heavy work takes its place in the queue at its real price, among its like; other
    /// work is done where it is, and its flow is charged for the time that it takes.
    private func finish(
        _ work: Kind.Work,
        _ format: OneShot.Format,
        _ timing: ServerTiming,
        _ pending: PendingResponse
    ) {
        guard operation.price(of: work) >= ComputePool.heavy else {
            pending.send(answer(to: work, format, timing, for: pending.context) { pending.isCancelled })
            return
        }
        queue(work, format, timing, pending)
    }

    /// Lets the pool do the work and answer.
    private func queue(
        _ work: Kind.Work,
        _ format: OneShot.Format,
        _ timing: ServerTiming,
        _ pending: PendingResponse
    ) {
        queue(pending, price: operation.price(of: work), bytes: operation.bytes(of: work), timing) { timing in
            pending.send(answer(to: work, format, timing, for: pending.context) { pending.isCancelled })
        }
    }

    /// Lets the pool do work for a request, which holds its body, and as many bytes more, while it waits.
    private func queue(
        _ pending: PendingResponse,
        price: Price,
        bytes: Int = 0,
        _ timing: ServerTiming = ServerTiming(),
        _ work: @escaping @Sendable (ServerTiming) -> Void
    ) {
        let start = ContinuousClock.now
        let isTaken = pool.submit(
            price: price,
            bytes: pending.body.count + bytes,
            isCancelled: { pending.isCancelled },
            { work(timing.waited(since: start)) }
        )
        guard !isTaken else { return }
        pending.send(Problem.queueFull(retryAfter: pool.secondsUntilIdle).response(to: pending.context))
    }
}

extension Problem {
    /// The problem of work that finds no place in the queue.
    ///
    /// - Parameter retryAfter: In how many seconds the client may try again.
    /// - Returns: A 503 with Retry-After.
    static func queueFull(retryAfter: Int) -> Problem {
        Problem(
            .queueFull,
            "The server has as much work as it takes; try again in \(retryAfter) s.",
            fields: [.init("Retry-After", "\(retryAfter)")]
        )
    }
}
