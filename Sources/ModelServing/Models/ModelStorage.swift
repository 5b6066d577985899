/// Where models outlive the process.
///
/// Called for several names at once, and for one name one call after another; never on a reactor's queue, since every
/// call may wait for a disk.
public protocol ModelStorage: Sendable {
    /// Whether changes are refused.
    var isReadOnly: Bool { get }

    /// The names under which models lie there, whether they can be read or not, and what can be none.
    ///
    /// - Throws: Why nothing is known of what is there.
    func list() throws(ModelStorageError) -> (names: [ModelName], damaged: [DamagedModel])

    /// Reads one model.
    ///
    /// - Returns: The model; nil if there is none of that name.
    /// - Throws: What is wrong with it.
    func read(_ name: ModelName) throws(ModelStorageError) -> KeptModel?

    /// What differs after every change of what lies under a name; nil if nothing does.
    func stamp(of name: ModelName) throws(ModelStorageError) -> ModelStamp?

    /// The version that a model had when it was last kept, also where it is damaged; nil where that is lost too.
    func recordedVersion(of name: ModelName) -> Int?

    /// Keeps a model in the place of what has its name.
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

/// What differs after every change of what lies under a name.
public struct ModelStamp: Sendable, Hashable {
    /// Whatever storage tells changes by.
    let figures: [[Int]?]
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

    /// What is wrong, for a log and for the list of what is damaged, in a sentence without its full stop.
    public var reason: String {
        switch self {
        case .damaged(let reason): reason
        case .full: "no space is left where models are kept"
        case .readOnly: "the folder of models is open for reading only"
        case .system(let operation, let code): "\(operation): \(errorText(code))"
        }
    }
}
