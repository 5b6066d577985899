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
