internal import Glibc

/// The functions of the C library on which bits of a parameter can depend, here and nowhere else.
///
/// Another library may differ from glibc in the last bit of a double, which reaches the float32 about once in 2^28
/// values.
enum LibraryFunctions {
    static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
    static func sin(_ x: Double) -> Double { Glibc.sin(x) }
    static func cos(_ x: Double) -> Double { Glibc.cos(x) }
    static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
}
