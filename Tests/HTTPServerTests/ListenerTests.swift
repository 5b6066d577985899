import Glibc
import HTTPServer
import TestSupport
import Testing

extension ServerTests {
    /// Where a server listens.
    @Suite struct Listeners {
        @Test("Several places are served at once, each with the port that it took")
        func several() throws {
            let folder = try TemporaryFolder()
            let path = folder("socket")
            let server = try TestServer {
                $0.listeners = [
                    ListenerConfiguration(.tcp(host: "127.0.0.1", port: 0)),
                    ListenerConfiguration(.tcp(host: "::1", port: 0)),
                    ListenerConfiguration(.unix(path: path)),
                ]
            }
            #expect(server.places.count == 3)
            for place in server.places {
                let client = try RawClient(place)
                try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer()?.text == "/a")
            }
            server.stop()
            #expect(access(path, F_OK) == -1)
        }

        @Test("[::] alone takes IPv4 too, and leaves it to a place with the same port that asks for it")
        func bothFamilies() throws {
            let both = try TestServer { $0.listeners = [ListenerConfiguration(.tcp(host: "::", port: 0))] }
            let port = both.address.port
            let client = try RawClient(port: port, host: "127.0.0.1")
            try client.send("GET /peer HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.text == "/peer")
            both.stop()
            let apart = try TestServer {
                $0.listeners = ["::", "0.0.0.0"].map { ListenerConfiguration(.tcp(host: $0, port: port)) }
            }
            for host in ["127.0.0.1", "::1"] {
                let client = try RawClient(port: port, host: host)
                try client.send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer()?.text == "/b")
            }
            apart.stop()
        }

        @Test("A socket that a dead process left is replaced, a live one and a file are not")
        func staleSocket() throws {
            let folder = try TemporaryFolder()
            let place = ListenerConfiguration(.unix(path: folder("socket")))
            try leaveSocket(at: folder("socket"))
            let first = try TestServer { $0.listeners = [place] }
            let error = #expect(throws: ServerStartError.self) { try TestServer { $0.listeners = [place] } }
            #expect(error == .taken(place: place.url))
            let client = try RawClient(place)
            try client.send("GET /still HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.text == "/still")
            first.stop()

            let file = ListenerConfiguration(.unix(path: folder("file")))
            close(open(folder("file"), O_CREAT | O_WRONLY | O_CLOEXEC, 0o600))
            let refused = #expect(throws: ServerStartError.self) { try TestServer { $0.listeners = [file] } }
            #expect(refused == .system(operation: "bind", code: EEXIST, place: file.url))
            #expect(access(folder("file"), F_OK) == 0)
        }

        @Test("A socket that another process has put in the place of ours outlives our stop")
        func replacedSocket() throws {
            let folder = try TemporaryFolder()
            let path = folder("socket")
            let server = try TestServer { $0.listeners = [ListenerConfiguration(.unix(path: path))] }
            unlink(path)
            try leaveSocket(at: path)
            server.stop()
            #expect(access(path, F_OK) == 0)
        }

        @Test("The permissions of a socket are those of its URL", arguments: ["0600", "0666"])
        func permissions(_ mode: String) throws {
            let folder = try TemporaryFolder()
            let place = try #require(ListenerConfiguration(url: "unix://\(folder("socket"))?mode=\(mode)"))
            let server = try TestServer { $0.listeners = [place] }
            var status = stat()
            #expect(stat(folder("socket"), &status) == 0)
            #expect(status.st_mode & 0o777 == UInt32(mode, radix: 8))
            server.stop()
        }

        @Test("A path that no address holds is refused with its reason")
        func longPath() throws {
            let place = ListenerConfiguration(.unix(path: "/" + String(repeating: "a", count: 200)))
            let error = #expect(throws: ServerStartError.self) { try TestServer { $0.listeners = [place] } }
            #expect(error == .system(operation: "bind", code: ENAMETOOLONG, place: place.url))
        }

        @Test("A socket that listens already is taken over; anything else is refused")
        func inherited() throws {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            let notYet = #expect(throws: ServerStartError.self) {
                try TestServer { $0.listeners = [ListenerConfiguration(.inherited("\(descriptor)"))] }
            }
            #expect(notYet == .system(operation: "inherit", code: EINVAL, place: "fd://\(descriptor)"))
            #expect(listen(descriptor, 8) == 0)
            let server = try TestServer { $0.listeners = [ListenerConfiguration(.inherited("\(descriptor)"))] }
            let client = try RawClient(port: server.address.port)
            try client.send("GET /handed HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.text == "/handed")
            server.stop()
            #expect(fcntl(descriptor, F_GETFD) == -1)
        }

        @Test(
            "URLs are read, and written as they were read",
            arguments: [
                "tcp://127.0.0.1:8080", "tcp://[::]:80", "tls://localhost:8443", "unix:///run/a.sock",
                "unix:///run/a.sock?mode=0660", "tls+unix:///a", "fd://", "fd://3", "tls+fd://web",
            ]
        )
        func urls(_ url: String) throws {
            #expect(try #require(ListenerConfiguration(url: url)).url == url)
        }

        @Test(
            "What is no place to listen is refused",
            arguments: [
                "", "127.0.0.1:80", "tcp://127.0.0.1", "tcp://127.0.0.1:65536", "tcp://::1:80", "unix://a", "unix:///",
                "unix:///a?mode=0999", "unix:///a?mode=01777", "unix:///a?owner=root", "fd:///3", "udp://127.0.0.1:80",
            ]
        )
        func noURLs(_ url: String) { #expect(ListenerConfiguration(url: url) == nil) }
    }
}

/// Makes a socket in the file system that nobody listens at any more.
private func leaveSocket(at path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var address = unixAddress(path)
    let status = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    try #require(status == 0)
}
