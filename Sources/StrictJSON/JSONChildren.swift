extension JSONBytes {
    /// The string that begins at `pointer`; nil if another kind of value does.
    func text(_ pointer: BytePointer) -> JSONText? {
        guard pointer < end, pointer.pointee == Byte.quote else { return nil }
        let string = skipString(pointer)
        return JSONText(quote: pointer, end: string.end, isEscaped: string.isEscaped)
    }

    /// The children of the array or object that begins at `pointer`; none if it is not of that kind.
    func children(_ pointer: BytePointer, of kind: JSONDocument.Kind) -> JSONChildren {
        JSONChildren(bytes: self, pointer: self.kind(pointer) == kind ? pointer + 1 : end)
    }
}

/// A walk over the children of an array or object in a document that was checked.
struct JSONChildren {
    let bytes: JSONBytes
    private var pointer: BytePointer
    /// The child given back last.
    ///
    /// It is passed only when the next one is asked for: a caller who has found what it wanted does not pay for it.
    private var pending: BytePointer?

    init(bytes: JSONBytes, pointer: BytePointer) {
        self.bytes = bytes
        self.pointer = pointer
    }

    /// The first byte of the next element of an array.
    mutating func nextElement() -> BytePointer? {
        guard let element = nextChild() else { return nil }
        pending = element
        return element
    }

    /// The key and the first byte of the value of the next member of an object.
    mutating func nextMember() -> (key: JSONText, value: BytePointer)? {
        guard let quote = nextChild(), let key = bytes.text(quote) else { return nil }
        let colon = bytes.skipWhiteSpace(quote + key.count + 2)
        guard colon < bytes.end else { return nil }
        let value = bytes.skipWhiteSpace(colon + 1)
        pending = value
        return (key, value)
    }

    /// The first byte of the next child: past the one before, white space and a comma.
    private mutating func nextChild() -> BytePointer? {
        if let child = pending {
            pointer = bytes.skipWhiteSpace(bytes.skipValue(child))
            guard pointer < bytes.end, pointer.pointee == Byte.comma else { return finish() }
            pointer += 1
        }
        pointer = bytes.skipWhiteSpace(pointer)
        guard pointer < bytes.end, pointer.pointee != Byte.closeBracket, pointer.pointee != Byte.closeBrace else {
            return finish()
        }
        return pointer
    }

    private mutating func finish() -> BytePointer? {
        pointer = bytes.end
        pending = nil
        return nil
    }
}
