internal import HTTPServer
internal import HTTPWire
internal import ModelFormats
internal import StrictJSON

/// The items of a query, some of which an endpoint reads itself while the rest belong to an activation or a scheme.
struct Query {
    /// The items that were not taken.
    private(set) var rest: [(name: String, text: String)]
    /// What is wrong with those that were taken.
    private(set) var problems: [InputProblem] = []

    /// Decodes the query of a request.
    ///
    /// - Throws: A query that does not decode, or an item that stands twice.
    init(_ request: borrowing Request) throws(Problem) {
        guard let items = request.queryItems() else {
            throw Problem(.malformedQuery, "The query does not percent-decode to UTF-8.")
        }
        rest = items.filter { !$0.name.isEmpty }.map { ($0.name, $0.value) }
        var names: Set<String> = []
        for item in rest where !names.insert(item.name).inserted {
            throw Problem(.malformedQuery, "The query has \(quoted(item.name)) twice.")
        }
    }

    /// Takes an item that is a finite number.
    mutating func number(_ name: String, default value: Double) -> Double {
        guard let text = take(name) else { return value }
        guard Self.isDecimal(text), let number = Double(text), Float(number).isFinite else {
            fail(name, "expected a number within float32, found \(quoted(text))")
            return value
        }
        return number
    }

    /// Takes an item that is a whole number.
    mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = take(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            let bounds =
                range.upperBound == .max
                ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            fail(name, "expected a whole number \(bounds), found \(quoted(text))")
            return nil
        }
        return number
    }

    /// Takes an item that is a list of finite float64 numbers with commas between them; nothing between is no number.
    mutating func numbers(_ name: String) -> [Double]? {
        guard let text = take(name) else { return nil }
        let parts = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in Self.isDecimal(part) ? Double(part) : nil }.filter(\.isFinite)
        guard numbers.count == parts.count else {
            fail(name, "expected numbers with commas between them, found \(quoted(text))")
            return nil
        }
        return numbers
    }

    /// Notes every item that nobody took, with the nearest name that is known.
    mutating func refuseRest(known: [String]) {
        for item in rest {
            let nearest = nearestName(to: item.name, among: known).map { "; did you mean \(quoted($0))?" }
            let remedy = nearest ?? "; expected \(known.joined(separator: ", "))"
            fail(item.name, "unknown query item \(quoted(item.name))\(remedy)")
        }
    }

    /// Adds a problem of an item.
    mutating func fail(_ name: String, _ detail: String) {
        problems.append(InputProblem(JSONPointer().appending(name), detail))
    }

    /// Adds problems that were found elsewhere.
    mutating func add(_ found: InputProblems) { problems += found.all }

    /// Ends with everything that is wrong, if anything is.
    func check() throws(Problem) {
        guard problems.isEmpty else { throw Problem(InputProblems(problems)) }
    }

    /// Swift reads hexadecimal floats and infinities as well, which are no numbers of this interface.
    private static func isDecimal(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }
    }

    private mutating func take(_ name: String) -> String? {
        guard let index = rest.firstIndex(where: { $0.name == name }) else { return nil }
        return rest.remove(at: index).text
    }
}

/// An endpoint that answers a GET with a JSON document made for the request.
protocol QueryEndpoint: Endpoint {
    /// Makes the content of the answer; adds to `timing` how long it was computed, and how long it was written.
    func content(for request: borrowing Request, _ timing: inout ServerTiming) throws(Problem) -> [UInt8]
}

extension QueryEndpoint {
    func respond(to request: borrowing Request, _ response: inout ResponseWriter) {
        response.send(answer(to: request, for: response.context))
    }

    /// The answer to a request.
    func answer(to request: borrowing Request, for context: RequestContext) -> Response {
        let offers = ["application/json"]
        guard AcceptedTypes(request.field("accept")).best(of: offers) != nil else {
            return Problem.notAcceptable(offers: offers).response(to: context)
        }
        do {
            var timing = ServerTiming()
            let start = ContinuousClock.now
            let content = try content(for: request, &timing)
            timing.parse = ContinuousClock.now - start - timing.compute - timing.serialise
            return Response(
                200,
                contentType: offers[0],
                fields: [.init("Cache-Control", "no-store"), timing.field],
                content: content
            )
        } catch {
            return error.response(to: context)
        }
    }
}
