internal import Foundation

/// A folder of its own for a test, removed with the last reference to it.
public final class TemporaryFolder: Sendable {
    /// Where it is.
    public let path: String

    /// Makes an empty folder.
    public init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "feedforward-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of an entry, which need not exist.
    public func callAsFunction(_ entry: String) -> String { "\(path)/\(entry)" }

    /// Writes a file, and the folders that it lies in.
    public func write(_ entry: String, _ bytes: [UInt8]) throws {
        let url = URL(filePath: self(entry))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: url)
    }

    /// Writes a file of text.
    public func write(_ entry: String, _ text: String) throws { try write(entry, Array(text.utf8)) }

    /// The bytes of a file.
    public func read(_ entry: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: self(entry)))) }

    /// The names of the entries, sorted.
    public func entries(_ folder: String = ".") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self(folder)).sorted()
    }

    /// Removes an entry and all that is in it.
    public func remove(_ entry: String) throws { try FileManager.default.removeItem(atPath: self(entry)) }

    /// A copy of the folder as it is now.
    public func copy() throws -> TemporaryFolder {
        let copy = try TemporaryFolder()
        for entry in try entries() {
            try FileManager.default.copyItem(atPath: self(entry), toPath: copy(entry))
        }
        return copy
    }
}
