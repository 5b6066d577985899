internal import Glibc

/// Unpredictable bytes from the kernel.
public enum RandomBytes {
    /// Fills a buffer.
    ///
    /// It waits, at most once after the machine started, until the kernel has gathered entropy; after that it cannot
    /// fail. It calls `getentropy(3)`, which gives at most 256 bytes a time.
    public static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        var rest = buffer[...]
        while !rest.isEmpty {
            let part = UnsafeMutableRawBufferPointer(rebasing: rest.prefix(256))
            // The documented errors are a buffer outside the address space, a longer one, and a kernel older than
            // 3.17: none depends on any input, and going on with bytes that are not random would be worse.
            guard getentropy(part.baseAddress, part.count) == 0 else {
                preconditionFailure("the kernel provides random bytes")
            }
            rest = rest.dropFirst(part.count)
        }
    }

    /// Makes random bytes.
    ///
    /// - Parameter count: How many; not negative.
    /// - Returns: `2 * count` lower-case hexadecimal digits.
    public static func hex(count: Int) -> String {
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.withUnsafeMutableBytes { fill($0) }
        return hexadecimal(bytes)
    }
}
