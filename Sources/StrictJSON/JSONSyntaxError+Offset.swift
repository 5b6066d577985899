extension JSONSyntaxError {
    /// The same error of a document that stands within other bytes.
    ///
    /// - Parameter count: How many bytes stand before the document.
    /// - Returns: The error with its offset counted from the first of those bytes.
    public func offset(by count: Int) -> JSONSyntaxError {
        JSONSyntaxError(reason: reason, offset: offset + count, pointer: pointer)
    }
}
