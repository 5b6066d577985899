import Glibc

extension RawClient {
    /// The ports of the server and of this client, for a connection over IPv4.
    func ports() throws(Failure) -> (server: UInt16, client: UInt16) { (try port(getpeername), try port(getsockname)) }

    /// The server's end of a connection in the kernel's table, by its state; none once the kernel holds nothing of it.
    ///
    /// It outlives the server's descriptor as long as there is something to deliver.
    static func connectionsOfServer(_ ports: (server: UInt16, client: UInt16)) throws(Failure) -> [Int] {
        try text(ofFile: "/proc/net/tcp").split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 3, port(fields[1]) == ports.server, port(fields[2]) == ports.client else { return nil }
            let state = Int(fields[3], radix: 16)
            // In TIME-WAIT nothing is held.
            return state == 6 ? nil : state
        }
    }

    private static func port(_ address: Substring) -> UInt16? {
        address.split(separator: ":").last.flatMap { UInt16($0, radix: 16) }
    }

    private func port(
        _ name: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) throws(Failure) -> UInt16 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name(descriptor, $0, &size) }
        }
        guard result == 0 else { throw Failure("name of a socket") }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func text(ofFile path: String) throws(Failure) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Failure("open") }
        defer { close(file) }
        var bytes: [UInt8] = []
        while true {
            var count = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
                count = read(file, buffer.baseAddress, buffer.count)
                filled = max(0, count)
            }
            guard count >= 0 else { throw Failure("read") }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece
        }
    }
}
