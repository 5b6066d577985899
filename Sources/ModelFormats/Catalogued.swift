internal import NeuralNetwork

/// A choice from a catalogue, with parameters: an activation or an initialiser.
///
/// Reading, writing and the schema go by this and by the tables of parameters behind it, so that both are treated
/// alike and a new entry of a catalogue needs no code here.
protocol Catalogued: Hashable, Sendable {
    /// The entries of the catalogue; the raw value is the name on the wire.
    associatedtype Entry: RawRepresentable<String>, CaseIterable, Hashable, Sendable

    /// The member that names the entry.
    static var entryKey: String { get }
    /// What an entry is called in a sentence.
    static var noun: String { get }
    /// Other names that are accepted; each stands for an entry with certain parameters and takes none itself.
    static var aliases: [String: Self] { get }
    /// What stands in for a choice that cannot be read.
    static var standIn: Self { get }
    /// The parameters of an entry, in the order of `values`.
    static func parameters(of entry: Entry) -> [ParameterDescription]

    /// Which entry.
    var entry: Entry { get }
    /// One value for each parameter.
    var values: [ParameterValue] { get }
    /// Makes a choice with all its parameters.
    init(_ entry: Entry, _ values: [ParameterValue])
}

extension Catalogued {
    /// All names that are accepted, those of the catalogue first.
    static var names: [String] { Entry.allCases.map(\.rawValue) + aliases.keys.sorted() }
}

/// What a name of a catalogue stands for.
enum Meaning<Value: Catalogued> {
    /// An entry, whose parameters can be given.
    case entry(Value.Entry)
    /// An entry with parameters that the name gives already.
    case alias(Value)

    /// Looks a name up; nil if the catalogue does not have it.
    init?(_ name: String) {
        if let entry = Value.Entry(rawValue: name) {
            self = .entry(entry)
        } else if let value = Value.aliases[name] {
            self = .alias(value)
        } else {
            return nil
        }
    }

    /// The parameters that can be given beside the name.
    var parameters: [ParameterDescription] {
        switch self {
        case .entry(let entry): Value.parameters(of: entry)
        case .alias: []
        }
    }
}

extension Activation: Catalogued {
    static var entryKey: String { "type" }
    static var noun: String { "activation" }
    static var standIn: Activation { .identity }
    static func parameters(of entry: Kind) -> [ParameterDescription] { entry.parameters }
    var entry: Kind { kind }
}

extension Initializer: Catalogued {
    static var entryKey: String { "scheme" }
    static var noun: String { "scheme" }
    static var standIn: Initializer { .zeros }
    static func parameters(of entry: Scheme) -> [ParameterDescription] { entry.parameters }
    var entry: Scheme { scheme }
}
