internal import CKernels

/// PyTorch's CPU generator: MT19937 with a cached normal.
///
/// Draws serially, one element after another, so the same seed and the same calls give the same bits everywhere.
/// Source: Matsumoto and Nishimura 1998, with the initialisation of 2002.
public struct MersenneTwister: Sendable {
    /// The state's words, with the room that the kernels need behind them; `position` of them are used up.
    private var state: [UInt32]
    private var position: Int

    /// The second of the last pair of standard normals that was drawn for a small tensor.
    ///
    /// It outlives any number of other draws: a small tensor of odd size shifts the next small one.
    private var spareNormal: Double?

    /// What turns words into numbers.
    let instructionSet: InstructionSet

    /// Makes a generator in the state that `torch.manual_seed(seed)` leaves.
    ///
    /// Only the low 32 bits of the seed count.
    public init(seed: UInt64) {
        self.init(seed: seed, instructionSet: .best)
    }

    init(seed: UInt64, instructionSet: InstructionSet) {
        self.instructionSet = instructionSet
        state = [UInt32](repeating: 0, count: Int(FF_MERSENNE_ROOM))
        var word = UInt32(truncatingIfNeeded: seed)
        for index in 0..<stateSize {
            if index > 0 { word = 1_812_433_253 &* (word ^ word >> 30) &+ UInt32(index) }
            state[index] = word
        }
        position = stateSize
    }

    /// The next 32-bit word.
    public mutating func next() -> UInt32 {
        if position == stateSize { twist() }
        defer { position += 1 }
        return ff_mersenne_temper(state[position])
    }

    /// Fills `values` with numbers in [`lower`, `upper`), as `torch.Tensor.uniform_` does; one word for each.
    ///
    /// Both bounds are rounded to float32 first. An empty interval gives `lower`.
    ///
    /// - Precondition: `lower <= upper`, and both and their distance are finite in float32.
    public mutating func fillUniform(_ values: inout [Float], from lower: Double, to upper: Double) {
        values.withUnsafeMutableBufferPointer { fillUniform($0, from: lower, to: upper) }
    }

    /// Fills `values` with normals, as `torch.Tensor.normal_` does.
    ///
    /// From 16 elements on, `mean` and `deviation` are rounded to float32 and each group of 16 is made of 16 words; if
    /// the count is no multiple of 16, the last 16 elements are drawn anew. Fewer elements are made one by one in
    /// double precision, of which every other is cached.
    ///
    /// - Precondition: `deviation` is not negative.
    public mutating func fillNormal(_ values: inout [Float], mean: Double, deviation: Double) {
        values.withUnsafeMutableBufferPointer { fillNormal($0, mean: mean, deviation: deviation) }
    }

    /// Draws what `fillUniform(_:from:to:)` fills an array with, into a new one.
    ///
    /// Several times as fast as to make an array of zeros and to fill it.
    ///
    /// - Parameters:
    ///   - count: How many numbers; not negative.
    ///   - lower: The least number that can be drawn.
    ///   - upper: The bound that no number reaches.
    /// - Returns: The numbers, in the order in which they were drawn.
    /// - Precondition: As for `fillUniform(_:from:to:)`.
    public mutating func uniforms(count: Int, from lower: Double, to upper: Double) -> [Float] {
        [Float](count: count) { fillUniform($0, from: lower, to: upper) }
    }

    /// Draws what `fillNormal(_:mean:deviation:)` fills an array with, into a new one.
    ///
    /// Several times as fast as to make an array of zeros and to fill it.
    ///
    /// - Parameters:
    ///   - count: How many numbers; not negative.
    ///   - mean: The mean of the distribution.
    ///   - deviation: The standard deviation of the distribution; not negative.
    /// - Returns: The numbers, in the order in which they were drawn.
    public mutating func normals(count: Int, mean: Double, deviation: Double) -> [Float] {
        [Float](count: count) { fillNormal($0, mean: mean, deviation: deviation) }
    }

    /// Puts the numbers below `order.count` into a random order, as `torch.randperm` does; one word for each but the
    /// last.
    ///
    /// - Parameter order: Overwritten; fewer than 2^32 elements.
    mutating func permute(_ order: inout [UInt32]) {
        for index in order.indices { order[index] = UInt32(truncatingIfNeeded: index) }
        for index in order.indices.dropLast() {
            order.swapAt(index, index + Int(next() % UInt32(truncatingIfNeeded: order.count - index)))
        }
    }

    /// A number in [0, 1) of 53 random bits; two words, the high half first.
    mutating func nextUnit() -> Double {
        Double(next64() & (1 << 53 - 1)) * 0x1p-53
    }

    /// Two words, the first one as the high half.
    mutating func next64() -> UInt64 {
        let high = UInt64(next())
        return high << 32 | UInt64(next())
    }

    /// A standard normal in double precision: the spare one, or the first of a new pair.
    private mutating func nextNormal() -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return spare
        }
        let turn = nextUnit()
        // 1 - u is exact for a multiple u of 2^-53, so this is log1p(-u).
        let radius = (-2 * ff_log64(1 - nextUnit())).squareRoot()
        let (sine, cosine) = CircularFunctions.sineAndCosine(2 * Double.pi * turn)
        spareNormal = radius * sine
        return radius * cosine
    }

    /// Writes every element of `values`, which need not be initialised.
    private mutating func fillUniform(
        _ values: UnsafeMutableBufferPointer<Float>,
        from lower: Double,
        to upper: Double
    ) {
        guard let start = values.baseAddress else { return }
        draw { random, state, position in
            random.uniform(state, position, Float(lower), Float(upper), start, values.count)
        }
    }

    /// Writes every element of `values`, which need not be initialised.
    private mutating func fillNormal(
        _ values: UnsafeMutableBufferPointer<Float>,
        mean: Double,
        deviation: Double
    ) {
        guard let start = values.baseAddress else { return }
        guard values.count >= Int(FF_NORMAL_GROUP) else {
            for index in values.indices {
                values.initializeElement(at: index, to: Float(mean.addingProduct(nextNormal(), deviation)))
            }
            return
        }
        draw { random, state, position in
            random.normal(state, position, Float(mean), Float(deviation), start, values.count)
        }
    }

    private mutating func twist() {
        draw { random, state, _ in
            random.twist(state)
            return 0
        }
    }

    /// Lends the state and the number of words that are used up to a kernel, which returns the new number.
    private mutating func draw(_ kernel: (ff_random, UnsafeMutablePointer<UInt32>, Int) -> Int) {
        let random = instructionSet.random
        position = state.withUnsafeMutableBufferPointer { words in
            // The array has `FF_MERSENNE_ROOM` elements, which is what the kernels ask for.
            guard let words = words.baseAddress else { return position }
            return kernel(random, words, position)
        }
    }
}

private let stateSize = Int(FF_MERSENNE_WORDS)
