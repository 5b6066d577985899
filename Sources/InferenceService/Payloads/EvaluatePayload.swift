internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// Reads the body of `POST /v1/evaluate`, and that of the same for a kept model.
struct EvaluatePayload {
    private static let members = ["network", "inputs", "include", "statistics", "training"]
    /// A kept network is there already, and is not in training.
    private static let membersForKept = ["inputs", "include", "statistics"]

    private let limits: EvaluationLimits
    /// The network, if it is not for the body to say.
    private let kept: NetworkPlan?
    private var problems: [InputProblem] = []
    private var excesses: [LimitsExceeded.Excess] = []
    private var places: DefinitionPlaces?

    /// Reads a body as a whole.
    ///
    /// How much an answer may hold is not checked: that depends on its form.
    ///
    /// - Returns: The request, and where the parts of its definition stood.
    /// - Throws: A syntax error; or everything that is wrong with the content, definition and rows together; or the
    ///   figures beyond their limits.
    static func read(_ body: Span<UInt8>, limits: EvaluationLimits) throws(Problem) -> (
        request: EvaluationRequest, places: DefinitionPlaces
    ) {
        var payload = EvaluatePayload(limits: limits, kept: nil)
        let request = try payload.read(body)
        guard let places = payload.places else { throw Problem(InputProblems(payload.problems)) }
        return (request, places)
    }

    /// Reads a body as a whole, for a network that is there already.
    ///
    /// - Returns: The request.
    /// - Throws: A syntax error; or everything that is wrong with the content; or the figures beyond their limits.
    static func read(
        _ body: Span<UInt8>,
        for plan: NetworkPlan,
        limits: EvaluationLimits
    ) throws(Problem) -> EvaluationRequest {
        var payload = EvaluatePayload(limits: limits, kept: plan)
        return try payload.read(body)
    }

    private init(limits: EvaluationLimits, kept: NetworkPlan?) {
        self.limits = limits
        self.kept = kept
    }

    private mutating func read(_ body: Span<UInt8>) throws(Problem) -> EvaluationRequest {
        let document = try JSONDocument.parsed(body)
        let request = request(document)
        if problems.isEmpty, !excesses.isEmpty { throw Problem(LimitsExceeded(excesses)) }
        guard problems.isEmpty, let request else {
            throw Problem(InputProblems(problems + excesses.map { InputProblem($0.pointer, $0.sentence) }))
        }
        return request
    }

    /// The request; nil if a problem was found.
    private mutating func request(_ document: borrowing JSONDocument) -> EvaluationRequest? {
        let root = JSONPointer()
        let members = MemberReader(
            document,
            at: document.root,
            pointer: root,
            known: kept == nil ? Self.members : Self.membersForKept,
            problems: &problems
        )
        let definition = kept == nil ? members.place(ofRequired: "network", problems: &problems) : nil
        let plan = kept ?? definition.flatMap { readPlan(document, $0, root.appending("network")) }
        let parts = members.place(of: "include").map { readParts(document, $0, root.appending("include")) }
        let statistics = members.place(of: "statistics").map { place in
            StatisticsPayload.read(document, at: place, pointer: root.appending("statistics"), problems: &problems)
        }
        let training = members.place(of: "training").map { readFlag(document, $0, root.appending("training")) }
        let inputSize = plan?.inputSize ?? definition.flatMap { Self.statedInputSize(document, $0) }
        let inputs = members.place(of: "inputs").map { place in
            readInputs(document, place, plan, inputSize: inputSize, root.appending("inputs"))
        }
        guard problems.isEmpty, excesses.isEmpty, let plan else { return nil }
        return EvaluationRequest(
            plan,
            inputs: inputs ?? nil,
            parts: parts ?? [.outputs, .parameters],
            statistics: statistics ?? StatisticsOptions(),
            isTraining: training ?? false
        )
    }

    private mutating func readPlan(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) -> NetworkPlan? {
        do {
            let read = try DefinitionJSON.read(document, at: place, pointer: pointer, limits: limits.network)
            places = read.places
            return read.plan
        } catch {
            problems += error.all
            return nil
        }
    }

    /// The rows; nil if a problem was found with them, or if there is no plan to hold them against.
    private mutating func readInputs(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ plan: NetworkPlan?,
        inputSize: Int?,
        _ pointer: JSONPointer
    ) -> Matrix? {
        let valueLimit = limits.heldValues == .max ? .max : limits.heldValues + 1
        let rows = document.rows(at: place, valueLimit: plan == nil ? 0 : valueLimit)
        let found = RowProblems.all(of: rows, inputSize: inputSize, pointer: pointer)
        problems += found
        guard found.isEmpty, let plan else { return nil }
        excesses = EvaluationRequest.excesses(plan, rows: rows.rowCount, limits)
        guard excesses.isEmpty else { return nil }
        return Matrix(rows: rows.rowCount, columns: plan.inputSize, values: rows.values)
    }

    /// How many inputs a definition says it has, also where the rest of it is impossible; nil if that is not clear.
    private static func statedInputSize(_ document: borrowing JSONDocument, _ place: JSONDocument.Place) -> Int? {
        let long = document.member("input_size", at: place)
        var short: JSONDocument.Place?
        if let sizes = document.member("layer_sizes", at: place) {
            document.forEachElement(at: sizes) { index, element in if index == 0 { short = element } }
        }
        guard let stated = long ?? short, long == nil || short == nil else { return nil }
        guard let size = document.number(at: stated)?.integer(as: Int.self), size > 0 else { return nil }
        return size
    }

    private mutating func readParts(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) -> EvaluationRequest.Parts {
        let known = EvaluationRequest.Parts.byName
        guard document.kind(at: place) == .array else {
            problems.append(.expected("an array of names", at: pointer, document, place))
            return []
        }
        var parts: EvaluationRequest.Parts = []
        var found: [InputProblem] = []
        document.forEachElement(at: place) { index, element in
            let pointer = pointer.appending(index)
            guard let word = document.string(at: element) else {
                found.append(.expected("a name", at: pointer, document, element))
                return
            }
            if let match = known.first(where: { $0.name == word }) {
                parts.insert(match.part)
            } else {
                found.append(.unknown(word, "part of an answer", among: known.map(\.name), at: pointer))
            }
        }
        problems += found
        return parts
    }

    private mutating func readFlag(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) -> Bool {
        if let flag = document.boolean(at: place) { return flag }
        problems.append(.expected("true or false", at: pointer, document, place))
        return false
    }
}
