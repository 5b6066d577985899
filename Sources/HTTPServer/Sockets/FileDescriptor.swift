internal import Glibc

/// A descriptor that this value owns: it is closed when the value ends.
struct FileDescriptor: ~Copyable {
    /// The number that the kernel knows it by.
    let number: Int32

    /// Takes over a descriptor that nobody else closes.
    init(owning number: Int32) { self.number = number }

    deinit {
        // Not repeated after EINTR: on Linux the descriptor is gone by then, and its number may be another's.
        _ = close(number)
    }

    /// Gives up the descriptor, so that it can cross to another queue; whoever takes the number closes it.
    consuming func relinquished() -> Int32 {
        let number = number
        discard self
        return number
    }
}
