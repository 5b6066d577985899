/// A place in a JSON document (RFC 6901).
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    /// One step from a value to one of its children.
    public enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    /// The steps from the root.
    public private(set) var steps: [Step]

    /// Makes the pointer to the root.
    public init() { steps = [] }

    /// The pointer to a member of the object that this one points to.
    public func appending(_ key: String) -> JSONPointer {
        var pointer = self
        pointer.steps.append(.key(key))
        return pointer
    }

    /// The pointer to an element, counted from 0, of the array that this one points to.
    public func appending(_ index: Int) -> JSONPointer {
        var pointer = self
        pointer.steps.append(.index(index))
        return pointer
    }

    /// The pointer as a URI fragment: `#/network/layers/0/units`, `#` for the root (RFC 6901 section 6).
    public var description: String { fatalError("to be written") }
}
