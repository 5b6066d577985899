public import NeuralNetwork
public import StrictJSON

/// The parameters of a network as JSON: `{"parameters": [{"name", "shape", "values"}]}`.
public enum ParametersJSON {
    /// Reads the parameters of a network.
    ///
    /// The values of a weight are nested like its shape, one array for each unit; a flat list in row-major order is
    /// read as well, since its length leaves no doubt.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - place: Where the object with the member `parameters` stands.
    ///   - pointer: What the client calls the place.
    ///   - plan: What the tensors are to be.
    /// - Returns: One tensor for each of the plan's, in their order.
    /// - Throws: All problems at once, each with its place as the client wrote it.
    public static func read(
        _ document: borrowing JSONDocument,
        at place: JSONDocument.Place,
        pointer: JSONPointer = JSONPointer(),
        for plan: NetworkPlan
    ) throws(InputProblems) -> [ParameterTensor] {
        var reader = ParametersReader(plan)
        reader.read(document, at: place, pointer: pointer)
        return try reader.parameters()
    }

    /// Reads the parameters of a network from a whole JSON text.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - plan: What the tensors are to be.
    /// - Returns: One tensor for each of the plan's, in their order.
    /// - Throws: The first violation of the syntax, or all problems at once.
    public static func read(
        _ bytes: Span<UInt8>,
        for plan: NetworkPlan
    ) throws(ParametersError) -> [ParameterTensor] {
        var reader = ParametersReader(plan)
        do throws(JSONSyntaxError) {
            let document = try JSONDocument(bytes)
            reader.read(document, at: document.root, pointer: JSONPointer())
        } catch {
            throw .syntax(error)
        }
        do throws(InputProblems) {
            return try reader.parameters()
        } catch {
            throw .problems(error)
        }
    }
}

/// Reads parameters: keeps what was read, and what was wrong.
private struct ParametersReader {
    private var roll: TensorRoll
    private var values: [[Float]?]
    private var problems: [InputProblem] = []

    init(_ plan: NetworkPlan) {
        roll = TensorRoll(plan)
        values = Array(repeating: nil, count: roll.tensors.count)
    }

    mutating func read(_ document: borrowing JSONDocument, at place: JSONDocument.Place, pointer: JSONPointer) {
        let members = MemberReader(document, at: place, pointer: pointer, known: ["parameters"], problems: &problems)
        guard let list = members.place(ofRequired: "parameters", problems: &problems) else { return }
        let pointer = pointer.appending("parameters")
        let kind = document.kind(at: list)
        guard kind == .array else {
            problems.note(pointer, "expected an array of tensors, found \(spoken(kind))")
            return
        }
        var places: [JSONDocument.Place] = []
        // A body can hold millions of elements; past the tensors and the listed problems none of them matters.
        let limit = roll.tensors.count + InputProblems.listingLimit + 1
        document.forEachElement(at: list) { if $0 < limit { places.append($1) } }
        for (index, place) in places.enumerated() where !problems.areEnough {
            readTensor(document, at: place, pointer: pointer.appending(index))
        }
        roll.end(at: pointer, problems: &problems)
    }

    /// Ends reading: one tensor for each of the plan's.
    func parameters() throws(InputProblems) -> [ParameterTensor] {
        // Without a problem each tensor came, with as many values as it has elements.
        guard problems.isEmpty else { throw InputProblems(problems) }
        return zip(roll.tensors, values).compactMap { ParameterTensor(plan: $0, values: $1 ?? []) }
    }

    private mutating func readTensor(
        _ document: borrowing JSONDocument,
        at place: JSONDocument.Place,
        pointer: JSONPointer
    ) {
        let known = ["name", "shape", "values"]
        let members = MemberReader(document, at: place, pointer: pointer, known: known, problems: &problems)
        let name = members.place(ofRequired: "name", problems: &problems).flatMap {
            readString(document, at: $0, pointer: pointer.appending("name"), problems: &problems)
        }
        let shape = members.place(ofRequired: "shape", problems: &problems).flatMap {
            readSizes(document, at: $0, pointer: pointer.appending("shape"), problems: &problems)
        }
        let list = members.place(ofRequired: "values", problems: &problems)
        guard let name else { return }
        let index = roll.admit(
            name,
            shape: shape,
            namePointer: pointer.appending("name"),
            shapePointer: pointer.appending("shape"),
            problems: &problems
        )
        // What the values should be is known only of a tensor of the plan; a wrong shape is said once.
        guard let index, let list, shape == roll.tensors[index].shape else { return }
        values[index] = readValues(document, at: list, pointer: pointer.appending("values"), of: roll.tensors[index])
    }

    private mutating func readValues(
        _ document: borrowing JSONDocument,
        at place: JSONDocument.Place,
        pointer: JSONPointer,
        of tensor: TensorPlan
    ) -> [Float]? {
        let limit = InputProblems.listingLimit
        let rows = document.rows(at: place, valueLimit: tensor.count, problemLimit: limit)
        guard rows.problems.isEmpty else {
            for problem in rows.problems { noteRowProblem(problem, isFlat: rows.isFlat, pointer, &problems) }
            return nil
        }
        let isMatrix = tensor.shape.count == 2
        // An empty array is neither flat nor nested, and has the wrong length either way.
        let isNested = !rows.isFlat && rows.rowCount > 0
        let found = isNested ? [rows.rowCount, rows.columnCount] : [rows.valueCount]
        guard found == tensor.shape || (!isNested && rows.valueCount == tensor.count) else {
            let expected =
                isMatrix
                ? "\(tensor.shape[0]) arrays of \(tensor.shape[1]) numbers" : "a flat array of \(tensor.count) numbers"
            let actual =
                isNested ? "\(rows.rowCount) arrays of \(rows.columnCount)" : "\(rows.valueCount) in a flat array"
            problems.note(pointer, "\(quoted(tensor.name)) takes \(expected), found \(actual)")
            return nil
        }
        return rows.values
    }
}
