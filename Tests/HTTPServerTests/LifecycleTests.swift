import Dispatch
import Glibc
import HTTPServer
import HTTPWire
import Locking
import Testing

extension ServerTests {
    /// Stopping, and what is left behind.
    @Suite struct Lifecycle {
        @Test("What is put off to the end of a round is done, for one connection and for many")
        func rounds() throws {
            let server = try TestServer { $0.reactors = 1 }
            let first = try server.connect()
            try first.send("GET /round HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try first.answer()?.text == "alone")
            // Pipelined ones are answered in their order, each in a round of its own.
            try first.send(
                "GET /round HTTP/1.1\r\nHost: a\r\n\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /round HTTP/1.1\r\nHost: a\r\n\r\n"
            )
            #expect(try first.answer()?.text.hasSuffix("e") == true)
            #expect(try first.answer()?.text == "/a")
            #expect(try first.answer()?.status == 200)
            let others = try (0..<8).map { _ in try server.connect() }
            for client in others { try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n") }
            for client in others { #expect(try client.answer()?.text == "/a") }
            var isInCompany = false
            for _ in 0..<200 where !isInCompany {
                for client in others { try client.send("GET /round HTTP/1.1\r\nHost: a\r\n\r\n") }
                for client in others where try client.answer()?.text == "in company" { isInCompany = true }
            }
            #expect(isInCompany)
        }

        @Test("Stopping finishes what is under way and closes the rest")
        func drains() throws {
            let server = try TestServer()
            let handler = server.handler
            let busy = try server.connect()
            let idle = try server.connect()
            try idle.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try idle.answer()?.text == "/a")
            let receiving = try server.connect()
            try receiving.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab")
            try busy.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(eventually { handler.held.withLock { $0.count } == 1 })

            let stopped = server.beginStopping()
            #expect(try idle.isAtEnd())
            let isRefused = eventually {
                do throws(RawClient.Failure) {
                    let late = try server.connect()
                    return try late.isAtEnd()
                } catch {
                    return error.operation == "connect" && error.code == ECONNREFUSED
                }
            }
            #expect(isRefused)
            #expect(stopped.wait(timeout: .now()) == .timedOut)

            try receiving.send("cd")
            let received = try #require(try receiving.answer())
            #expect(received.text == "abcd")
            #expect(received.fields["connection"] == "close")
            handler.held.withLock { $0.removeFirst() }.send(Response(200, content: Array("done".utf8)))
            let answer = try #require(try busy.answer())
            #expect(answer.text == "done")
            #expect(answer.fields["connection"] == "close")
            #expect(try busy.isAtEnd())
            busy.disconnect()
            receiving.disconnect()
            #expect(stopped.wait(timeout: .now() + .seconds(30)) == .success)
        }

        @Test("A connection that was queued when the stop began is answered")
        func queued() throws {
            let server = try TestServer()
            let clients = try (0..<50).map { _ in try server.connect() }
            for client in clients { try client.send("GET /queued HTTP/1.1\r\nHost: a\r\n\r\n") }
            let stopped = server.beginStopping()
            for client in clients {
                #expect(try client.answer()?.text == "/queued")
                #expect(try client.isAtEnd())
                client.disconnect()
            }
            #expect(stopped.wait(timeout: .now() + .seconds(30)) == .success)
        }

        @Test("The drain timeout ends what does not finish")
        func drainTimeout() throws {
            let server = try TestServer { $0.drainTimeout = .milliseconds(100) }
            let handler = server.handler
            let client = try server.connect()
            try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(eventually { handler.held.withLock { $0.count } == 1 })
            let stopped = server.beginStopping()
            #expect(try client.isAtEnd())
            #expect(stopped.wait(timeout: .now() + .seconds(30)) == .success)
            // Taken out, because the pending answer holds the reactor, and that the handler.
            #expect(handler.held.withLock { $0.removeFirst() }.isCancelled)
        }

        @Test("A server that is about to go takes connections still, and ends each with its next answer")
        func retires() throws {
            let server = try TestServer()
            let idle = try server.connect()
            try idle.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try idle.answer()?.fields["connection"] == nil)
            server.retire()
            let late = try server.connect()
            for client in [idle, late] {
                try client.send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n")
                let answer = try #require(try client.answer())
                #expect(answer.text == "/b")
                #expect(answer.fields["connection"] == "close")
                #expect(try client.isAtEnd())
            }
            server.stop()
        }

        @Test("A client that keeps its connection open after its last answer does not hold a stop up")
        func lingering() throws {
            let server = try TestServer { $0.drainTimeout = .seconds(60) }
            let client = try server.connect()
            try client.send("GET / HTTP/9.9\r\n\r\n")
            #expect(try client.answer()?.status == 505)
            let stopped = server.beginStopping()
            // Less than the ten seconds that such clients have otherwise.
            #expect(stopped.wait(timeout: .now() + .seconds(8)) == .success)
            client.disconnect()
        }

        @Test("A stopped server leaves its port to the next")
        func restarts() throws {
            let first = try TestServer()
            let port = first.address.port
            let client = try first.connect()
            try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.text == "/a")
            first.stop()
            let second = try TestServer {
                $0.listeners = [ListenerConfiguration(.tcp(host: "127.0.0.1", port: port))]
            }
            #expect(second.address.port == port)
        }

        @Test("Ten thousand connections leave no descriptor behind")
        func descriptors() throws {
            let server = try TestServer()
            let before = openDescriptors()
            for index in 0..<10_000 {
                let client = try server.connect()
                switch index % 4 {
                case 0: try client.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                case 1: try client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
                case 2: try client.send("GET / HTTP/9.9\r\n\r\n")
                default: break
                }
                if index % 4 < 3 { #expect(try client.answer() != nil) }
                client.disconnect(resetting: index % 8 < 4)
            }
            #expect(eventually { openDescriptors() <= before })
            server.stop()
            #expect(eventually { openDescriptors() < before })
        }
    }
}

/// How many descriptors this process has open.
private func openDescriptors() -> Int {
    guard let directory = opendir("/proc/self/fd") else { return -1 }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    return count
}
