/// The moments of the finite ones among float32 numbers, in float64.
struct FiniteMoments {
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

    /// Goes over the values twice: once for the mean, once for the distances from it.
    init(_ values: [Float]) {
        var sum = ExactSum()
        var absolute = CompensatedSum()
        var squares = CompensatedSum()
        var least = Float.infinity
        var largest = -Float.infinity
        var count = 0
        var zeros = 0
        for value in values where value.isFinite {
            sum.add(value)
            absolute.add(Double(abs(value)))
            // Exact: 24 bits times 24 bits.
            squares.add(Double(value) * Double(value))
            least = min(least, value)
            largest = max(largest, value)
            zeros += value == 0 ? 1 : 0
            count += 1
        }
        self.count = count
        self.zeros = zeros
        absoluteSum = absolute.value
        squareSum = squares.value
        guard count > 0 else {
            mean = nil
            minimum = nil
            maximum = nil
            squaredDeviations = 0
            return
        }
        let mean = sum.value / Double(count)
        var deviations = CompensatedSum()
        for value in values where value.isFinite {
            let deviation = Double(value) - mean
            deviations.add(deviation * deviation)
        }
        self.mean = mean
        minimum = Double(least)
        maximum = Double(largest)
        squaredDeviations = deviations.value
    }

    /// The population standard deviation.
    var std: Double? { count == 0 ? nil : (squaredDeviations / Double(count)).squareRoot() }

    /// The standard deviation with Bessel's correction; nil for fewer than two values.
    var unbiasedStd: Double? { count < 2 ? nil : (squaredDeviations / Double(count - 1)).squareRoot() }

    /// The root of the mean of the squares.
    var rms: Double? { count == 0 ? nil : (squareSum / Double(count)).squareRoot() }
}
