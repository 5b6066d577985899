internal import Glibc

extension Directory {
    /// Reads an entry that is a file, or a symbolic link to one.
    ///
    /// - Parameters:
    ///   - name: The entry.
    ///   - limit: The most bytes it may have.
    /// - Returns: Its bytes; nil if there is no entry of that name.
    /// - Throws: What is wrong with it, as damage.
    func read(_ name: String, limit: Int) throws(ModelStorageError) -> [UInt8]? {
        let directory = descriptor
        let file: Int32
        do throws(ModelStorageError) {
            // Not to wait for a writer, should it be a named pipe.
            file = try succeeding("open \(name)") { openat(directory, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
        } catch .system(_, ENOENT) {
            return nil
        } catch {
            throw Self.unreadable(name, error)
        }
        defer { _ = close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .damaged(reason: "\(name) is no regular file")
        }
        guard status.st_size <= limit else {
            throw .damaged(reason: "\(name) has \(status.st_size) bytes, more than the limit of \(limit)")
        }
        let size = Int(status.st_size)
        var failure: ModelStorageError?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            // Invariant: `count` bytes of the buffer are initialised, and count <= size.
            while count < size, let base = buffer.baseAddress {
                let start = base + count
                let rest = size - count
                do throws(ModelStorageError) {
                    let more = try succeeding("read \(name)") { Glibc.read(file, start, rest) }
                    if more == 0 { return }
                    count += more
                } catch {
                    failure = error
                    return
                }
            }
        }
        if let failure { throw Self.unreadable(name, failure) }
        return bytes
    }

    private static func unreadable(_ name: String, _ error: ModelStorageError) -> ModelStorageError {
        guard case .system(_, let code) = error else { return error }
        return .damaged(reason: "\(name) cannot be read: \(errorText(code))")
    }

    /// Writes a new file and brings it to the disk.
    ///
    /// - Parameters:
    ///   - name: What the file is to be called; nothing must have that name.
    ///   - write: Hands over the bytes, piece by piece.
    /// - Throws: What the system says, or what `write` throws.
    func create(
        _ name: String,
        _ write: (_ piece: (RawSpan) throws(ModelStorageError) -> Void) throws(ModelStorageError) -> Void
    ) throws(ModelStorageError) {
        let directory = descriptor
        let file = try succeeding("create \(name)") {
            openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        }
        defer { _ = close(file) }
        try write { (piece) throws(ModelStorageError) in
            try piece.withUnsafeBytes { (bytes) throws(ModelStorageError) in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let next = UnsafeRawBufferPointer(rebasing: rest)
                    let count = try succeeding("write \(name)") { Glibc.write(file, next.baseAddress, next.count) }
                    rest = rest.dropFirst(count)
                }
            }
        }
        _ = try succeeding("fsync \(name)") { fsync(file) }
    }

    /// What tells an entry from what it becomes by any change; nil if there is none, or it cannot be looked at.
    ///
    /// Links are followed.
    func stamp(_ name: String) -> [Int]? {
        var status = stat()
        guard fstatat(descriptor, name, &status, 0) == 0 else { return nil }
        return [
            Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size),
            status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
        ]
    }
}

/// What the system says about an errno.
func errorText(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        buffer.initialize(repeating: 0)
        // The XSI form, which is the one that Swift sees, writes into the buffer and never reads beyond it.
        guard let text = buffer.baseAddress, strerror_r(code, text, buffer.count - 1) == 0 else {
            return "errno \(code)"
        }
        return String(cString: text)
    }
}
