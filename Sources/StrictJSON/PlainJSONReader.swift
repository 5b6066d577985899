/// Reads a document of plain form in one pass, checking it on the way.
///
/// Most requests look alike, and whoever reads them knows what comes next: so it need not be looked at three times, to be
/// checked, found and read. Each function takes one thing that is expected, and white space before it. Where something
/// else stands, correct or not, the answer is nil or false: then the reader is of no more use, and `JSONDocument` reads
/// the document and says what it is. What a reader takes from the first byte to `isAtEnd` is a document that
/// `JSONDocument` takes as well, if its caller takes no key twice in an object.
public struct PlainJSONReader: ~Escapable {
    private let bytes: Span<UInt8>
    /// Where the next thing begins, or white space before it.
    private var offset = 0

    /// Begins at the first byte of a document.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    /// Takes the bracket that opens an array.
    public mutating func openArray() -> Bool { take(Byte.openBracket) }

    /// Takes the bracket that closes an array.
    public mutating func closeArray() -> Bool { take(Byte.closeBracket) }

    /// Takes the brace that opens an object.
    public mutating func openObject() -> Bool { take(Byte.openBrace) }

    /// Takes the brace that closes an object.
    public mutating func closeObject() -> Bool { take(Byte.closeBrace) }

    /// Takes the comma between two members or elements.
    public mutating func comma() -> Bool { take(Byte.comma) }

    /// Takes a key and the colon behind it.
    ///
    /// - Returns: The bytes of the key; nil for anything but a key in ASCII without escapes.
    public mutating func key() -> Range<Int>? {
        advance { bytes, pointer in
            guard let key = bytes.plainString(&pointer) else { return nil }
            pointer = bytes.skipWhiteSpace(pointer)
            guard pointer < bytes.end, pointer.pointee == Byte.colon else { return nil }
            pointer += 1
            return key
        }
    }

    /// Takes a string.
    ///
    /// - Returns: The bytes between the quotes; nil for anything but a string in ASCII without escapes.
    public mutating func string() -> Range<Int>? { advance { bytes, pointer in bytes.plainString(&pointer) } }

    /// Takes `true` or `false`.
    public mutating func boolean() -> Bool? {
        advance { bytes, pointer in
            for (word, value) in [("true" as StaticString, true), ("false", false)]
            where bytes.end - pointer >= word.utf8CodeUnitCount && bytes.begins(with: word, pointer) {
                pointer += word.utf8CodeUnitCount
                return value
            }
            return nil
        }
    }

    /// Takes a whole number of at most 15 digits, without sign, point and exponent.
    public mutating func count() -> Int? {
        advance { bytes, pointer in
            let start = pointer
            var value = 0
            while pointer < bytes.end, pointer.pointee.isDigit, pointer - start < 16 {
                value = value &* 10 &+ Int(pointer.pointee &- Byte.zero)
                pointer += 1
            }
            let digits = pointer - start
            guard digits > 0, digits < 16, digits == 1 || start.pointee != Byte.zero else { return nil }
            return bytes.isAfterValue(pointer) ? value : nil
        }
    }

    /// Takes an array of numbers.
    ///
    /// - Parameter count: How many there have to be.
    /// - Returns: The numbers, correctly rounded; nil for another count, for anything in the array that is no number,
    ///   and for a number beyond float32.
    public mutating func numbers(count: Int) -> [Float]? {
        guard count > 0 else { return openArray() && closeArray() ? [] : nil }
        // Each takes a byte and a comma.
        guard count <= (bytes.count - offset) / 2 + 1 else { return nil }
        var isComplete = false
        let values = [Float](unsafeUninitializedCapacity: count) { target, initialized in
            isComplete =
                advance { bytes, pointer in
                    target.baseAddress.flatMap { bytes.plainNumbers(&pointer, count: count, into: $0) ? true : nil }
                } ?? false
            initialized = isComplete ? count : 0
        }
        return isComplete ? values : nil
    }

    /// Takes an array of arrays of numbers.
    ///
    /// - Parameters:
    ///   - width: How many numbers each of them has to have; positive.
    ///   - limit: The most of them.
    /// - Returns: The numbers row after row, and how many rows they are; nil for no rows, and wherever `numbers` gives
    ///   nil.
    public mutating func rows(width: Int, limit: Int) -> (values: [Float], count: Int)? {
        guard openArray() else { return nil }
        var values: [Float] = []
        var rows = 0
        let start = offset
        repeat {
            guard rows < limit, let row = numbers(count: width) else { return nil }
            // The rest of the content is probably rows of about this length.
            if rows == 0 { values.reserveCapacity(width * (1 + (bytes.count - offset) / (offset - start))) }
            values += row
            rows += 1
        } while comma()
        return closeArray() ? (values, rows) : nil
    }

    /// Whether nothing is left but white space.
    public mutating func isAtEnd() -> Bool {
        advance { bytes, pointer in pointer == bytes.end ? true : nil } ?? (offset == bytes.count)
    }

    /// Whether bytes that the reader gave back are these.
    public func isEqual(_ range: Range<Int>, _ text: StaticString) -> Bool {
        isEqual(range, UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Whether bytes that the reader gave back are those of a text.
    public func isEqual(_ range: Range<Int>, _ text: String) -> Bool {
        guard text.utf8.count == range.count else { return false }
        var text = text
        return text.withUTF8 { isEqual(range, $0) }
    }

    /// The text of bytes that the reader gave back.
    public func text(_ range: Range<Int>) -> String {
        bytes.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    private func isEqual(_ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.extracting(range).withUnsafeBufferPointer { $0.elementsEqual(text) }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        advance { bytes, pointer in
            guard pointer < bytes.end, pointer.pointee == byte else { return nil }
            pointer += 1
            return true
        } ?? false
    }

    /// Takes what `body` takes, from the first byte that is no white space on; nothing if it gives back nil.
    @inline(__always)
    private mutating func advance<Result>(_ body: (JSONBytes, inout BytePointer) -> Result?) -> Result? {
        let start = offset
        let (result, end) = bytes.withUnsafeBufferPointer { buffer -> (Result?, Int) in
            guard let bytes = JSONBytes(buffer) else { return (nil, start) }
            // `offset` is 0 or where a pointer into these bytes was left.
            var pointer = bytes.skipWhiteSpace(bytes.start + start)
            let result = body(bytes, &pointer)
            return (result, pointer - bytes.start)
        }
        if result != nil { offset = end }
        return result
    }
}

extension JSONBytes {
    /// Takes a string in ASCII without escapes.
    fileprivate func plainString(_ pointer: inout BytePointer) -> Range<Int>? {
        guard pointer < end, pointer.pointee == Byte.quote else { return nil }
        let last = skipPlainText(pointer + 1)
        guard last < end, last.pointee == Byte.quote else { return nil }
        let range = pointer + 1 - start..<last - start
        pointer = last + 1
        return range
    }

    fileprivate func begins(with word: StaticString, _ pointer: BytePointer) -> Bool {
        let count = word.utf8CodeUnitCount
        return (0..<count).allSatisfy { pointer[$0] == word.utf8Start[$0] } && isAfterValue(pointer + count)
    }

    /// Whether a value may end before `pointer`.
    fileprivate func isAfterValue(_ pointer: BytePointer) -> Bool {
        guard pointer < end else { return true }
        let byte = pointer.pointee
        return byte == Byte.comma || byte == Byte.closeBracket || byte == Byte.closeBrace || byte.isWhiteSpace
    }
}
