internal import StrictJSON

extension FuzzTarget {
    /// Any bytes are refused at an offset within them, or are a document that stays the same when it is written again.
    static func tryJSON(_ input: Span<UInt8>) {
        do throws(JSONSyntaxError) {
            let document = try JSONDocument(input)
            check(document)
        } catch {
            promise(error.offset >= 0 && error.offset <= input.count, "an offset within the input")
            promise(
                error.pointer.steps.count <= JSONDocument.defaultDepthLimit,
                "a pointer as deep as the document"
            )
            checkPointer(error.pointer.description)
        }
    }
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
        broken("what was written is refused: \(error)")
    }
    promise(bytes == again.writer.bytes, "the same document")
    promise(written.outcome == again.outcome, "the same numbers")
}
