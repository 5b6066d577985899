internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// Reads the body of `:predict`.
///
/// Members that are not known are ignored, as the servers do whose protocol this is.
struct PredictPayload {
    /// How the rows are given, and so how the outputs are answered.
    enum Form: String, Sendable, Hashable {
        /// One instance after another.
        case rows = "instances"
        /// One tensor with all rows.
        case columns = "inputs"

        /// The member of the answer that has the outputs.
        var answer: String {
            switch self {
            case .rows: "predictions"
            case .columns: "outputs"
            }
        }
    }

    private let plan: NetworkPlan
    /// The most numbers to store: one more than are allowed, so that too many are noticed.
    private let valueLimit: Int
    private var problems: [InputProblem] = []

    /// Reads a body as a whole.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - model: What the rows are for.
    ///   - limits: How many they may be.
    /// - Returns: The rows, and how they were given.
    /// - Throws: A syntax error; or everything that is wrong with the content; or the figures beyond their limits.
    static func read(
        _ body: Span<UInt8>,
        for model: Model,
        limits: EvaluationLimits
    ) throws(Problem) -> (rows: Matrix, form: Form) {
        if let plain = plain(body, for: model, limits: limits) { return plain }
        let document = try JSONDocument.parsed(body)
        var payload = PredictPayload(model.plan, limits)
        let given = payload.form(document)
        let read = given.flatMap { form, place in
            payload.rows(document, place, form, JSONPointer().appending(form.rawValue))
        }
        guard payload.problems.isEmpty, let given, let read else {
            throw Problem(InputProblems(payload.problems))
        }
        do {
            try model.check(rows: read.count, limits)
            try model.checkAnswer(rows: read.count, limits)
        } catch {
            throw Problem(error, rows: JSONPointer().appending(given.form.rawValue))
        }
        return (Matrix(rows: read.count, columns: model.plan.inputSize, values: read.values), given.form)
    }

    /// Reads in one pass what nearly all clients send, one member with rows as lists; nil for everything else, and for
    /// what is to be refused.
    private static func plain(
        _ body: Span<UInt8>,
        for model: Model,
        limits: EvaluationLimits
    ) -> (rows: Matrix, form: Form)? {
        var reader = PlainJSONReader(body)
        let width = model.plan.inputSize
        guard reader.openObject(), let key = reader.key(), let form = form(of: key, reader),
            let rows = reader.rows(width: width, limit: limits.heldValues / width),
            reader.closeObject(), reader.isAtEnd()
        else { return nil }
        do {
            try model.check(rows: rows.count, limits)
            try model.checkAnswer(rows: rows.count, limits)
        } catch {
            return nil
        }
        return (Matrix(rows: rows.count, columns: width, values: rows.values), form)
    }

    private static func form(of key: Range<Int>, _ reader: borrowing PlainJSONReader) -> Form? {
        reader.isEqual(key, "instances") ? .rows : reader.isEqual(key, "inputs") ? .columns : nil
    }

    private init(_ plan: NetworkPlan, _ limits: EvaluationLimits) {
        self.plan = plan
        valueLimit = limits.heldValues == .max ? .max : limits.heldValues + 1
    }

    /// The form, and where the rows stand; nil if a problem was found.
    private mutating func form(_ document: borrowing JSONDocument) -> (form: Form, place: JSONDocument.Place)? {
        let root = JSONPointer()
        guard document.kind(at: document.root) == .object else {
            problems.append(.expected("an object", at: root, document, document.root))
            return nil
        }
        var given: [(form: Form, place: JSONDocument.Place)] = []
        var signature: JSONDocument.Place?
        document.forEachMember(at: document.root) { key, place in
            if let form = Form(rawValue: key) { given.append((form, place)) }
            if key == "signature_name" { signature = place }
        }
        if let signature, document.kind(at: signature) != .string {
            problems.append(.expected("a string", at: root.appending("signature_name"), document, signature))
        }
        switch given.count {
        case 0: problems.append(InputProblem(root, "missing member \"instances\", or \"inputs\" for columns"))
        case 1: return given[0]
        default:
            problems.append(InputProblem(root, "both \"instances\" and \"inputs\" are given; give one of them"))
        }
        return nil
    }

    /// The rows; nil if a problem was found.
    private mutating func rows(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ form: Form,
        _ pointer: JSONPointer
    ) -> (values: [Float], count: Int)? {
        switch form {
        case .rows:
            let first = document.firstElement(at: place)
            guard let first, document.kind(at: first) == .object else { return tensor(document, place, pointer) }
            return instances(document, place, pointer)
        case .columns:
            guard document.kind(at: place) == .object else { return tensor(document, place, pointer) }
            let name = plan.definition.inputName
            guard let input = document.member(name, at: place) else {
                problems.append(missingInput(document, place, pointer))
                return nil
            }
            noteOtherInputs(document, place, pointer, in: &problems)
            return tensor(document, input, pointer.appending(name))
        }
    }

    /// Rows that are one tensor: a list of rows or, for a network of one input, of numbers.
    private mutating func tensor(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) -> (values: [Float], count: Int)? {
        let isSingle = plan.inputSize == 1
        let wanted = isSingle ? "a list of numbers or of rows" : "a list of rows of \(plan.inputSize) numbers"
        guard document.kind(at: place) == .array else {
            problems.append(.expected(wanted, at: pointer, document, place))
            return nil
        }
        let rows = document.rows(at: place, valueLimit: valueLimit)
        guard !rows.isFlat || isSingle else {
            problems.append(InputProblem(pointer, "expected \(wanted), found a list without rows"))
            return nil
        }
        let found = RowProblems.all(of: rows, inputSize: rows.isFlat ? nil : plan.inputSize, pointer: pointer)
        problems += found
        return found.isEmpty ? (rows.values, rows.isFlat ? rows.columnCount : rows.rowCount) : nil
    }

    /// Rows that are objects with one member for each input tensor, of which there is one.
    private mutating func instances(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) -> (values: [Float], count: Int)? {
        let name = plan.definition.inputName
        var values: [Float] = []
        var count = 0
        var found: [InputProblem] = []
        document.forEachElement(at: place) { index, element in
            count += 1
            guard found.count <= InputProblems.listingLimit else { return }
            let pointer = pointer.appending(index)
            guard document.kind(at: element) == .object else {
                found.append(.expected("an object, as the first instance is", at: pointer, document, element))
                return
            }
            guard let input = document.member(name, at: element) else {
                found.append(missingInput(document, element, pointer))
                return
            }
            noteOtherInputs(document, element, pointer, in: &found)
            append(document, input, pointer.appending(name), to: &values, &found)
        }
        problems += found
        return found.isEmpty ? (values, count) : nil
    }

    /// Appends one row, which is a list of numbers or, for a network of one input, a number.
    private func append(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer,
        to values: inout [Float],
        _ problems: inout [InputProblem]
    ) {
        if plan.inputSize == 1, let number = document.number(at: place)?.float32 {
            if !number.isFinite { problems.append(InputProblem(pointer, "the number is beyond the range of float32")) }
            if values.count < valueLimit { values.append(number) }
            return
        }
        let row = document.rows(at: place, valueLimit: max(0, valueLimit - values.count))
        let found = RowProblems.all(of: row, inputSize: plan.inputSize, pointer: pointer)
        if !found.isEmpty {
            problems += found
        } else if !row.isFlat {
            problems.append(.expected("one row of \(plan.inputSize) numbers", at: pointer, document, place))
        } else {
            values.append(contentsOf: row.values)
        }
    }

    /// Notes the first member of an object of inputs that is not the input.
    private func noteOtherInputs(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer,
        in problems: inout [InputProblem]
    ) {
        let name = plan.definition.inputName
        var other: String?
        document.forEachMember(at: place) { key, _ in if other == nil, key != name { other = key } }
        guard let other else { return }
        let detail = "there is no input \(quoted(other)), only \(quoted(name))"
        problems.append(InputProblem(pointer.appending(other), detail))
    }

    /// The problem of an object that does not have the input, with the name that looks like it.
    private func missingInput(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) -> InputProblem {
        let name = plan.definition.inputName
        var keys: [String] = []
        document.forEachMember(at: place) { key, _ in if keys.count < 16 { keys.append(key) } }
        let misspelt = keys.first { nearestName(to: $0, among: [name]) != nil }
        let remedy = misspelt.map { "; is it \(quoted($0))?" } ?? ""
        return InputProblem(pointer, "missing the input \(quoted(name))\(remedy)")
    }
}

extension Problem {
    /// The problem of too many rows.
    ///
    /// - Parameters:
    ///   - excess: Every figure beyond its limit.
    ///   - rows: Where the rows stand.
    init(_ excess: LimitsExceeded, rows: JSONPointer) {
        let errors = excess.all.map { InputProblem(rows, $0.sentence) }
        // Clients of these protocols show the detail only, so it names every figure.
        let detail = errors.map(\.detail).joined(separator: "; ")
        self.init(.overLimit, "\(rows): \(detail)", errors: errors)
    }
}
