internal import Glibc

extension [Float] {
    /// Makes an array whose elements `initialize` writes, every one of them.
    ///
    /// Nothing writes them before. Where they take megabytes, the kernel is asked for large pages: to get a large array
    /// page by page of 4 KiB, with an interrupt each, takes several times as long as to draw its elements.
    ///
    /// `initialize` is not called for an empty array.
    init(count: Int, _ initialize: (UnsafeMutableBufferPointer<Float>) -> Void) {
        guard count > 0 else {
            // The initialiser below would write the count into the empty array that all threads share.
            self = []
            return
        }
        self.init(unsafeUninitializedCapacity: count) { elements, initialized in
            let elements = UnsafeMutableBufferPointer(rebasing: elements[..<count])
            adviseLargePages(UnsafeMutableRawBufferPointer(elements))
            initialize(elements)
            initialized = count
        }
    }

    /// Makes an array of rows that `write` computes block by block, with a call of `checkpoint` between two blocks.
    ///
    /// - Parameters:
    ///   - rows: The number of rows.
    ///   - columns: The elements of a row.
    ///   - size: The most rows of a block; positive.
    ///   - checkpoint: May break the work off.
    ///   - write: Gets the rows of a block and where they begin, and writes all their elements.
    /// - Returns: `rows * columns` elements.
    /// - Throws: What `checkpoint` throws.
    static func inBlocks<Failure: Error>(
        rows: Int,
        columns: Int,
        of size: Int,
        checkpoint: () throws(Failure) -> Void,
        _ write: (_ rows: Range<Int>, _ start: UnsafeMutablePointer<Float>) throws(Failure) -> Void
    ) throws(Failure) -> [Float] {
        var failure: Failure?
        let values = [Float](count: rows * columns) { values in
            guard let start = values.baseAddress else { return }
            var first = 0
            do throws(Failure) {
                while first < rows {
                    if first > 0 { try checkpoint() }
                    let block = first..<Swift.min(first + size, rows)
                    try write(block, start + first * columns)
                    first = block.upperBound
                }
            } catch {
                // What is left is not read by anybody, but an array has to be whole.
                (start + first * columns).initialize(repeating: 0, count: (rows - first) * columns)
                failure = error
            }
        }
        if let failure { throw failure }
        return values
    }
}

/// Asks for large pages for memory that is about to be written, if it is large.
///
/// Advice only: nothing depends on whether the kernel heeds it.
func adviseLargePages(_ memory: UnsafeMutableRawBufferPointer) {
    // What NumPy takes for large.
    guard memory.count >= 4 << 20, let start = memory.baseAddress else { return }
    let page = sysconf(CInt(_SC_PAGESIZE))
    // Only whole pages of this memory: its neighbours are not ours.
    let first = start.alignedUp(toMultipleOf: page)
    madvise(first, (memory.count - (first - start)) / page * page, MADV_HUGEPAGE)
}
