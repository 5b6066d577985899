internal import Glibc

/// A system call that failed for a reason that its caller does not branch on.
struct SystemError: Error, Sendable, CustomStringConvertible {
    /// The system call.
    let operation: StaticString
    /// Its errno.
    let code: Int32

    /// What the system says about `code`.
    var description: String { "\(operation): \(errorText(code))" }
}

/// What the system says about an errno.
func errorText(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        buffer.initialize(repeating: 0)
        // The XSI form, which is the one that Swift sees, writes into the buffer and never reads beyond it.
        guard let text = buffer.baseAddress, strerror_r(code, text, buffer.count - 1) == 0 else {
            return "errno \(code)"
        }
        return String(cString: text)
    }
}

/// Calls until the call is not interrupted by a signal: the one EINTR loop.
///
/// - Returns: What the call returned, or the errno of its -1.
@inline(__always)
func retryingInterrupts<Value: FixedWidthInteger>(_ call: () -> Value) -> Result<Value, Errno> {
    while true {
        let value = call()
        if value != -1 { return .success(value) }
        let code = errno
        if code != EINTR { return .failure(Errno(code: code)) }
    }
}

/// Calls until the call is not interrupted, and gives any failure the name of the call.
func succeeding<Value: FixedWidthInteger>(
    _ operation: StaticString,
    _ call: () -> Value
) throws(SystemError) -> Value {
    switch retryingInterrupts(call) {
    case .success(let value): return value
    case .failure(let errno): throw SystemError(operation: operation, code: errno.code)
    }
}

/// An errno.
struct Errno: Error {
    /// Its number.
    let code: Int32
}
