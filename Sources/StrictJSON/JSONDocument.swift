/// A JSON document that was found well-formed, over bytes that belong to somebody else.
///
/// The document is checked once, as a whole: syntax, UTF-8, duplicate keys, depth. After that nothing can fail but
/// meaning. It holds no tree: a `Place` is the offset of a value, and looking at a value reads the bytes again, so a
/// document costs no memory whatever it contains.
public struct JSONDocument: ~Escapable {
    /// Where a value of the document begins.
    ///
    /// A place means something to the document it came from only; another one answers with nonsense, but safely.
    public struct Place: Sendable, Hashable {
        /// The offset of the value's first byte.
        public let offset: Int
    }

    /// What a value is.
    public enum Kind: String, Sendable, Hashable {
        case null, boolean, number, string, array, object
    }

    /// How deep arrays and objects may nest unless the caller says otherwise.
    public static var defaultDepthLimit: Int { 64 }

    /// The largest limit on depth that a caller can ask for: what fits on the stack of any thread.
    public static var largestDepthLimit: Int { 512 }

    let bytes: Span<UInt8>

    /// The document's value.
    public let root: Place

    /// Checks bytes as a whole.
    ///
    /// - Parameters:
    ///   - bytes: A whole document, white space around it allowed.
    ///   - depthLimit: How deep arrays and objects may nest, in 0...`largestDepthLimit`; what lies outside is brought
    ///     to the nearer end.
    /// - Throws: The first violation of RFC 8259, with its offset and pointer.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, depthLimit: Int = Self.defaultDepthLimit) throws(JSONSyntaxError) {
        let limit = min(max(depthLimit, 0), Self.largestDepthLimit)
        let result = bytes.withUnsafeBufferPointer { JSONValidator.check($0, depthLimit: limit) }
        self.bytes = bytes
        root = Place(offset: try result.get())
    }

    /// What stands at a place.
    public func kind(at place: Place) -> Kind {
        withBytes(at: place) { bytes, value in bytes.kind(value) } ?? .null
    }

    /// The truth value at a place; nil if another kind of value stands there.
    public func boolean(at place: Place) -> Bool? {
        let byte: UInt8? = withBytes(at: place) { _, value in value.pointee }
        return byte == Byte.t ? true : byte == Byte.f ? false : nil
    }

    /// The string at a place, escapes resolved; nil if another kind of value stands there.
    public func string(at place: Place) -> String? {
        withBytes(at: place) { bytes, value in bytes.text(value)?.string }
    }

    /// The number at a place; nil if another kind of value stands there.
    public func number(at place: Place) -> JSONNumber? {
        withBytes(at: place) { bytes, value in
            guard bytes.kind(value) == .number else { return nil }
            let count = bytes.skipValue(value) - value
            return JSONNumber(text: String(decoding: UnsafeBufferPointer(start: value, count: count), as: UTF8.self))
        }
    }

    /// Calls `body` with each member of the object at a place, in order; nothing for another kind of value.
    public func forEachMember<Failure: Error>(
        at place: Place,
        _ body: (_ key: String, _ value: Place) throws(Failure) -> Void
    ) throws(Failure) {
        try withBytes(at: place) { (bytes, value) throws(Failure) -> Void? in
            var members = bytes.children(value, of: .object)
            while let member = members.nextMember() {
                try body(member.key.string, Place(offset: member.value - bytes.start))
            }
            return nil
        }
    }

    /// Calls `body` with each element of the array at a place, in order; nothing for another kind of value.
    public func forEachElement<Failure: Error>(
        at place: Place,
        _ body: (_ index: Int, _ value: Place) throws(Failure) -> Void
    ) throws(Failure) {
        try withBytes(at: place) { (bytes, value) throws(Failure) -> Void? in
            var elements = bytes.children(value, of: .array)
            var index = 0
            while let element = elements.nextElement() {
                try body(index, Place(offset: element - bytes.start))
                index += 1
            }
            return nil
        }
    }

    /// The first element of the array at a place; nil for an empty one, or for another kind of value.
    public func firstElement(at place: Place) -> Place? {
        withBytes(at: place) { bytes, value in
            var elements = bytes.children(value, of: .array)
            return elements.nextElement().map { Place(offset: $0 - bytes.start) }
        }
    }

    /// The value of a member of the object at a place; nil if there is none, or no object.
    ///
    /// Keys are compared by their bytes after escapes are resolved, without Unicode normalization.
    public func member(_ key: String, at place: Place) -> Place? {
        withBytes(at: place) { bytes, value in
            var members = bytes.children(value, of: .object)
            while let member = members.nextMember() {
                if member.key.equals(key) { return Place(offset: member.value - bytes.start) }
            }
            return nil
        }
    }

    /// The number of elements of the array at a place; nil if another kind of value stands there.
    public func elementCount(at place: Place) -> Int? {
        withBytes(at: place) { bytes, value in
            guard bytes.kind(value) == .array else { return nil }
            var elements = bytes.children(value, of: .array)
            var count = 0
            while elements.nextElement() != nil { count += 1 }
            return count
        }
    }

    /// Lends the bytes, and the first one of the value at a place, if the place lies in the document.
    func withBytes<Result, Failure: Error>(
        at place: Place,
        _ body: (_ bytes: JSONBytes, _ value: BytePointer) throws(Failure) -> Result?
    ) throws(Failure) -> Result? {
        try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) -> Result? in
            guard let bytes = JSONBytes(buffer), buffer.indices.contains(place.offset) else { return nil }
            return try body(bytes, bytes.start + place.offset)
        }
    }
}
