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
    /// Other names that are accepted.
    static var aliases: [String: Entry] { get }
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
    /// The entry that a name or an alias means.
    static func entry(named name: String) -> Entry? { Entry(rawValue: name) ?? aliases[name] }

    /// All names that are accepted, those of the catalogue first.
    static var names: [String] { Entry.allCases.map(\.rawValue) + aliases.keys.sorted() }

    /// All names that are accepted for an entry, its own first.
    static func names(of entry: Entry) -> [String] {
        [entry.rawValue] + aliases.filter { $0.value == entry }.keys.sorted()
    }
}

extension Activation: Catalogued {
    static var entryKey: String { "type" }
    static var noun: String { "activation" }
    static var aliases: [String: Kind] { Kind.aliases }
    static var standIn: Activation { .identity }
    static func parameters(of entry: Kind) -> [ParameterDescription] { entry.parameters }
    var entry: Kind { kind }
}

extension Initializer: Catalogued {
    static var entryKey: String { "scheme" }
    static var noun: String { "scheme" }
    static var aliases: [String: Scheme] { [:] }
    static var standIn: Initializer { .zeros }
    static func parameters(of entry: Scheme) -> [ParameterDescription] { entry.parameters }
    var entry: Scheme { scheme }
}
