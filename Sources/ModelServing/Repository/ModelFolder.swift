internal import Glibc
internal import ModelFormats

/// Models in a folder on disk, a folder for each with its name.
///
/// A model's folder holds `definition.json`, in canonical form where this program wrote it; `parameters.safetensors`
/// where the parameters are stored; and `model.json`, the `ModelRecord` of both. A folder without `model.json` was placed
/// by hand, and is version 1 as it lies. Symbolic links are followed, since mounted configuration is made of them.
///
/// A change is written beside the model's folder, under a name that no model can have, brought to the disk, and put in
/// the place of the folder in one step:
///
/// - `.NAME.new` is being written, or is what a change has replaced; it may always be removed.
/// - `.NAME.old` is what a change is replacing on a file system that cannot exchange two names in one step; it is the
///   model where there is no `NAME`, and may else be removed.
/// - `.NAME.gone` is being removed.
///
/// So a crash at any instant leaves either state whole, and the next start removes the rest.
///
/// One process writes to a folder, and holds its `.lock`; any number may read it meanwhile.
public final class ModelFolder: ModelStorage {
    /// The most bytes of a definition's file, which has no other limit.
    static let definitionLimit = 1 << 30
    /// The most bytes of a record's file.
    static let recordLimit = 1 << 16
    static let recordFile = "model.json"

    /// Where it is.
    public let path: String
    /// Whether changes are refused.
    public let isReadOnly: Bool
    /// What a network may cost.
    let limits: EvaluationLimits
    /// The folder of a process that writes.
    private let root: Directory
    private let lock: FolderLock?
    /// Whether two names are exchanged in one step where the system can.
    let isExchanging: Bool
    /// Called between the steps of a change; what it throws fails the change there.
    let onStep: @Sendable () throws(ModelStorageError) -> Void

    /// Opens a folder; unless it is only read, it is made where there is none, locked, and rid of what a crash left.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - isReadOnly: Whether changes are refused, so that the folder need be neither writable nor free.
    ///   - limits: What the networks of its models may cost; one that costs more counts as damaged.
    /// - Throws: Why it cannot be used.
    public convenience init(
        _ path: String,
        isReadOnly: Bool = false,
        limits: EvaluationLimits = EvaluationLimits()
    ) throws(ModelFolderError) {
        try self.init(path, isReadOnly: isReadOnly, limits: limits, isExchanging: true) {}
    }

    init(
        _ path: String,
        isReadOnly: Bool,
        limits: EvaluationLimits,
        isExchanging: Bool,
        onStep: @escaping @Sendable () throws(ModelStorageError) -> Void
    ) throws(ModelFolderError) {
        self.path = path
        self.isReadOnly = isReadOnly
        self.limits = limits
        self.isExchanging = isExchanging
        self.onStep = onStep
        do throws(ModelStorageError) {
            if !isReadOnly { try Self.make(path) }
            root = try Directory(path: path)
        } catch {
            throw ModelFolderError(error, path: path)
        }
        lock = isReadOnly ? nil : try FolderLock(root, path: path)
        guard !isReadOnly else { return }
        do throws(ModelStorageError) {
            try recover(root)
        } catch {
            throw ModelFolderError(error, path: path)
        }
    }

    /// Makes the folder, unless something has its name already.
    private static func make(_ path: String) throws(ModelStorageError) {
        do throws(ModelStorageError) {
            _ = try succeeding("mkdir") { mkdir(path, 0o755) }
        } catch .system(_, EEXIST), .system(_, EISDIR) {
            return
        } catch .system(let operation, let code) {
            // Some systems say first that they are mounted for reading.
            guard access(path, F_OK) == 0 else { throw .system(operation: operation, code: code) }
            return
        } catch {
            throw error
        }
        try Directory(path: "\(path)/..").sync()
    }

    /// Does something with the folder: the one that was locked or, where it is only read, the one that has its name now.
    func withRoot<Result>(
        _ body: (borrowing Directory) throws(ModelStorageError) -> Result
    ) throws(ModelStorageError) -> Result {
        guard isReadOnly else { return try body(root) }
        return try body(try Directory(path: path))
    }

    /// The names under which models lie there, and what else does.
    public func list() throws(ModelStorageError) -> (names: [ModelName], damaged: [DamagedModel]) {
        let entries = try withRoot { (root) throws(ModelStorageError) in try root.names() }
        var names: [ModelName] = []
        var damaged: [DamagedModel] = []
        for entry in entries where entry != "lost+found" {
            if let name = ModelName(entry) {
                names.append(name)
            } else if !entry.hasPrefix(".") {
                damaged.append(DamagedModel(name: entry, reason: "no model can have this name"))
            }
        }
        if isReadOnly {
            // Looked at between the two steps of the process that writes.
            let present = Set(names)
            for entry in entries {
                guard let leftover = Leftover(entry), leftover.kind == .old, !present.contains(leftover.name) else {
                    continue
                }
                names.append(leftover.name)
            }
            names.sort()
        }
        return (names, damaged)
    }
}
