internal import NeuralNetwork
internal import StrictJSON

/// A small JSON value in memory, for what is written in more than one spelling: canonical forms and the schema.
///
/// Tensors stay arrays of float32, so a tree is small however many values a definition gives inline.
enum JSONTree: Sendable {
    /// Members in the order in which they are shown.
    case object([(key: String, value: JSONTree)])
    case array([JSONTree])
    case string(String)
    case integer(Int)
    case unsigned(UInt64)
    case number(Double)
    case float(Float)
    case boolean(Bool)
    case tensor(InlineTensor)

    /// Writes the value with its members in their own order.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.key(member.key)
                member.value.write(to: &writer)
            }
            writer.endObject()
        case .array(let elements):
            writer.beginArray()
            for element in elements { element.write(to: &writer) }
            writer.endArray()
        case .string(let string): writer.value(string)
        case .integer(let integer): writer.value(integer)
        case .unsigned(let integer): writer.value(integer)
        case .number(let number): writer.value(number)
        case .float(let number): writer.value(number)
        case .boolean(let boolean): writer.value(boolean)
        case .tensor(let tensor): writer.value(tensor.values, shape: tensor.shape)
        }
    }
}

extension JSONTree: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral
{
    init(dictionaryLiteral members: (String, JSONTree)...) { self = .object(members.map { (key: $0, value: $1) }) }
    init(arrayLiteral elements: JSONTree...) { self = .array(elements) }
    init(stringLiteral string: String) { self = .string(string) }
    init(integerLiteral integer: Int) { self = .integer(integer) }
    init(floatLiteral number: Double) { self = .number(number) }
    init(booleanLiteral boolean: Bool) { self = .boolean(boolean) }

    /// An array of strings.
    static func strings(_ strings: [String]) -> JSONTree { .array(strings.map(JSONTree.string)) }
}
