internal import CKernels

/// PyTorch's CPU generator: MT19937 with a cached normal.
///
/// Draws serially, one element after another, so the same seed and the same calls give the same bits everywhere.
/// Source: Matsumoto and Nishimura 1998, with the initialisation of 2002.
public struct MersenneTwister: Sendable {
    /// The state's words; `position` of them are used up.
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
        let count = Int(FF_MERSENNE_WORDS)
        state = [UInt32](unsafeUninitializedCapacity: count) { words, initialized in
            var word = UInt32(truncatingIfNeeded: seed)
            for index in 0..<count {
                if index > 0 { word = 1_812_433_253 &* (word ^ word >> 30) &+ UInt32(index) }
                words.initializeElement(at: index, to: word)
            }
            initialized = count
        }
        position = count
    }

    /// The next 32-bit word.
    public mutating func next() -> UInt32 {
        twistIfNeeded()
        defer { position += 1 }
        return ff_mersenne_temper(state[position])
    }

    /// Fills `values` with numbers in [`lower`, `upper`), as `torch.Tensor.uniform_` does; one word for each.
    ///
    /// Both bounds are rounded to float32 first. An empty interval gives `lower`.
    ///
    /// - Precondition: `lower <= upper`, and both and their distance are finite in float32.
    public mutating func fillUniform(_ values: inout [Float], from lower: Double, to upper: Double) {
        values.withUnsafeMutableBufferPointer { fillUniform($0, from: Float(lower), to: Float(upper)) }
    }

    /// Fills `values` with normals, as `torch.Tensor.normal_` does.
    ///
    /// From 16 elements on, `mean` and `deviation` are rounded to float32 and each group of 16 is made of 16 words; if
    /// the count is no multiple of 16, the last 16 elements are drawn anew. Fewer elements are made one by one in
    /// double precision, of which every other is cached.
    ///
    /// - Precondition: `deviation` is not negative.
    public mutating func fillNormal(_ values: inout [Float], mean: Double, deviation: Double) {
        values.withUnsafeMutableBufferPointer { buffer in
            if buffer.count < groupSize {
                for index in buffer.indices {
                    buffer[index] = Float(mean.addingProduct(nextNormal(), deviation))
                }
                return
            }
            guard let start = buffer.baseAddress else { return }
            fillUniform(buffer, from: 0, to: 1)
            let transform = instructionSet.random.normal
            transform(start, buffer.count / groupSize, Float(mean), Float(deviation))
            guard buffer.count % groupSize != 0 else { return }
            let last = start + (buffer.count - groupSize)
            fillUniform(UnsafeMutableBufferPointer(start: last, count: groupSize), from: 0, to: 1)
            transform(last, 1, Float(mean), Float(deviation))
        }
    }

    /// Draws `count` uniform numbers, as `fillUniform(_:from:to:)` does.
    mutating func uniforms(count: Int, from lower: Double, to upper: Double) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { values, initialized in
            fillUniform(UnsafeMutableBufferPointer(rebasing: values[..<count]), from: Float(lower), to: Float(upper))
            initialized = count
        }
    }

    /// Draws `count` normals, as `fillNormal(_:mean:deviation:)` does.
    mutating func normals(count: Int, mean: Double, deviation: Double) -> [Float] {
        var values = [Float](repeating: 0, count: count)
        fillNormal(&values, mean: mean, deviation: deviation)
        return values
    }

    /// A random order of the numbers below `count`, as `torch.randperm` makes it; one word for each but the last.
    ///
    /// - Precondition: `count` is not negative and below 2^32.
    mutating func permutation(count: Int) -> [Int] {
        var order = Array(0..<count)
        for index in order.indices.dropLast() {
            order.swapAt(index, index + Int(next() % UInt32(count - index)))
        }
        return order
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

    private mutating func fillUniform(_ values: UnsafeMutableBufferPointer<Float>, from lower: Float, to upper: Float) {
        guard let start = values.baseAddress else { return }
        let transform = instructionSet.random.uniform
        var filled = 0
        while filled < values.count {
            twistIfNeeded()
            let count = min(values.count - filled, state.count - position)
            // Within both buffers: `count` is no more than is left in either.
            state.withUnsafeBufferPointer { words in
                guard let unused = words.baseAddress?.advanced(by: position) else { return }
                transform(unused, count, lower, upper, start + filled)
            }
            position += count
            filled += count
        }
    }

    private mutating func twistIfNeeded() {
        guard position == state.count else { return }
        state.withUnsafeMutableBufferPointer { words in
            guard let words = words.baseAddress else { return }
            ff_mersenne_twist(words)
        }
        position = 0
    }
}

/// From how many elements on normals are made in groups, and the size of a group.
private let groupSize = 16
