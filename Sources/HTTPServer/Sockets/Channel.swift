internal import Glibc

/// A two-way stream of bytes that never blocks.
///
/// Nothing above it knows what carries the bytes.
enum Channel: ~Copyable {
    /// A connected, non-blocking socket.
    case socket(FileDescriptor)

    /// What became of a read or a write.
    enum Outcome {
        /// That many bytes were moved, at least one.
        case count(Int)
        /// It must be tried again when the descriptor is readable.
        case wouldRead
        /// It must be tried again when the descriptor is writable.
        case wouldWrite
        /// The peer has sent all it will send; it may still read.
        case end
        /// The connection is gone in both directions.
        case closed
    }

    /// The descriptor whose readiness matters.
    var number: Int32 {
        switch self {
        case .socket(let descriptor): descriptor.number
        }
    }

    /// Reads what is there, at most as much as fits.
    ///
    /// - Parameter buffer: Not empty, or the end could not be told from a full buffer.
    /// - Returns: How many bytes were read, or why none.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
        switch self {
        case .socket(let descriptor):
            switch retryingInterrupts({ recv(descriptor.number, buffer.baseAddress, buffer.count, 0) }) {
            case .success(0): return .end
            case .success(let count): return .count(count)
            case .failure(let error): return Self.isBlocked(error) ? .wouldRead : .closed
            }
        }
    }

    /// Writes as much as the peer's window takes.
    ///
    /// - Parameters:
    ///   - bytes: Not empty.
    ///   - isMoreComing: Whether another write follows at once, which may then share a packet.
    /// - Returns: How many bytes were written, or why none.
    func write(_ bytes: UnsafeRawBufferPointer, isMoreComing: Bool) -> Outcome {
        switch self {
        case .socket(let descriptor):
            let flags = Int32(MSG_NOSIGNAL) | (isMoreComing ? Int32(MSG_MORE) : 0)
            switch retryingInterrupts({ send(descriptor.number, bytes.baseAddress, bytes.count, flags) }) {
            case .success(let count): return .count(count)
            case .failure(let error): return Self.isBlocked(error) ? .wouldWrite : .closed
            }
        }
    }

    /// Tells the peer that nothing more will be sent, and goes on reading.
    func finishSending() {
        switch self {
        case .socket(let descriptor): _ = shutdown(descriptor.number, Int32(SHUT_WR))
        }
    }

    /// Lets the close that follows drop unsent bytes and reset the connection, so that the kernel keeps nothing of it.
    func abandonOutput() {
        switch self {
        case .socket(let descriptor):
            var option = linger(l_onoff: 1, l_linger: 0)
            _ = setsockopt(descriptor.number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }
    }

    /// Gives up the descriptor, so that it can cross to another queue; whoever takes the number closes it.
    consuming func relinquished() -> Int32 {
        switch consume self {
        case .socket(let descriptor): descriptor.relinquished()
        }
    }

    private static func isBlocked(_ error: Errno) -> Bool { error.code == EAGAIN || error.code == EWOULDBLOCK }
}
