internal import Glibc

/// Bytes that end exactly where an inaccessible page begins: reading one byte past them is a crash, not luck.
public final class GuardedBytes {
    private let mapping: UnsafeMutableRawPointer
    private let mappingLength: Int
    private let boundary: UnsafeMutableRawPointer

    /// The most bytes that fit before the guard page.
    public let capacity: Int

    /// Reserves whole pages for `capacity` bytes, and one page after them that nobody may touch.
    ///
    /// - Parameter capacity: The most bytes that will be placed, at least 0.
    public init(capacity: Int) {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let room = max(1, (capacity + page - 1) / page) * page
        mappingLength = room + page
        guard
            let start = mmap(nil, mappingLength, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            start != UnsafeMutableRawPointer(bitPattern: -1)
        else { preconditionFailure("mmap: errno \(errno)") }
        mapping = start
        boundary = start + room
        self.capacity = room
        precondition(mprotect(boundary, page, PROT_NONE) == 0, "mprotect: errno \(errno)")
    }

    /// Reserves room for some bytes and places them.
    public convenience init(_ bytes: some Collection<UInt8>) {
        self.init(capacity: bytes.count)
        place(bytes)
    }

    deinit { munmap(mapping, mappingLength) }

    /// The bytes placed last; they end at the guard page.
    public private(set) var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    /// Lends the bytes placed last as a span that ends at the guard page.
    public func withSpan<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(Span(_unsafeElements: bytes))
    }

    /// Replaces the bytes; the last one lies directly before the guard page.
    ///
    /// - Precondition: `newBytes.count <= capacity`.
    public func place(_ newBytes: some Collection<UInt8>) {
        precondition(newBytes.count <= capacity, "\(newBytes.count) bytes for a room of \(capacity)")
        let start = (boundary - newBytes.count).assumingMemoryBound(to: UInt8.self)
        let target = UnsafeMutableBufferPointer(start: start, count: newBytes.count)
        _ = target.update(fromContentsOf: newBytes)
        bytes = UnsafeBufferPointer(target)
    }
}
