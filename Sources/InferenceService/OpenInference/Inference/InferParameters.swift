internal import ModelFormats
internal import StrictJSON

/// The parameters of an inference request that mean something to the service.
struct InferParameters {
    /// Further away than this a deadline is none; the arithmetic of clocks stays far from its limits.
    private static var longestTimeout: Int { 86_400_000_000 }

    /// Whether outputs are answered as bytes that the request does not list.
    private(set) var wantsBinaryOutput = false
    /// When the answer is of no use any more; nil for never.
    private(set) var deadline: ContinuousClock.Instant?

    /// Reads parameters; those that mean nothing here are ignored.
    ///
    /// - Throws: A value that is no parameter's, a reserved name that cannot be honoured, or a wrong value.
    init(_ fields: borrowing InferFields, _ place: JSONDocument.Place?) throws(Problem) {
        let pointer = JSONPointer().appending("parameters")
        try fields.forEachParameter(at: place, pointer) { (name, place, pointer) throws(Problem) in
            switch name {
            case "binary_data_output": wantsBinaryOutput = try fields.boolean(place, pointer)
            case "priority": _ = try fields.count(place, pointer)
            case "timeout":
                let timeout = try fields.count(place, pointer)
                guard timeout > 0, timeout <= Self.longestTimeout else { return }
                deadline = ContinuousClock.now + .microseconds(timeout)
            case "sequence_id", "sequence_start", "sequence_end":
                throw Problem(InputProblem(pointer, "sequences are not supported: every request stands by itself"))
            case _ where name.hasPrefix("triton_"):
                throw Problem(InputProblem(pointer, "names that begin with triton_ are reserved"))
            default: break
            }
        }
    }
}

extension InferFields {
    /// Calls `body` with each parameter of an object of parameters; nothing where it is left out.
    ///
    /// - Throws: What is no object, a value that is no string, number or truth value, or what `body` throws.
    func forEachParameter(
        at place: JSONDocument.Place?,
        _ pointer: JSONPointer,
        _ body: (_ name: String, JSONDocument.Place, JSONPointer) throws(Problem) -> Void
    ) throws(Problem) {
        guard let place = unlessNull(place) else { return }
        try check(.object, "an object", at: place, pointer)
        try document.forEachMember(at: place) { (name, value) throws(Problem) in
            let pointer = pointer.appending(name)
            switch document.kind(at: value) {
            case .string, .number, .boolean: try body(name, value, pointer)
            case .null, .array, .object: throw mistake("a string, a number, true or false", value, pointer)
            }
        }
    }
}
