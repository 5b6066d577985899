/// Stops the program and says which promise is broken, in optimised builds too, where preconditions are silent.
///
/// - Parameters:
///   - isKept: Whether what is promised holds.
///   - text: What is promised.
///   - file: The file that asks.
///   - line: The line that asks.
@inline(__always)
func promise(_ isKept: Bool, _ text: StaticString, file: StaticString = #fileID, line: UInt = #line) {
    if !isKept { broken("\(text)", file: file, line: line) }
}

/// Stops the program at a promise that is broken.
///
/// - Parameters:
///   - text: What is promised, or what happened instead.
///   - file: The file that asks.
///   - line: The line that asks.
func broken(_ text: String, file: StaticString = #fileID, line: UInt = #line) -> Never {
    fatalError("broken promise: \(text)", file: file, line: line)
}
