public import NeuralNetwork
internal import StrictJSON

extension Safetensors {
    /// Writes what a file begins with: the length of the header, and the header.
    ///
    /// Tensors stand in the given order, in the header and in the data. Spaces follow the header so that the data begin
    /// at a multiple of 8 bytes. The metadata say `{"format": "pt"}`, which some readers ask for.
    ///
    /// - Parameter tensors: What the file holds, as float32.
    /// - Returns: The bytes before the data.
    public static func beginning(of tensors: [TensorPlan]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("__metadata__")
        writer.beginObject()
        writer.key("format")
        writer.value("pt")
        writer.endObject()
        var offset = 0
        for tensor in tensors {
            writer.key(tensor.name)
            writer.beginObject()
            writer.key("dtype")
            writer.value(ElementType.float32.rawValue)
            writer.key("shape")
            writer.beginArray()
            for extent in tensor.shape { writer.value(extent) }
            writer.endArray()
            writer.key("data_offsets")
            writer.beginArray()
            writer.value(offset)
            offset += 4 * tensor.count
            writer.value(offset)
            writer.endArray()
            writer.endObject()
        }
        writer.endObject()
        var header = writer.bytes
        while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
        return withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init) + header
    }

    /// Writes a file piece by piece, without a copy of the elements.
    ///
    /// - Parameters:
    ///   - parameters: What the file is to hold.
    ///   - write: Called with the bytes before the data, then with the data of each tensor; the bytes are lent for the
    ///     time of the call.
    /// - Throws: What `write` throws.
    public static func write<Failure: Error>(
        _ parameters: [ParameterTensor],
        _ write: (RawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        let beginning = beginning(of: parameters.map(\.plan))
        try write(beginning.span.bytes)
        for tensor in parameters {
            #if _endian(little)
                try write(tensor.values.span.bytes)
            #else
                let bits = tensor.values.map(\.bitPattern.littleEndian)
                try write(bits.span.bytes)
            #endif
        }
    }

    /// The parameters as a file: the same bytes for the same parameters.
    public static func bytes(of parameters: [ParameterTensor]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount(of: parameters.map(\.plan)))
        write(parameters) { piece in piece.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    /// The number of bytes of the file that holds tensors.
    public static func byteCount(of tensors: [TensorPlan]) -> Int {
        tensors.reduce(beginning(of: tensors).count) { $0 + 4 * $1.count }
    }
}
