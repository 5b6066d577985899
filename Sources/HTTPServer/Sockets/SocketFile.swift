internal import CLinux
internal import Glibc

/// The entry of a Unix-domain socket in the file system.
struct SocketFile {
    private let path: String
    private let device: dev_t
    private let inode: ino_t

    /// Remembers an entry that was just made; nil if it is gone already.
    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.path = path
        (device, inode) = (status.st_dev, status.st_ino)
    }

    /// Removes the entry, if it is still the same.
    func remove() {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_dev == device, status.st_ino == inode else { return }
        _ = unlink(path)
    }

    /// Removes a socket that nobody listens on any more, as a process leaves it that was killed.
    ///
    /// - Throws: EADDRINUSE if somebody listens.
    static func removeAbandoned(_ path: String, _ address: SocketAddress) throws(SystemError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw SystemError(operation: "bind", code: EEXIST) }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let probe = FileDescriptor(owning: try succeeding("socket") { socket(AF_UNIX, type, 0) })
        let number = probe.number
        var storage = address.storage
        let result = withGenericAddress(&storage) { generic in
            retryingInterrupts { connect(number, generic, address.length) }
        }
        guard case .failure(let error) = result, error.code == ECONNREFUSED else {
            throw SystemError(operation: "bind", code: EADDRINUSE)
        }
        _ = unlink(path)
    }
}
