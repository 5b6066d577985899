internal import Glibc

/// A two-way stream of bytes that never blocks.
///
/// Nothing above it knows what carries the bytes.
enum Channel: ~Copyable {
    /// A connected, non-blocking socket.
    case socket(FileDescriptor)
    /// The same, encrypted.
    case tls(TLSSession)

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
        case .tls(let session): session.descriptor.number
        }
    }

    /// Whether bytes wait that no event will announce.
    var hasPending: Bool {
        switch self {
        case .socket: false
        case .tls(let session): session.hasPending
        }
    }

    /// The TLS session; nil without TLS.
    var session: TLSSession? {
        switch self {
        case .socket: nil
        case .tls(let session): session
        }
    }

    /// Reads what is there, at most as much as fits.
    ///
    /// - Parameter buffer: Not empty, or the end could not be told from a full buffer.
    /// - Returns: How many bytes were read, or why none.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
        switch self {
        case .socket(let descriptor): Self.receive(descriptor.number, buffer)
        case .tls(let session): session.read(into: buffer)
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
        case .socket(let descriptor): Self.send(descriptor.number, bytes, isMoreComing: isMoreComing)
        case .tls(let session): session.write(bytes)
        }
    }

    /// Tells the peer that nothing more will be sent, and goes on reading.
    func finishSending() {
        switch self {
        case .socket(let descriptor): _ = shutdown(descriptor.number, Int32(SHUT_WR))
        case .tls(let session): session.finishSending()
        }
    }

    /// Lets the close that follows drop unsent bytes and reset the connection, so that the kernel keeps nothing of it.
    func abandonOutput() {
        switch self {
        case .socket: break
        case .tls(let session): session.abandon()
        }
        var option = linger(l_onoff: 1, l_linger: 0)
        _ = setsockopt(number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// How many bytes were written that the peer's kernel has not taken yet.
    var undeliveredBytes: Int {
        var count: Int32 = 0
        return ioctl(number, UInt(TIOCOUTQ), &count) == 0 ? Int(max(0, count)) : 0
    }

    /// Lets the kernel give up, after the close that follows, when the peer takes nothing for that long.
    ///
    /// By itself it asks a peer that does not read for many minutes whether it will, and keeps megabytes for it.
    func limitDelivery(milliseconds: Int) {
        guard undeliveredBytes > 0 else { return }
        // Zero would mean no limit.
        var limit = UInt32(clamping: max(1, milliseconds))
        // Sockets of the Unix domain have no such option, and need none: their peer owns what was written.
        _ = setsockopt(number, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &limit, socklen_t(MemoryLayout<UInt32>.size))
    }

    /// Reads from a socket as it is.
    static func receive(_ number: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Outcome {
        switch retryingInterrupts({ recv(number, buffer.baseAddress, buffer.count, 0) }) {
        case .success(0): .end
        case .success(let count): .count(count)
        case .failure(let error): isBlocked(error) ? .wouldRead : .closed
        }
    }

    /// Writes to a socket as it is.
    static func send(_ number: Int32, _ bytes: UnsafeRawBufferPointer, isMoreComing: Bool) -> Outcome {
        let flags = Int32(MSG_NOSIGNAL) | (isMoreComing ? Int32(MSG_MORE) : 0)
        return switch retryingInterrupts({ Glibc.send(number, bytes.baseAddress, bytes.count, flags) }) {
        case .success(let count): .count(count)
        case .failure(let error): isBlocked(error) ? .wouldWrite : .closed
        }
    }

    /// Whether an error means that there is nothing to do now.
    static func isBlocked(_ error: Errno) -> Bool { error.code == EAGAIN || error.code == EWOULDBLOCK }
}
