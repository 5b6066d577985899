internal import Foundation
internal import TestSupport
internal import Testing

@Suite("Starting, being asked for health, and stopping")
struct LifeTests {
    @Test("SIGTERM ends an idle server, idle connections included, with exit code 0")
    func idle() throws {
        let server = try ServerProcess()
        let connection = try server.connect()
        try connection.send(request("GET", "/healthz"))
        #expect(try connection.receive().status == 200)
        server.terminate()
        #expect(try connection.takeRest().isEmpty)
        #expect(try server.waitForExit() == 0)
    }

    @Test("a request that SIGTERM interrupts is still answered in full, then the exit code is 0")
    func inFlight() throws {
        // One reactor, so that what happens to one connection says something about the other.
        let server = try ServerProcess(environment: ["FEEDFORWARD__SERVER__REACTORS": "1"])
        let idle = try server.connect()
        try idle.send(request("GET", "/healthz"))
        #expect(try idle.receive().status == 200)
        let connection = try server.connect()
        let bytes = request("POST", "/v1/validate", fields: ["Expect: 100-continue"], content: ProtocolTests.definition)
        let head = bytes.dropLast(ProtocolTests.definition.count)
        try connection.send(Array(head))
        // The server has the head now, and waits for the content.
        #expect(try connection.receive().status == 100)
        server.terminate()
        // The server closes idle connections when it begins to stop, so the stop has begun.
        #expect(try idle.takeRest().isEmpty)
        try connection.send(ProtocolTests.definition)
        let response = try connection.receive()
        #expect(response.status == 200)
        #expect(response.field("Connection") == "close")
        #expect(try response.json.member("network").member("parameter_count").int == 15)
        #expect(try connection.takeRest().isEmpty)
        // A client that has read the end closes its side too; the server may wait a while for that.
        connection.finishSending()
        #expect(try server.waitForExit() == 0)
    }

    @Test("in the lame-duck time connections are taken and answered, readiness is refused, a second SIGTERM ends it")
    func lameDuck() throws {
        let server = try ServerProcess(environment: ["FEEDFORWARD__SERVER__LAME_DUCK_SECONDS": "600"])
        #expect(try server.ask("GET", "/readyz").status == 200)
        server.terminate()
        var ready = try server.ask("GET", "/readyz")
        for _ in 0..<1_000 where ready.status == 200 {
            usleep(5_000)
            ready = try server.ask("GET", "/readyz")
        }
        #expect(ready.status == 503)
        // Each reactor hears of it by itself.
        var answer = try server.ask("GET", "/healthz")
        for _ in 0..<1_000 where answer.field("Connection") != "close" {
            usleep(5_000)
            answer = try server.ask("GET", "/healthz")
        }
        #expect(answer.status == 200)
        #expect(answer.field("Connection") == "close")
        // A signal right after another counts as the same.
        usleep(700_000)
        server.terminate()
        #expect(try server.waitForExit() == 0)
    }

    @Test("a further SIGTERM ends a stop at once, with the exit code of the signal")
    func impatience() throws {
        let server = try ServerProcess()
        let connection = try server.connect()
        try connection.send(request("POST", "/v1/validate", fields: ["Expect: 100-continue", "Content-Length: 9"]))
        #expect(try connection.receive().status == 100)
        server.terminate()
        usleep(700_000)
        server.terminate()
        #expect(try server.waitForExit() == 128 + 15)
    }

    @Test("a taken port ends the start with a message that names port and remedy")
    func takenPort() throws {
        let server = try ServerProcess()
        let second = try Program.run(["serve", "--listen", "tcp://127.0.0.1:\(server.port)"])
        #expect(second.status != 0)
        #expect(second.output.isEmpty)
        #expect(second.error.contains("\(server.port)"))
        #expect(second.error.contains("--listen"))
        #expect(try server.ask("GET", "/healthz").status == 200)
    }

    @Test("health exits 0 beside a live server and 1 where none listens")
    func health() throws {
        let server = try ServerProcess()
        let port = "\(server.port)"
        #expect(try Program.run(["health", "--listen", "tcp://127.0.0.1:\(port)"]).status == 0)
        server.terminate()
        #expect(try server.waitForExit() == 0)
        let dead = try Program.run(["health", "--listen", "tcp://127.0.0.1:\(port)"])
        #expect(dead.status == 1)
        #expect(dead.error.contains(port))
    }

    @Test("settings are checked and printed without a start, and a bad one is named with its range")
    func settings() throws {
        #expect(try Program.run(["serve", "--check-config"]).status == 0)
        let printed = try Program.run(["serve", "--listen", "tcp://127.0.0.1:8123", "--print-config"])
        #expect(printed.status == 0)
        #expect(printed.output.contains("8123"))
        let refused = try Program.run(["serve", "--listen", "tcp://127.0.0.1:70000", "--check-config"])
        #expect(refused.status != 0)
        #expect(refused.error.contains("70000"))
        #expect(refused.error.contains("tcp://HOST:PORT"))
    }
}
