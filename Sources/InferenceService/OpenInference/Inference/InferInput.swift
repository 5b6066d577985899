internal import ModelFormats
internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// The one input of a request: everything but its numbers.
struct InferInput {
    /// Where the numbers are.
    enum Source {
        /// In the JSON, at this place.
        case json(JSONDocument.Place)
        /// Behind the JSON, in so many bytes as the client says.
        case bytes(Int)
    }

    let name: String
    /// The shape that the client gives: rows and the network's input size.
    let shape: [Int]
    /// The product of the shape.
    let count: Int
    let source: Source
    /// Where the input stands.
    let pointer: JSONPointer

    var rows: Int { shape[0] }

    /// The members of an input, before any of them is read.
    private struct Members {
        var name: JSONDocument.Place?
        var shape: JSONDocument.Place?
        var datatype: JSONDocument.Place?
        var parameters: JSONDocument.Place?
        var data: JSONDocument.Place?
    }

    /// Reads the inputs of a request, of which there is to be one.
    static func read(
        _ fields: borrowing InferFields,
        _ place: JSONDocument.Place?,
        of model: Model
    ) throws(Problem) -> InferInput {
        guard let place else { throw Problem(InputProblem(JSONPointer(), "missing member \"inputs\"")) }
        let pointer = JSONPointer().appending("inputs")
        try fields.check(.array, "an array with one input", at: place, pointer)
        var input: InferInput?
        try fields.document.forEachElement(at: place) { (index, element) throws(Problem) in
            let next = try InferInput(fields, element, pointer.appending(index), of: model)
            guard input == nil else {
                throw Problem(
                    InputProblem(next.pointer, "the input \(quoted(next.name)) is given twice")
                )
            }
            input = next
        }
        guard let input else {
            throw Problem(
                InputProblem(
                    pointer,
                    "expected 1 inputs but got 0 inputs for model \(quoted(model.kept.name.text))"
                )
            )
        }
        return input
    }

    private init(
        _ fields: borrowing InferFields,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer,
        of model: Model
    ) throws(Problem) {
        try fields.check(.object, "an object", at: place, pointer)
        var members = Members()
        fields.document.forEachMember(at: place) { key, place in
            switch key {
            case "name": members.name = place
            case "shape": members.shape = place
            case "datatype": members.datatype = place
            case "parameters": members.parameters = place
            case "data": members.data = place
            default: break
            }
        }
        guard let name = members.name else { throw Self.missing("name", pointer) }
        self.name = try fields.string(name, pointer.appending("name"))
        let expected = model.plan.definition.inputName
        guard self.name == expected else {
            throw Problem(
                InputProblem(
                    pointer.appending("name"),
                    "unexpected inference input \(quoted(self.name)) for model \(quoted(model.kept.name.text)), "
                        + "allowed inputs are: \(quoted(expected))"
                )
            )
        }
        guard let datatype = members.datatype else { throw Self.missing("datatype", pointer) }
        let type = try fields.string(datatype, pointer.appending("datatype"))
        guard type == "FP32" else {
            let detail = "the input \(quoted(expected)) has the datatype FP32, found \(quoted(type))"
            throw Problem(InputProblem(pointer.appending("datatype"), detail))
        }
        guard let shape = members.shape else { throw Self.missing("shape", pointer) }
        (self.shape, count) = try Self.shape(fields, shape, pointer.appending("shape"), model.plan.inputSize)
        source = try Self.source(fields, members, pointer)
        self.pointer = pointer
    }

    private static func missing(_ member: String, _ pointer: JSONPointer) -> Problem {
        Problem(InputProblem(pointer, "missing member \"\(member)\""))
    }

    private static func shape(
        _ fields: borrowing InferFields,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer,
        _ inputSize: Int
    ) throws(Problem) -> (shape: [Int], count: Int) {
        try fields.check(.array, "an array of whole numbers", at: place, pointer)
        // A shape of another rank is refused anyway, so not all of a long one is kept.
        var shape: [Int] = []
        var rank = 0
        try fields.document.forEachElement(at: place) { (index, element) throws(Problem) in
            let size = try fields.count(element, pointer.appending(index))
            if rank < 8 { shape.append(size) }
            rank += 1
        }
        guard rank == 2, shape[1] == inputSize else {
            let found = rank > shape.count ? "one of \(rank) dimensions" : "\(shape)"
            throw Problem(
                InputProblem(pointer, "unexpected shape: expected [rows, \(inputSize)], found \(found)")
            )
        }
        let (count, overflows) = shape[0].multipliedReportingOverflow(by: shape[1])
        guard !overflows, count <= .max / 4 else {
            throw Problem(InputProblem(pointer, "a tensor of the shape \(shape) has more than 2^63 bytes"))
        }
        return (shape, count)
    }

    private static func source(
        _ fields: borrowing InferFields,
        _ members: Members,
        _ pointer: JSONPointer
    ) throws(Problem) -> Source {
        var byteCount: Int?
        let parameters = pointer.appending("parameters")
        try fields.forEachParameter(at: members.parameters, parameters) { (name, place, pointer) throws(Problem) in
            switch name {
            case "binary_data_size": byteCount = try fields.count(place, pointer)
            case _ where name.hasPrefix("shared_memory_"):
                throw Problem(InputProblem(pointer, "shared memory is not supported"))
            default: break
            }
        }
        switch (members.data, byteCount) {
        case (let data?, nil): return .json(data)
        case (nil, let count?): return .bytes(count)
        case (nil, nil): throw Problem(InputProblem(pointer, "missing \"data\", or a parameter \"binary_data_size\""))
        default:
            throw Problem(InputProblem(pointer, "both \"data\" and \"binary_data_size\" are given; give one of them"))
        }
    }
}
