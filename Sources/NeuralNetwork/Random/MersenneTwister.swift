/// PyTorch's CPU generator: MT19937 with a cached normal.
public struct MersenneTwister: Sendable {
    /// Makes a generator in the state that `torch.manual_seed(seed)` leaves. Only the low 32 bits of the seed count.
    public init(seed: UInt64) {
        fatalError("to be written")
    }

    /// The next 32-bit word.
    public mutating func next() -> UInt32 {
        fatalError("to be written")
    }
}
