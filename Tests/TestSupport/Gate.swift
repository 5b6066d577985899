import Dispatch

/// Holds whoever comes, until it is opened.
public final class Gate: Sendable {
    private let entered = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)

    /// Makes a gate that is closed.
    public init() {}

    /// Waits until the gate is opened.
    public func hold() {
        entered.signal()
        opened.wait()
    }

    /// Waits until somebody is held.
    public func waitUntilHeld() { entered.wait() }

    /// Lets one go.
    public func open() { opened.signal() }
}
