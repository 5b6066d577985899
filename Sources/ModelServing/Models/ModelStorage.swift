/// Where models outlive the process.
///
/// Called on one queue at a time, never on a reactor's: every call may wait for a disk.
public protocol ModelStorage: Sendable {
    /// Whether changes are refused.
    var isReadOnly: Bool { get }

    /// Reads everything that is there.
    ///
    /// - Returns: What could be read, and what could not with the reason.
    func readAll() -> (models: [KeptModel], damaged: [DamagedModel])

    /// Reads one model.
    ///
    /// - Returns: The model; nil if there is none of that name.
    /// - Throws: What is wrong with it.
    func read(_ name: ModelName) throws(ModelStorageError) -> KeptModel?

    /// Keeps a model in the place of the one that has its name.
    ///
    /// When it returns, the model survives a crash of the process and of the machine.
    ///
    /// - Throws: Why it was not kept; then what was there before is there still.
    func store(_ model: KeptModel) throws(ModelStorageError)

    /// Removes a model; when it returns, it stays removed after a crash.
    ///
    /// - Throws: Why it was not removed; then it is there still.
    func remove(_ name: ModelName) throws(ModelStorageError)
}

/// Why storage did not do what it was asked.
public enum ModelStorageError: Error, Sendable, Hashable {
    /// What lies there is no model: the reason, in a sentence without its full stop.
    case damaged(reason: String)
    /// No space or no quota is left.
    case full
    /// The folder is open for reading only.
    case readOnly
    /// The system refused: what was called, and the `errno` it left.
    case system(operation: String, code: Int32)
}
