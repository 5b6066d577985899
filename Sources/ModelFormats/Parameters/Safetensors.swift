public import NeuralNetwork
internal import StrictJSON

/// The parameters of a network as a safetensors file.
///
/// The file is a length in 8 bytes, little-endian; as many bytes of JSON, the header; and the data. The header has a
/// member for each tensor, `{"dtype": "F32", "shape": [16, 4], "data_offsets": [0, 256]}`, whose offsets count from the
/// first byte of the data, and perhaps `__metadata__` with strings by name. Source: github.com/huggingface/safetensors,
/// section "Format" of its README.
public enum Safetensors {
    /// The longest header that the format allows, in bytes.
    static let headerLimit = 100_000_000

    /// Reads the parameters of a network.
    ///
    /// F64 is rounded to the nearest float32, ties to even; F16 and BF16 are converted exactly. The tensors must cover
    /// the data without gap or overlap, and be those of the plan, each in its shape and finite in float32.
    ///
    /// - Parameters:
    ///   - bytes: The whole file; only the elements are copied.
    ///   - plan: What the tensors are to be.
    /// - Returns: One tensor for each of the plan's, in their order.
    /// - Throws: All problems at once, as far as reading got; pointers go into the header.
    public static func read(
        _ bytes: Span<UInt8>,
        for plan: NetworkPlan
    ) throws(ParametersError) -> [ParameterTensor] {
        let headerEnd = try headerEnd(bytes, plan)
        let data = bytes.extracting(headerEnd..<bytes.count)
        let header: SafetensorsHeader
        do throws(JSONSyntaxError) {
            let document = try JSONDocument(bytes.extracting(8..<headerEnd))
            header = SafetensorsHeader(document, dataCount: data.count, plan: plan)
        } catch {
            throw .syntax(error.offset(by: 8))
        }
        try check(header.problems)

        var problems: [InputProblem] = []
        var parameters: [ParameterTensor] = []
        for (tensor, found) in zip(plan.tensors, header.found) {
            // The header had no problem, so each tensor of the plan was found, in its shape.
            guard let entry = found.map({ header.entries[$0] }) else { continue }
            let values = entry.type.float32s(data.extracting(entry.range), count: tensor.count)
            if let index = firstNonFinite(values) {
                problems.note(entry.pointer, nonFinite(values[index], at: index, of: tensor))
            }
            if let tensor = ParameterTensor(plan: tensor, values: values) { parameters.append(tensor) }
        }
        try check(problems)
        return parameters
    }

    /// Where the header ends, found possible.
    private static func headerEnd(_ bytes: Span<UInt8>, _ plan: NetworkPlan) throws(ParametersError) -> Int {
        guard bytes.count >= 8 else {
            throw problem("a safetensors file begins with the 8 bytes of a length, found \(bytes.count) bytes")
        }
        let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
        // Generous with white space and metadata, and far below what would be a burden to read.
        let limit = min(headerLimit, 1 << 20 + plan.tensors.count << 10)
        guard length <= limit else {
            throw problem("a header of \(length) bytes is over the limit of \(limit) for this network")
        }
        let count = Int(length)
        guard count <= bytes.count - 8 else {
            throw problem("the header should have \(count) bytes, but only \(bytes.count - 8) follow its length")
        }
        guard count > 0, bytes[8] == UInt8(ascii: "{") else {
            throw problem("the header must begin with {")
        }
        return 8 + count
    }

    private static func problem(_ detail: String) -> ParametersError {
        .problems(InputProblems([InputProblem(JSONPointer(), detail)]))
    }

    private static func check(_ problems: [InputProblem]) throws(ParametersError) {
        guard problems.isEmpty else { throw .problems(InputProblems(problems)) }
    }

    private static func firstNonFinite(_ values: [Float]) -> Int? {
        // Whole blocks without a branch inside, which the compiler turns into vectors: parameters are all but always
        // finite.
        values.withUnsafeBufferPointer { values in
            var start = 0
            while start < values.count {
                let end = min(start + 1024, values.count)
                var highest: UInt32 = 0
                for index in start..<end { highest = max(highest, values[index].bitPattern & 0x7FFF_FFFF) }
                if highest >= 0x7F80_0000 { return (start..<end).first { !values[$0].isFinite } }
                start = end
            }
            return nil
        }
    }

    private static func nonFinite(_ value: Float, at index: Int, of tensor: TensorPlan) -> String {
        let columns = tensor.shape.count == 2 ? tensor.shape[1] : 1
        let place = tensor.shape.count == 2 ? [index / columns, index % columns] : [index]
        let found = value.isNaN ? "NaN" : value < 0 ? "-Infinity in float32" : "Infinity in float32"
        return "the element \(plain(place)) of \(quoted(tensor.name)) must be finite, found \(found)"
    }
}
