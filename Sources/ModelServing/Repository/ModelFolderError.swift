internal import Glibc

/// Why a folder of models cannot be used.
public enum ModelFolderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is none, and none can be made because that would take a folder that is not there either.
    case missing(path: String)
    /// Something else has its name.
    case notFolder(path: String)
    /// Another process keeps its models there; its number, if it left one.
    case locked(path: String, holder: Int?)
    /// The folder cannot be written to.
    case notWritable(path: String, code: Int32)
    /// The system refused.
    case system(path: String, operation: String, code: Int32)

    /// What is wrong and how to mend it, in a sentence without its full stop.
    public var description: String {
        switch self {
        case .missing(let path): "the folder of models \(path) does not exist; make it first"
        case .notFolder(let path): "\(path) is no folder, so no models can be kept there"
        case .locked(let path, let holder):
            "another process\(holder.map { " (\($0))" } ?? "") keeps its models in \(path); choose another folder, or "
                + "add --read-only to serve what lies there"
        case .notWritable(let path, let code):
            "the folder of models \(path) cannot be written to (\(errorText(code))); add --read-only to serve what lies "
                + "there"
        case .system(let path, let operation, let code):
            "the folder of models \(path) cannot be used: \(operation): \(errorText(code))"
        }
    }

    init(_ error: ModelStorageError, path: String) {
        switch error {
        case .system(_, ENOENT): self = .missing(path: path)
        case .system(_, ENOTDIR): self = .notFolder(path: path)
        case .system(_, let code) where [EACCES, EPERM, EROFS].contains(code):
            self = .notWritable(path: path, code: code)
        case .system(let operation, let code): self = .system(path: path, operation: operation, code: code)
        case .full: self = .notWritable(path: path, code: ENOSPC)
        case .readOnly: self = .notWritable(path: path, code: EROFS)
        case .damaged(let reason): self = .system(path: path, operation: reason, code: EINVAL)
        }
    }
}
