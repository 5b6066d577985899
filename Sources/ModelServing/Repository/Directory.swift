internal import CLinux
internal import Glibc

/// An open folder, and what is done with the entries that it has by name.
///
/// Held by its descriptor, so that it stays the same folder whatever becomes of its name.
struct Directory: ~Copyable, Sendable {
    /// Owned: closed with the value.
    let descriptor: Int32

    private init(owning descriptor: Int32) { self.descriptor = descriptor }

    deinit { _ = close(descriptor) }

    /// Opens a folder by its path.
    init(path: String) throws(ModelStorageError) {
        descriptor = try succeeding("open \(path)") { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    }

    /// Opens an entry that is a folder, or a symbolic link to one: mounted configuration is made of links.
    func folder(_ name: String) throws(ModelStorageError) -> Directory {
        let descriptor = descriptor
        return Directory(
            owning: try succeeding("open \(name)") {
                openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            }
        )
    }

    /// Makes an entry that is an empty folder.
    func makeFolder(_ name: String) throws(ModelStorageError) {
        let descriptor = descriptor
        _ = try succeeding("mkdir \(name)") { mkdirat(descriptor, name, 0o755) }
    }

    /// Gives an entry another name; what has that name must be nothing, or an empty folder.
    func rename(_ name: String, to other: String) throws(ModelStorageError) {
        let descriptor = descriptor
        _ = try succeeding("rename \(name)") { renameat(descriptor, name, descriptor, other) }
    }

    /// Gives each of two entries the other's name in one step.
    ///
    /// - Returns: False where the system cannot; then nothing has changed.
    func exchange(_ left: String, _ right: String) throws(ModelStorageError) -> Bool {
        let descriptor = descriptor
        do throws(ModelStorageError) {
            _ = try succeeding("exchange \(left)") { linux_exchange(descriptor, left, right) }
            return true
        } catch .system(_, EINVAL), .system(_, ENOSYS), .system(_, EOPNOTSUPP) {
            return false
        } catch {
            throw error
        }
    }

    /// Brings to the disk what names the folder has.
    func sync() throws(ModelStorageError) {
        let descriptor = descriptor
        _ = try succeeding("fsync") { fsync(descriptor) }
    }

    /// The names of all entries but `.` and `..`, sorted by their bytes; those that are not UTF-8 are mended.
    func names() throws(ModelStorageError) -> [String] {
        let descriptor = descriptor
        // A descriptor of its own, because reading moves the position that all duplicates share.
        let own = try succeeding("open") { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(own) else {
            let code = errno
            _ = close(own)
            throw ModelStorageError(operation: "fdopendir", code: code)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                // The field ends with a zero byte.
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        let code = errno
        guard code == 0 else { throw ModelStorageError(operation: "readdir", code: code) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether there is an entry of a name, whatever it is.
    func has(_ name: String) throws(ModelStorageError) -> Bool {
        var status = stat()
        let descriptor = descriptor
        do throws(ModelStorageError) {
            _ = try succeeding("stat \(name)") { fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) }
            return true
        } catch .system(_, ENOENT) {
            return false
        } catch {
            throw error
        }
    }

    /// Removes an entry and all that is in it, links but not what they point to; nothing if there is none.
    func removeTree(_ name: String) throws(ModelStorageError) {
        let descriptor = descriptor
        do throws(ModelStorageError) {
            _ = try succeeding("unlink \(name)") { unlinkat(descriptor, name, 0) }
            return
        } catch .system(_, ENOENT) {
            return
        } catch .system(_, EISDIR), .system(_, EPERM) {
            // A folder: Linux says EISDIR, POSIX EPERM.
        } catch {
            throw error
        }
        try emptyFolder(name)
        _ = try succeeding("rmdir \(name)") { unlinkat(descriptor, name, AT_REMOVEDIR) }
    }

    private func emptyFolder(_ name: String) throws(ModelStorageError) {
        let descriptor = descriptor
        let folder = Directory(
            owning: try succeeding("open \(name)") {
                openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            }
        )
        for entry in try folder.names() { try folder.removeTree(entry) }
    }
}

/// Calls until the call is not interrupted, and says what it was if it fails.
func succeeding<Value: FixedWidthInteger>(
    _ operation: @autoclosure () -> String,
    _ call: () -> Value
) throws(ModelStorageError) -> Value {
    while true {
        let value = call()
        if value != -1 { return value }
        let code = errno
        if code != EINTR { throw ModelStorageError(operation: operation(), code: code) }
    }
}

extension ModelStorageError {
    /// What a failed call means.
    init(operation: String, code: Int32) {
        self = code == ENOSPC || code == EDQUOT ? .full : .system(operation: operation, code: code)
    }
}
