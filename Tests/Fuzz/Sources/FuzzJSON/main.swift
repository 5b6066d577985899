internal import StrictJSON

// The fuzzer's entry point. A file of this name without statements leaves `main` to libFuzzer.

/// Any bytes are refused at an offset within them, or are a document that stays the same when it is written again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // The fuzzer lends `count` bytes for the time of this call.
    let input = Span(_unsafeElements: UnsafeBufferPointer(start: data, count: data == nil ? 0 : count))
    do throws(JSONSyntaxError) {
        let document = try JSONDocument(input)
        check(document)
    } catch {
        precondition(error.offset >= 0 && error.offset <= count, "an offset within the input")
        precondition(error.pointer.steps.count <= JSONDocument.defaultDepthLimit, "a pointer as deep as the document")
        precondition(error.pointer.description.hasPrefix("#"), "a pointer that can be written")
    }
    return 0
}

/// Walks a document, writes it, and walks what was written.
private func check(_ document: borrowing JSONDocument) {
    var written = Rewriting()
    written.add(document, at: document.root)
    var again = Rewriting()
    let bytes = written.writer.bytes
    do throws(JSONSyntaxError) {
        let copy = try JSONDocument(bytes.span)
        again.add(copy, at: copy.root)
    } catch {
        preconditionFailure("what was written is refused: \(error)")
    }
    precondition(bytes == again.writer.bytes, "the same document")
    precondition(written.outcome == again.outcome, "the same numbers")
}
