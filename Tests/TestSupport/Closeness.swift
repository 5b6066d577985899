/// How many float32 numbers lie between two of them; 0 for equal ones, the signs of zero aside.
public func ulps(_ a: Float, _ b: Float) -> Int {
    func ordered(_ value: Float) -> Int {
        let bits = Int(value.bitPattern & 0x7fff_ffff)
        return value.sign == .minus ? -bits : bits
    }
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN ? 0 : .max }
    return abs(ordered(a) - ordered(b))
}

/// Whether a number is as near to another one as a relative and an absolute tolerance together allow.
///
/// NaN is near NaN and an infinity near itself.
public func isClose(_ actual: Double, _ expected: Double, relative: Double, absolute: Double) -> Bool {
    if expected.isNaN || actual.isNaN { return expected.isNaN && actual.isNaN }
    if expected.isInfinite || actual.isInfinite { return expected == actual }
    return abs(actual - expected) <= relative * abs(expected) + absolute
}
