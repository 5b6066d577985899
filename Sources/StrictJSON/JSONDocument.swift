/// A JSON document that was found well-formed, over bytes that belong to somebody else.
///
/// The document is checked once, as a whole: syntax, UTF-8, duplicate keys, depth. After that nothing can fail but
/// meaning. It holds no tree: a `Place` is the offset of a value, and looking at a value reads the bytes again, so a
/// document costs no memory whatever it contains.
public struct JSONDocument: ~Escapable {
    /// Where a value of the document begins.
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

    let bytes: Span<UInt8>

    /// The document's value.
    public let root: Place

    /// Checks bytes as a whole.
    ///
    /// - Parameters:
    ///   - bytes: A whole document, white space around it allowed.
    ///   - depthLimit: How deep arrays and objects may nest.
    /// - Throws: The first violation of RFC 8259, with its offset and pointer.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, depthLimit: Int = Self.defaultDepthLimit) throws(JSONSyntaxError) {
        fatalError("to be written")
    }

    /// What stands at a place.
    public func kind(at place: Place) -> Kind { fatalError("to be written") }

    /// The truth value at a place; nil if another kind of value stands there.
    public func boolean(at place: Place) -> Bool? { fatalError("to be written") }

    /// The string at a place, escapes resolved; nil if another kind of value stands there.
    public func string(at place: Place) -> String? { fatalError("to be written") }

    /// The number at a place; nil if another kind of value stands there.
    public func number(at place: Place) -> JSONNumber? { fatalError("to be written") }

    /// Calls `body` with each member of the object at a place, in order; nothing for another kind of value.
    public func forEachMember<Failure: Error>(
        at place: Place,
        _ body: (_ key: String, _ value: Place) throws(Failure) -> Void
    ) throws(Failure) {
        fatalError("to be written")
    }

    /// Calls `body` with each element of the array at a place, in order; nothing for another kind of value.
    public func forEachElement<Failure: Error>(
        at place: Place,
        _ body: (_ index: Int, _ value: Place) throws(Failure) -> Void
    ) throws(Failure) {
        fatalError("to be written")
    }

    /// The value of a member of the object at a place; nil if there is none, or no object.
    public func member(_ key: String, at place: Place) -> Place? { fatalError("to be written") }

    /// The number of elements of the array at a place; nil if another kind of value stands there.
    public func elementCount(at place: Place) -> Int? { fatalError("to be written") }

    /// Reads the value at a place as float32 numbers in rows.
    ///
    /// - Parameters:
    ///   - place: An array of numbers, which is one row, or an array of arrays of numbers.
    ///   - valueLimit: The most numbers to store; reading goes on and counts, but stores no more.
    ///   - problemLimit: The most problems to report.
    /// - Returns: The numbers and everything that is wrong with them.
    public func rows(at place: Place, valueLimit: Int = .max, problemLimit: Int = 100) -> JSONRows {
        fatalError("to be written")
    }
}

/// A JSON number: the text, and what it means in the types of the service.
public struct JSONNumber: Sendable, Hashable {
    /// The text as it stands in the document.
    public let text: String

    /// The correctly rounded float64; infinite where the number is beyond float64.
    public var float64: Double { fatalError("to be written") }

    /// The correctly rounded float32, ties to even, from the text and not by way of float64; infinite where the
    /// number is beyond float32.
    public var float32: Float { fatalError("to be written") }

    /// The number as an integer if it is one: `16`, `16.0`, `1.6e1`. Nil if it is none or beyond the type.
    public func integer<Integer: FixedWidthInteger & Sendable>(as type: Integer.Type = Int.self) -> Integer? {
        fatalError("to be written")
    }

    /// Whether the number is a whole one, however large.
    public var isWhole: Bool { fatalError("to be written") }
}

/// Float32 numbers in rows, as they stood in a document.
public struct JSONRows: Sendable, Hashable {
    /// What is wrong with a value.
    public enum Problem: Sendable, Hashable {
        /// Neither an array of numbers nor an array of arrays of numbers.
        case notRows(JSONDocument.Kind)
        /// An element of the outer array that is no array, among arrays.
        case notARow(row: Int, JSONDocument.Kind)
        /// An element of a row that is no number.
        case notANumber(row: Int, column: Int, JSONDocument.Kind)
        /// A number that overflows float32.
        case beyondFloat32(row: Int, column: Int)
        /// A row that is not as wide as the first one.
        case ragged(row: Int, actual: Int, expected: Int)
    }

    /// The numbers, row after row; not all of them if there were more than the limit.
    public let values: [Float]
    /// The number of rows; 1 for a flat array that is not empty.
    public let rowCount: Int
    /// The width of the first row; 0 without one.
    public let columnCount: Int
    /// The number of numbers in the document, stored or not.
    public let valueCount: Int
    /// Whether the array was flat: one row.
    public let isFlat: Bool
    /// What is wrong, in the order of the document; the first ones only if there are many.
    public let problems: [Problem]
}
