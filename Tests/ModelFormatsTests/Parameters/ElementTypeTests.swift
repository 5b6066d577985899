import Foundation
import Testing

@testable import ModelFormats

@Suite("Types of elements")
struct ElementTypeTests {
    /// A float16 by the definition of IEEE 754, in float64.
    private func value(half bits: UInt16) -> Double {
        let sign: Double = bits & 0x8000 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Double(bits & 0x3FF) / 1024
        switch exponent {
        case 31: return fraction == 0 ? sign * .infinity : .nan
        case 0: return sign * fraction * pow(2, -14)
        default: return sign * (1 + fraction) * pow(2, Double(exponent - 15))
        }
    }

    @Test("All 65,536 float16 numbers are converted exactly, with the signs of zeros")
    func halves() {
        let bytes = (UInt16.min...UInt16.max).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let values = ElementType.float16.float32s(bytes.span, count: 65_536)
        for (bits, actual) in zip(UInt16.min...UInt16.max, values) {
            let expected = value(half: bits)
            let isSame = expected.isNaN ? actual.isNaN : Double(actual).bitPattern == expected.bitPattern
            if !isSame { Issue.record("\(bits): \(actual) instead of \(expected)") }
        }
    }

    @Test("All 65,536 bfloat16 numbers are the upper halves of float32 ones")
    func brains() {
        let bytes = (UInt16.min...UInt16.max).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let values = ElementType.bfloat16.float32s(bytes.span, count: 65_536)
        let isExact = zip(UInt16.min...UInt16.max, values).allSatisfy { $1.bitPattern == UInt32($0) << 16 }
        #expect(isExact)
    }

    @Test(
        "float64 is rounded to the nearest float32, ties to even",
        arguments: [
            (1 + 0x1p-24, 1), (1 + 0x1.8p-23, 1 + 0x1p-22), (1 + 0x1.000001p-24, 1 + 0x1p-23), (0x1p-150, 0),
            (0x1.8p-149, 0x1p-148), (-0x1.000001p-150, -0x1p-149), (-0.0, -0.0),
            (0x1.fffffefffffffp127, 0x1.fffffep127),
        ] as [(Double, Float)]
    )
    func doubles(value: Double, expected: Float) {
        let bytes = withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
        #expect(ElementType.float64.float32s(bytes.span, count: 1).map(\.bitPattern) == [expected.bitPattern])
    }
}
