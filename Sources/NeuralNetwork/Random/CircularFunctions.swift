/// Sine and cosine in double precision, with the same bits on every machine.
///
/// Only additions and multiplications, none of them fused, in one order. The argument is reduced by a multiple k of
/// pi/2 with pi/2 in three parts, of which the first two have 33 bits: with k up to 4 their products and the first
/// difference are exact, so arguments near a multiple of pi/2 keep their relative accuracy (Cody and Waite 1980). What
/// remains is at most pi/4; there the Taylor series to r^17 and r^18 leave less than 8e-20 relative.
///
/// Measured against 64-bit significands at 3,000,000 random arguments of [0, 2 pi) and at 160,000 beside the multiples
/// of pi/2: the error is at most 0.78 ulp for the sine and 0.77 ulp for the cosine.
/// Of 300,000,000 normals that are made with them, of three means and deviations, none differs as float32 from what
/// glibc's `log1p`, `sin` and `cos` make of the same words; `make accuracy` draws and counts them again.
enum CircularFunctions {
    /// The sine and the cosine of an angle.
    ///
    /// - Precondition: 0 <= angle <= 2 pi.
    static func sineAndCosine(_ angle: Double) -> (sine: Double, cosine: Double) {
        let k = (angle * 0.63661977236758134).rounded()
        let first = angle - k * halfPi.0
        let second = k * halfPi.1
        let difference = first - second
        let lost = (first - difference) - second
        let r = difference + (lost - k * halfPi.2)
        let rest = (difference - r) + (lost - k * halfPi.2)
        let (sine, cosine) = kernels(r, rest)
        return switch Int(k) % 4 {
        case 0: (sine, cosine)
        case 1: (cosine, -sine)
        case 2: (-sine, -cosine)
        default: (-cosine, sine)
        }
    }

    /// pi/2 as 33 bits, 33 bits, and the rest to double precision.
    private static let halfPi = (0x1.921fb544p+0, 0x1.0b4611a6p-34, 0x1.3198a2e037073p-69)

    /// Sine and cosine of `r + rest`, where |r| <= pi/4 and `rest` is below an ulp of r.
    private static func kernels(_ r: Double, _ rest: Double) -> (sine: Double, cosine: Double) {
        let w = r * r
        var s = 1 / 355_687_428_096_000.0
        s = s * w - 1 / 1_307_674_368_000.0
        s = s * w + 1 / 6_227_020_800.0
        s = s * w - 1 / 39_916_800.0
        s = s * w + 1 / 362_880.0
        s = s * w - 1 / 5_040.0
        s = s * w + 1 / 120.0
        s = s * w - 1 / 6.0
        var c = -1 / 6_402_373_705_728_000.0
        c = c * w + 1 / 20_922_789_888_000.0
        c = c * w - 1 / 87_178_291_200.0
        c = c * w + 1 / 479_001_600.0
        c = c * w - 1 / 3_628_800.0
        c = c * w + 1 / 40_320.0
        c = c * w - 1 / 720.0
        c = c * w + 1 / 24.0
        // sin(r + d) = sin r + d cos r and cos(r + d) = cos r - d sin r, up to d^2; 1 - w/2 with its rounding error.
        let half = 0.5 * w
        let top = 1 - half
        let cosine = top + (((1 - top) - half) + (w * w * c - r * rest))
        let sine = r + (rest * top + r * w * s)
        return (sine, cosine)
    }
}
