internal import Glibc

/// A type that the elements of a tensor in a safetensors file may have.
enum ElementType: String, CaseIterable {
    case float32 = "F32"
    case float64 = "F64"
    case float16 = "F16"
    case bfloat16 = "BF16"

    /// What the format knows besides, none of which becomes float32 without a decision that is not ours.
    static let others: Set<String> = [
        "BOOL", "U8", "I8", "U16", "I16", "U32", "I32", "U64", "I64", "F8_E4M3", "F8_E5M2", "F8_E8M0", "F6_E2M3",
        "F6_E3M2", "F4", "C64",
    ]

    /// The bytes of an element.
    var size: Int {
        switch self {
        case .float32: 4
        case .float64: 8
        case .float16, .bfloat16: 2
        }
    }

    /// Converts elements to float32: exactly, or from float64 to the nearest number, ties to even.
    ///
    /// - Parameters:
    ///   - bytes: The elements, little-endian, at any alignment.
    ///   - count: How many they are.
    /// - Returns: The elements; infinite what is beyond float32.
    /// - Precondition: `bytes.count == count * size`.
    func float32s(_ bytes: Span<UInt8>, count: Int) -> [Float] {
        precondition(bytes.count == count * size, "as many bytes as the elements have")
        return [Float](unsafeUninitializedCapacity: count) { elements, initialized in
            bytes.withUnsafeBytes { bytes in
                // Every read below lies in `bytes`, since it begins at a multiple of the size below count * size; every
                // element in 0..<count is written once.
                switch self {
                case .float32: Self.copy(bytes, to: elements, count)
                case .float64:
                    for index in 0..<count {
                        let bits = bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
                        elements.initializeElement(at: index, to: Float(Double(bitPattern: UInt64(littleEndian: bits))))
                    }
                case .float16:
                    for index in 0..<count {
                        let bits = bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
                        elements.initializeElement(at: index, to: Self.float32(half: UInt16(littleEndian: bits)))
                    }
                case .bfloat16:
                    for index in 0..<count {
                        let bits = bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
                        let high = UInt32(UInt16(littleEndian: bits)) << 16
                        elements.initializeElement(at: index, to: Float(bitPattern: high))
                    }
                }
            }
            initialized = count
        }
    }

    /// The number that the bits of a float16 (IEEE 754 binary16) stand for, which float32 holds exactly.
    ///
    /// A NaN stays one, with its payload, and becomes a quiet one.
    static func float32(half bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16
        let exponent = UInt32(bits >> 10) & 0x1F
        let fraction = UInt32(bits & 0x3FF)
        switch exponent {
        case 0:
            // Zero and subnormal numbers: a multiple of 2^-24.
            return Float(bitPattern: (Float(fraction) * 0x1p-24).bitPattern | sign)
        case 31:
            return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13 | (fraction == 0 ? 0 : 0x40_0000))
        default:
            return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }

    private static func copy(
        _ bytes: UnsafeRawBufferPointer,
        to elements: UnsafeMutableBufferPointer<Float>,
        _ count: Int
    ) {
        guard count > 0, let source = bytes.baseAddress, let target = elements.baseAddress else { return }
        #if _endian(little)
            memcpy(target, source, 4 * count)
        #else
            for index in 0..<count {
                let bits = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
                elements.initializeElement(at: index, to: Float(bitPattern: bits))
            }
        #endif
    }
}
