internal import CKernels

/// The memory that rows need on their way through the layers of a network: two buffers that layers write in turn, and
/// scratch memory for the kernels.
struct ForwardMemory: ~Copyable {
    /// What the layers of a network need.
    struct Demand: Sendable {
        /// How many rows go through all layers before the next ones do.
        let rowsAtOnce: Int
        /// The elements of a row in a buffer.
        fileprivate let width: Int
        fileprivate let scratchCount: Int

        init(_ layers: [Layer]) {
            // The last layer writes outside, but for what an activation narrows.
            let last = layers.count - 1
            width = layers.indices.map { $0 < last || layers[$0].narrows ? layers[$0].weights.units : 0 }.max() ?? 0
            scratchCount = layers.map(\.weights.scratchCount).max() ?? 0
            // No more than the kernels take together, so that a layer finds what the one before it wrote in the cache.
            rowsAtOnce = layers.reduce(Int(FF_ROWS)) { min($0, $1.weights.rowsAtOnce) }
        }
    }

    private let memory: AlignedFloats
    private let bufferSize: Int

    /// - Parameters:
    ///   - demand: The network's.
    ///   - rows: The most rows at a time.
    init(_ demand: Demand, rows: Int) {
        // Whole vectors, so that what follows a buffer is as aligned as the buffer.
        bufferSize = (rows * demand.width + 15) / 16 * 16
        memory = AlignedFloats(count: 2 * bufferSize + demand.scratchCount)
    }

    /// One of two buffers, each with room for all units of the rows.
    func buffer(_ index: Int) -> UnsafeMutablePointer<Float> { memory.start + index * bufferSize }

    /// The kernels' scratch memory, aligned to 64 bytes.
    var scratch: UnsafeMutablePointer<Float> { memory.start + 2 * bufferSize }
}
