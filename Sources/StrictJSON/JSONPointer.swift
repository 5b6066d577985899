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

    /// Makes the pointer that takes these steps from the root.
    public init(steps: [Step]) { self.steps = steps }

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
    public var description: String {
        var text = "#"
        for step in steps {
            text += "/"
            switch step {
            case .index(let index): text += String(index)
            case .key(let key): Self.append(key, to: &text)
            }
        }
        return text
    }

    private static func append(_ key: String, to text: inout String) {
        for byte in key.utf8 {
            let character = Unicode.Scalar(byte)
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            // What a fragment holds as it is: RFC 3986 section 3.5.
            case "A"..."Z", "a"..."z", "0"..."9", "-", ".", "_", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=",
                ":", "@", "?":
                text.unicodeScalars.append(character)
            default:
                text += byte < 16 ? "%0" : "%"
                text += String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
