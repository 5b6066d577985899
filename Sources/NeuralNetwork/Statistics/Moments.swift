internal import CKernels

/// The moments of the finite ones among float32 numbers, in float64.
struct FiniteMoments: Equatable {
    /// The number of finite values.
    let count: Int
    /// The mean of the exact sum; nil without a finite value, like all that follows.
    let mean: Double?
    /// The sum of the squared distances from the mean.
    let squaredDeviations: Double
    /// The sum of the absolute values.
    let absoluteSum: Double
    /// The sum of the squares.
    let squareSum: Double
    /// The least value.
    let minimum: Double?
    /// The largest value.
    let maximum: Double?
    /// The number of zeros of either sign.
    let zeros: Int

    /// Goes over the values three times: for their range, for their sums, and for the distances from the mean.
    ///
    /// - Parameters:
    ///   - values: The values.
    ///   - instructionSet: What computes; available on this machine.
    init(_ values: [Float], instructionSet: InstructionSet = .best) {
        let kernels = instructionSet.statistics
        self = values.withUnsafeBufferPointer { buffer in
            // The kernels read `buffer.count` values from its start on, which an empty one need not have.
            guard let start = buffer.baseAddress else { return FiniteMoments(kernels, nil, count: 0) }
            return FiniteMoments(kernels, start, count: buffer.count)
        }
    }

    private init(_ kernels: ff_statistics, _ start: UnsafePointer<Float>?, count total: Int) {
        var extremes = ff_extremes()
        if let start { kernels.extremes(start, total, &extremes) }
        count = extremes.finite
        zeros = extremes.zeros
        guard let start, extremes.finite > 0 else {
            (mean, minimum, maximum) = (nil, nil, nil)
            (squaredDeviations, absoluteSum, squareSum) = (0, 0, 0)
            return
        }
        let unit = Self.unit(of: extremes, count: total)
        var sums = ff_sums()
        kernels.sums(start, total, unit ?? 1, &sums)
        squareSum = sums.squares
        let sum: Double
        if unit != nil {
            // Each the correctly rounded sum of two exact parts.
            sum = sums.high + sums.low
            absoluteSum = sums.absolute_high + sums.absolute_low
        } else {
            (sum, absoluteSum) = Self.exactSums(UnsafeBufferPointer(start: start, count: total))
        }
        let mean = sum / Double(extremes.finite)
        self.mean = mean
        minimum = Double(extremes.least)
        maximum = Double(extremes.largest)
        squaredDeviations = kernels.deviations(start, total, mean)
    }

    /// The unit that divides each number into two parts whose sums are exact; nil where magnitudes lie too far apart.
    ///
    /// With n <= 2^k numbers below 2^t, sums of whole units of 2^(t + k - 52) are below 2^52 units. What is left of each
    /// number is at most half a unit and, like the number, a multiple of the last place of the least one, 2^(e - 23); 2^k
    /// of them are below 2^53 such places if t + 2k - 53 - (e - 23) <= 53.
    private static func unit(of extremes: ff_extremes, count: Int) -> Double? {
        let largest = max(extremes.largest, -extremes.least)
        guard largest > 0 else { return 1 }
        // At least 2, so that the rounding constant stays in its binade.
        let k = max(2, Int.bitWidth - (count - 1).leadingZeroBitCount)
        let top = Int(largest.exponent) + 1
        // The last place of a subnormal number is that of the least normal one.
        let lastPlace = max(Int(extremes.least_magnitude.exponent), -126) - 23
        guard top + 2 * k - 53 - lastPlace <= 53 else { return nil }
        return Double(sign: .plus, exponent: top + k - 52, significand: 1)
    }

    private static func exactSums(_ values: UnsafeBufferPointer<Float>) -> (sum: Double, absolute: Double) {
        var sum = ExactSum()
        var absolute = ExactSum()
        for value in values where value.isFinite {
            sum.add(value)
            absolute.add(abs(value))
        }
        return (sum.value, absolute.value)
    }

    /// The population standard deviation.
    var std: Double? { count == 0 ? nil : (squaredDeviations / Double(count)).squareRoot() }

    /// The standard deviation with Bessel's correction; nil for fewer than two values.
    var unbiasedStd: Double? { count < 2 ? nil : (squaredDeviations / Double(count - 1)).squareRoot() }

    /// The root of the mean of the squares.
    var rms: Double? { count == 0 ? nil : (squareSum / Double(count)).squareRoot() }
}
