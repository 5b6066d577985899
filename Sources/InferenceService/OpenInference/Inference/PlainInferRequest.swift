internal import ModelServing
internal import NeuralNetwork
internal import StrictJSON

/// Inference requests as nearly all clients write them, read in one pass: one input, its shape before its numbers, and
/// no list of outputs.
struct PlainInferRequest: ~Escapable {
    private let model: Model
    private let limits: EvaluationLimits
    /// What follows the JSON.
    private let tail: Span<UInt8>
    private var reader: PlainJSONReader

    private var id: String?
    private var values: [Float]?
    private var rows = 0
    private var wantsBinaryOutput = false

    /// Reads a request.
    ///
    /// - Parameters:
    ///   - json: The JSON.
    ///   - tail: What follows it.
    ///   - model: What the rows are for.
    ///   - limits: How many they may be.
    /// - Returns: What `InferReader` gives back for the same bytes; nil for a request of another form, and for every one
    ///   that `InferReader` refuses.
    static func read(
        _ json: Span<UInt8>,
        tail: Span<UInt8>,
        for model: Model,
        limits: EvaluationLimits
    ) -> (rows: PredictionRequest, query: InferQuery)? {
        var request = PlainInferRequest(json, tail: tail, for: model, limits: limits)
        guard request.read(), let values = request.values else { return nil }
        let matrix = Matrix(rows: request.rows, columns: model.plan.inputSize, values: values)
        let output = InferQuery.Output(
            name: model.plan.definition.outputName,
            tensor: .output,
            isBinary: request.wantsBinaryOutput
        )
        return (PredictionRequest(matrix), InferQuery(id: request.id == "" ? nil : request.id, outputs: [output]))
    }

    @_lifetime(copy json, copy tail)
    private init(_ json: Span<UInt8>, tail: Span<UInt8>, for model: Model, limits: EvaluationLimits) {
        self.model = model
        self.limits = limits
        self.tail = tail
        reader = PlainJSONReader(json)
    }

    private mutating func read() -> Bool {
        guard reader.openObject() else { return false }
        var keys = TakenKeys()
        repeat {
            guard let key = reader.key() else { return false }
            if reader.isEqual(key, "inputs") {
                guard keys.take(0), reader.openArray(), readInput(), reader.closeArray() else { return false }
            } else if reader.isEqual(key, "id") {
                guard keys.take(1), let text = reader.string() else { return false }
                id = reader.text(text)
            } else if reader.isEqual(key, "parameters") {
                guard keys.take(2), readParameters() else { return false }
            } else {
                return false
            }
        } while reader.comma()
        return reader.closeObject() && reader.isAtEnd()
    }

    private mutating func readInput() -> Bool {
        guard reader.openObject() else { return false }
        var keys = TakenKeys()
        var columns = 0
        repeat {
            guard let key = reader.key() else { return false }
            if reader.isEqual(key, "name") {
                guard keys.take(0), let name = reader.string(),
                    reader.isEqual(name, model.plan.definition.inputName)
                else { return false }
            } else if reader.isEqual(key, "shape") {
                guard keys.take(1), reader.openArray(), let first = reader.count(), reader.comma(),
                    let second = reader.count(), reader.closeArray(), second == model.plan.inputSize
                else { return false }
                (rows, columns) = (first, second)
            } else if reader.isEqual(key, "datatype") {
                guard keys.take(2), let type = reader.string(), reader.isEqual(type, "FP32") else { return false }
            } else if reader.isEqual(key, "data") {
                guard keys.take(3), columns > 0, isWithinLimits, tail.isEmpty else { return false }
                // Within the limits a product is no overflow.
                values = reader.numbers(count: rows * columns)
                if values == nil { return false }
            } else if reader.isEqual(key, "parameters") {
                guard keys.take(4), columns > 0, isWithinLimits, let size = readByteCount(), values == nil,
                    size == 4 * rows * columns, size == tail.count
                else { return false }
                values = FloatBytes.floats(tail)
            } else {
                return false
            }
        } while reader.comma()
        // Data and bytes exclude each other.
        return keys.hasAll(of: 3) && keys.count == 4 && reader.closeObject()
    }

    /// The one parameter of an input: how many bytes of the tail are its.
    private mutating func readByteCount() -> Int? {
        guard reader.openObject(), let key = reader.key(), reader.isEqual(key, "binary_data_size"),
            let size = reader.count(), reader.closeObject()
        else { return nil }
        return size
    }

    /// The one parameter of a request that is of everyday use.
    private mutating func readParameters() -> Bool {
        guard reader.openObject(), let key = reader.key(), reader.isEqual(key, "binary_data_output"),
            let flag = reader.boolean(), reader.closeObject()
        else { return false }
        wantsBinaryOutput = flag
        return true
    }

    private var isWithinLimits: Bool {
        do {
            try model.check(rows: rows, limits)
            try model.checkAnswer(rows: rows, limits)
            return true
        } catch {
            return false
        }
    }
}

/// Which keys of an object were there: each may be so once.
struct TakenKeys {
    private var taken: UInt8 = 0

    /// Takes a key, by a number below 8; false if it was there already.
    mutating func take(_ key: UInt8) -> Bool {
        let isNew = taken & 1 << key == 0
        taken |= 1 << key
        return isNew
    }

    /// Whether all keys below a number were there.
    func hasAll(of count: UInt8) -> Bool { ~taken & (1 << count - 1) == 0 }

    var count: Int { taken.nonzeroBitCount }
}
