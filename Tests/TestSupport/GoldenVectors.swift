internal import Foundation

/// One of the files of golden vectors: what PyTorch computed.
public enum GoldenVectors: String, Sendable {
    case activations
    case inits
    case linearDefault = "linear_default"
    case networks
    case normal = "rng_normal"
    case statistics
    case uniform = "rng_uniform"

    /// The cases of the file, in its order.
    public func cases() throws -> [GoldenCase] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appending(path: "NeuralNetworkTests/Vectors/\(rawValue).json")
        return try JSONDecoder().decode([GoldenCase].self, from: Data(contentsOf: file))
    }
}

/// One case of a file of golden vectors; tests print it as its identifier.
public struct GoldenCase: Sendable, Decodable, CustomStringConvertible {
    /// The members of the case.
    public let value: GoldenValue

    /// Reads a case.
    public init(from decoder: any Decoder) throws { value = try GoldenValue(from: decoder) }

    /// The unique identifier.
    public var id: String { (try? value["id"]?.string) ?? "without id" }

    /// The identifier.
    public var description: String { id }

    /// A member of the case; nil if it has none of that name.
    public subscript(name: String) -> GoldenValue? { value[name] }

    /// A member of the case that must be there.
    public func member(_ name: String) throws -> GoldenValue { try value.member(name) }
}

/// A value in a golden file.
public enum GoldenValue: Sendable, Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([GoldenValue])
    case object([String: GoldenValue])

    /// What a golden file lacks, or has as something else than was asked for.
    public struct Mismatch: Error, CustomStringConvertible {
        /// What was asked for.
        public let description: String

        /// Makes an error of what was asked for.
        public init(description: String) { self.description = description }
    }

    /// Reads a value of any kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let object = try? container.decode([String: GoldenValue].self) {
            self = .object(object)
        } else if let list = try? container.decode([GoldenValue].self) {
            self = .list(list)
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else {
            self = .null
        }
    }

    /// A member of an object; nil if this is no object or has none of that name.
    public subscript(name: String) -> GoldenValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// A member of an object that must be there.
    public func member(_ name: String) throws -> GoldenValue {
        guard let value = self[name] else { throw Mismatch(description: "member \(name)") }
        return value
    }

    /// Whether this is null.
    public var isNull: Bool {
        guard case .null = self else { return false }
        return true
    }

    /// The value as true or false.
    public var bool: Bool {
        get throws {
            guard case .bool(let bool) = self else { throw Mismatch(description: "true or false") }
            return bool
        }
    }

    /// The value as a string.
    public var string: String {
        get throws {
            guard case .text(let text) = self else { throw Mismatch(description: "a string") }
            return text
        }
    }

    /// The value as a number; `nan`, `inf` and `-inf` stand as strings in the file.
    public var double: Double {
        get throws {
            switch self {
            case .number(let number): return number
            case .text("nan"): return .nan
            case .text("inf"): return .infinity
            case .text("-inf"): return -.infinity
            default: throw Mismatch(description: "a number")
            }
        }
    }

    /// The value as a whole number.
    public var int: Int {
        get throws {
            guard let int = Int(exactly: try double) else { throw Mismatch(description: "a whole number") }
            return int
        }
    }

    /// The value as a seed: a decimal string from -2^63 to 2^64-1, taken modulo 2^64.
    public var seed: UInt64 {
        get throws {
            let text = try string
            if let seed = UInt64(text) { return seed }
            guard let seed = Int64(text) else { throw Mismatch(description: "a seed") }
            return UInt64(bitPattern: seed)
        }
    }

    /// The value as a list.
    public var list: [GoldenValue] {
        get throws {
            guard case .list(let list) = self else { throw Mismatch(description: "a list") }
            return list
        }
    }

    /// The value as an object.
    public var object: [String: GoldenValue] {
        get throws {
            guard case .object(let members) = self else { throw Mismatch(description: "an object") }
            return members
        }
    }

    /// The value as a tensor.
    public var tensor: GoldenTensor {
        get throws { try GoldenTensor(self) }
    }
}
