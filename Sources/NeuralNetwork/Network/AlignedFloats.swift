/// Memory for float32 numbers, aligned as the kernels want it, that lives as long as its owner.
struct AlignedFloats: ~Copyable {
    /// The first element, aligned to 64 bytes; nothing has written the memory.
    let start: UnsafeMutablePointer<Float>

    init(count: Int) { start = .allocateAligned(count: count) }

    deinit { UnsafeMutableRawPointer(start).deallocate() }
}

extension UnsafeMutablePointer<Float> {
    /// Allocates memory aligned to 64 bytes, to be given back as a raw pointer.
    static func allocateAligned(count: Int) -> UnsafeMutablePointer<Float> {
        let bytes = count * MemoryLayout<Float>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        adviseLargePages(UnsafeMutableRawBufferPointer(start: memory, count: bytes))
        return memory.bindMemory(to: Float.self, capacity: count)
    }
}
