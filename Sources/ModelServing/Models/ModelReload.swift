/// What became of the models when storage was read.
public struct ModelReload: Sendable {
    /// The models that were found.
    public internal(set) var added: [ModelName] = []
    /// Those that had changed there.
    public internal(set) var replaced: [ModelName] = []
    /// Those that were gone there.
    public internal(set) var removed: [ModelName] = []
    /// Everything that lies there and cannot be used, also what was known to be so.
    public internal(set) var damaged: [DamagedModel] = []
}
