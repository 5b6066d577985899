internal import Glibc

/// The right to write to a folder, which one process has at a time.
///
/// A lock on the file `.lock`, which the kernel lets go with the process, however that ends. The file holds the number
/// of the process for others to name, and stays.
struct FolderLock: ~Copyable, Sendable {
    static let file = ".lock"

    /// Owned: the lock ends with it.
    private let descriptor: Int32

    deinit { _ = close(descriptor) }

    /// Takes the lock.
    ///
    /// - Parameters:
    ///   - directory: The folder.
    ///   - path: What it is called in errors.
    /// - Throws: Who has the lock, or what the system says.
    init(_ directory: borrowing Directory, path: String) throws(ModelFolderError) {
        descriptor = try Self.locked(directory.descriptor, path)
    }

    private static func locked(_ folder: Int32, _ path: String) throws(ModelFolderError) -> Int32 {
        let descriptor: Int32
        do throws(ModelStorageError) {
            descriptor = try succeeding("open \(file)") {
                openat(folder, file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
            }
        } catch {
            throw ModelFolderError(error, path: path)
        }
        do throws(ModelStorageError) {
            _ = try succeeding("flock \(file)") { flock(descriptor, LOCK_EX | LOCK_NB) }
        } catch {
            defer { _ = close(descriptor) }
            if case .system(_, EWOULDBLOCK) = error { throw .locked(path: path, holder: holder(descriptor)) }
            throw ModelFolderError(error, path: path)
        }
        // Only a courtesy to whoever finds the folder locked: a full disk does not matter here.
        let text = Array("\(getpid())\n".utf8)
        if ftruncate(descriptor, 0) == 0 {
            _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        }
        return descriptor
    }

    private static func holder(_ descriptor: Int32) -> Int? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
        }
        return Int(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
