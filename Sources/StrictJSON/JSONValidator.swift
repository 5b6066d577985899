/// One pass over a document that finds the first violation of RFC 8259, if there is one.
///
/// Each function takes the place where something begins and gives back the place after it, or nil once `failure` is
/// set. On the way out of a failure each container adds its step, so that the pointer costs nothing until then. The
/// recursion is as deep as the document, which `depthLimit` bounds.
struct JSONValidator {
    let bytes: JSONBytes
    let depthLimit: Int

    var failure: (reason: JSONSyntaxError.Reason, place: BytePointer)?
    /// Whether the string read last has escapes.
    var lastStringIsEscaped = false
    private var stepsOutwards: [JSONPointer.Step] = []

    /// Checks a document.
    ///
    /// - Returns: The offset of its value, or what is wrong.
    static func check(_ buffer: UnsafeBufferPointer<UInt8>, depthLimit: Int) -> Result<Int, JSONSyntaxError> {
        guard let bytes = JSONBytes(buffer) else {
            return .failure(JSONSyntaxError(reason: .unexpectedEnd, offset: 0, pointer: JSONPointer()))
        }
        var validator = JSONValidator(bytes: bytes, depthLimit: depthLimit)
        if let root = validator.document() { return .success(root - bytes.start) }
        let failure = validator.failure ?? (.unexpectedEnd, bytes.end)
        return .failure(
            JSONSyntaxError(
                reason: failure.reason,
                offset: failure.place - bytes.start,
                pointer: JSONPointer(steps: validator.stepsOutwards.reversed())
            )
        )
    }

    private init(bytes: JSONBytes, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    private mutating func document() -> BytePointer? {
        let start = bytes.start
        if bytes.end - start >= 3, start[0] == 0xEF, start[1] == 0xBB, start[2] == 0xBF {
            return fail(.byteOrderMark, start)
        }
        let root = bytes.skipWhiteSpace(start)
        guard let afterRoot = value(root, depth: 0) else { return nil }
        let rest = bytes.skipWhiteSpace(afterRoot)
        return rest == bytes.end ? root : fail(.trailingBytes, rest)
    }

    private mutating func value(_ pointer: BytePointer, depth: Int) -> BytePointer? {
        guard pointer < bytes.end else { return failUnexpected(pointer) }
        switch pointer.pointee {
        case Byte.minus, Byte.zero...Byte.nine: return number(pointer)
        case Byte.quote: return string(pointer)
        case Byte.openBracket: return array(pointer, depth: depth)
        case Byte.openBrace: return object(pointer, depth: depth)
        case Byte.t: return literal("true", pointer)
        case Byte.f: return literal("false", pointer)
        case Byte.n: return literal("null", pointer)
        default: return failNoValue(pointer)
        }
    }

    private mutating func array(_ open: BytePointer, depth: Int) -> BytePointer? {
        guard depth < depthLimit else { return fail(.tooDeep(limit: depthLimit), open) }
        var pointer = bytes.skipWhiteSpace(open + 1)
        if pointer < bytes.end, pointer.pointee == Byte.closeBracket { return pointer + 1 }
        var index = 0
        while true {
            guard let afterValue = value(pointer, depth: depth + 1) else {
                stepsOutwards.append(.index(index))
                return nil
            }
            pointer = bytes.skipWhiteSpace(afterValue)
            guard pointer < bytes.end else { return failUnexpected(pointer) }
            guard pointer.pointee == Byte.comma else {
                return pointer.pointee == Byte.closeBracket ? pointer + 1 : failUnexpected(pointer)
            }
            pointer = bytes.skipWhiteSpace(pointer + 1)
            index += 1
        }
    }

    private mutating func object(_ open: BytePointer, depth: Int) -> BytePointer? {
        guard depth < depthLimit else { return fail(.tooDeep(limit: depthLimit), open) }
        var pointer = bytes.skipWhiteSpace(open + 1)
        if pointer < bytes.end, pointer.pointee == Byte.closeBrace { return pointer + 1 }
        var keys: ObjectKeys?
        while true {
            guard pointer < bytes.end, pointer.pointee == Byte.quote else { return failUnexpected(pointer) }
            guard let afterKey = string(pointer) else { return nil }
            let key = JSONText(quote: pointer, end: afterKey, isEscaped: lastStringIsEscaped)
            let isNew = keys?.insert(key, in: bytes) ?? true
            if keys == nil { keys = ObjectKeys(key) }
            guard let afterValue = isNew ? member(afterKey, depth: depth) : fail(.duplicateKey(key.string), pointer)
            else {
                stepsOutwards.append(.key(key.string))
                return nil
            }
            pointer = bytes.skipWhiteSpace(afterValue)
            guard pointer < bytes.end else { return failUnexpected(pointer) }
            guard pointer.pointee == Byte.comma else {
                return pointer.pointee == Byte.closeBrace ? pointer + 1 : failUnexpected(pointer)
            }
            pointer = bytes.skipWhiteSpace(pointer + 1)
        }
    }

    /// Reads what follows a key: the colon and the value.
    private mutating func member(_ afterKey: BytePointer, depth: Int) -> BytePointer? {
        let colon = bytes.skipWhiteSpace(afterKey)
        guard colon < bytes.end, colon.pointee == Byte.colon else { return failUnexpected(colon) }
        return value(bytes.skipWhiteSpace(colon + 1), depth: depth + 1)
    }
}
