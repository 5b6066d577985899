internal import Glibc

/// Float32 numbers as little-endian bytes, which is how tensors travel.
enum FloatBytes {
    /// The numbers that bytes stand for, bit for bit.
    ///
    /// - Parameter bytes: Four for each number, at any alignment; up to three that are left over are not read.
    /// - Returns: The numbers, in order.
    static func floats(_ bytes: Span<UInt8>) -> [Float] {
        let count = bytes.count / 4
        return [Float](unsafeUninitializedCapacity: count) { target, initialized in
            bytes.withUnsafeBytes { source in
                #if _endian(little)
                    // Both buffers have at least 4 * count bytes.
                    if count > 0, let target = target.baseAddress, let source = source.baseAddress {
                        memcpy(target, source, 4 * count)
                    }
                #else
                    for index in 0..<count {
                        let bits = source.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
                        target.initializeElement(at: index, to: Float(bitPattern: UInt32(littleEndian: bits)))
                    }
                #endif
            }
            initialized = count
        }
    }

    /// Appends the bytes of numbers.
    static func append(_ values: [Float], to bytes: inout [UInt8]) {
        #if _endian(little)
            values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        #else
            for value in values {
                withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
            }
        #endif
    }

    /// Appends a length as a string of a BYTES tensor has it before its bytes.
    static func append(length: Int, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: length).littleEndian) { bytes.append(contentsOf: $0) }
    }
}
