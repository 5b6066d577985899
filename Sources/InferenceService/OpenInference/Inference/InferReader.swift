internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// Reads the JSON of an inference request, and the bytes of tensors behind it.
///
/// Members that are not known are ignored, as the servers do whose protocol this is. The first mistake ends the reading.
struct InferReader: ~Escapable {
    let model: Model
    let limits: EvaluationLimits
    /// What follows the JSON.
    let tail: Span<UInt8>

    @_lifetime(copy tail)
    init(model: Model, limits: EvaluationLimits, tail: Span<UInt8>) {
        self.model = model
        self.limits = limits
        self.tail = tail
    }

    /// The members of a request, before any of them is read.
    private struct Members {
        var id: JSONDocument.Place?
        var parameters: JSONDocument.Place?
        var inputs: JSONDocument.Place?
        var outputs: JSONDocument.Place?
    }

    /// Reads a request.
    ///
    /// - Throws: The first thing that is wrong with it.
    mutating func read(_ json: Span<UInt8>) throws(Problem) -> (rows: PredictionRequest, query: InferQuery) {
        let document = try JSONDocument.parsed(json)
        let fields = InferFields(document)
        try fields.check(.object, "an object", at: document.root, JSONPointer())
        var members = Members()
        document.forEachMember(at: document.root) { key, place in
            switch key {
            case "id": members.id = place
            case "parameters": members.parameters = place
            case "inputs": members.inputs = place
            case "outputs": members.outputs = place
            default: break
            }
        }
        let id = try members.id.flatMap { (place) throws(Problem) -> String? in
            try fields.optionalString(place, JSONPointer().appending("id"))
        }
        let parameters = try InferParameters(fields, members.parameters)
        let outputs = try InferOutputs.read(fields, members.outputs, of: model, parameters)
        let rows = try rows(fields, try InferInput.read(fields, members.inputs, of: model), outputs)
        return (
            PredictionRequest(rows, tensors: outputs.map(\.tensor), deadline: parameters.deadline),
            InferQuery(id: id == "" ? nil : id, outputs: outputs)
        )
    }

    /// The rows of the input, within the limits.
    private func rows(
        _ fields: borrowing InferFields,
        _ input: InferInput,
        _ outputs: [InferQuery.Output]
    ) throws(Problem) -> Matrix {
        do {
            try model.check(rows: input.rows, limits)
            try model.checkAnswer(rows: input.rows, of: outputs.map(\.tensor), limits)
        } catch {
            throw Problem(error, rows: input.pointer)
        }
        let values =
            switch input.source {
            case .json(let place): try values(fields, place, of: input)
            case .bytes(let count): try values(byteCount: count, of: input)
            }
        return Matrix(rows: input.rows, columns: model.plan.inputSize, values: values)
    }

    private func values(
        _ fields: borrowing InferFields,
        _ place: JSONDocument.Place,
        of input: InferInput
    ) throws(Problem) -> [Float] {
        guard tail.isEmpty else { throw unexpectedBytes(of: tail.count) }
        let numbers = fields.document.numbers(at: place, valueLimit: input.count)
        let pointer = input.pointer.appending("data")
        switch numbers.problem {
        case nil: break
        case .notAnArray: throw Problem(.expected("an array of numbers", at: pointer, fields.document, place))
        case .notANumber(let index, let kind):
            throw Problem(InputProblem(pointer, "expected a number as element \(index), found \(kind.phrase)"))
        case .beyondFloat32(let index):
            throw Problem(InputProblem(pointer, "element \(index) is beyond the range of float32"))
        }
        guard numbers.count == input.count else {
            let expected = "expected \(input.count) numbers for the shape \(input.shape), found \(numbers.count)"
            throw Problem(InputProblem(pointer, expected))
        }
        return numbers.values
    }

    private func values(byteCount: Int, of input: InferInput) throws(Problem) -> [Float] {
        // The limits hold, so four bytes for each number are no overflow.
        let expected = 4 * input.count
        guard byteCount == expected else {
            let pointer = input.pointer.appending("parameters").appending("binary_data_size")
            throw Problem(
                InputProblem(
                    pointer,
                    "expected \(expected) bytes, 4 for each element of the shape \(input.shape), found \(byteCount)"
                )
            )
        }
        guard tail.count >= expected else {
            throw Problem(
                .invalidContent,
                "unexpected size for input \(quoted(input.name)), expecting \(expected - tail.count) additional bytes for "
                    + "model \(quoted(model.kept.name.text))"
            )
        }
        guard tail.count == expected else { throw unexpectedBytes(of: tail.count - expected) }
        return FloatBytes.floats(tail)
    }

    private func unexpectedBytes(of count: Int) -> Problem {
        Problem(
            .invalidContent,
            "unexpected additional input data for model \(quoted(model.kept.name.text)): \(count) bytes follow the last "
                + "binary tensor"
        )
    }
}
