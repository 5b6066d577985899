internal import Foundation
internal import TestSupport
internal import Testing

@Suite("Models in a folder")
struct ModelFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let definition = Array(#"{"layer_sizes": [2, 3], "seed": 1}"#.utf8)

    private func put(_ server: ServerProcess, _ name: String) throws -> RawResponse {
        try server.ask(
            "PUT",
            "/v1/models/\(name)",
            fields: ["Content-Type: application/json"],
            content: Self.definition
        )
    }

    /// Asks until the answer has a status, for as long as that may take on a busy machine.
    private func wait(for status: Int, _ server: ServerProcess, _ target: String) throws {
        for _ in 0..<600 {
            if try server.ask("GET", target).status == status { return }
            usleep(50_000)
        }
        Issue.record("\(target) is never answered \(status)")
    }

    @Test("A stop gives up a model that takes longer to build than a stop may, and leaves nothing of it")
    func longBuild() throws {
        let server = try ServerProcess(
            ["--models", folder("long")],
            environment: ["FEEDFORWARD__SERVER__DRAIN_TIMEOUT_SECONDS": "0.1"]
        )
        let connection = try server.connect()
        // Some 10^11 multiply-adds.
        let definition = Array(#"{"layer_sizes": [4000, 4000, 4000], "weight_init": "orthogonal"}"#.utf8)
        try connection.send(request("PUT", "/v1/models/slow", content: definition))
        #expect(try server.ask("GET", "/readyz").status == 200)
        server.terminate()
        #expect(try connection.takeRest().isEmpty)
        #expect(try server.waitForExit() == 0)
        let next = try ServerProcess(["--models", folder("long")])
        #expect(try next.ask("GET", "/v1/models").text == #"{"models":[]}"#)
    }

    @Test("What was acknowledged is there after a stop and after a kill, versions go on counting")
    func restart() throws {
        do {
            let server = try ServerProcess(["--models", folder("models")])
            #expect(try put(server, "a").status == 201)
            #expect(try put(server, "a").status == 200)
            server.terminate()
            #expect(try server.waitForExit() == 0)
        }
        do {
            let server = try ServerProcess(["--models", folder("models")])
            let answer = try server.ask("GET", "/v1/models/a").json
            #expect(try answer.member("version").string == "2")
            #expect(try put(server, "b").status == 201)
            server.kill()
            #expect(throws: (any Error).self) { try server.waitForExit() }
        }
        let server = try ServerProcess(["--models", folder("models")])
        #expect(try server.ask("GET", "/v1/models/b").status == 200)
        #expect(try put(server, "a").status == 200)
        #expect(try server.ask("GET", "/v1/models/a").json.member("version").string == "3")
    }

    @Test("A damaged model takes nothing with it: the others answer, and the server is ready")
    func damage() throws {
        try folder.write("good/definition.json", Self.definition)
        try folder.write("bad/definition.json", "nonsense")
        let server = try ServerProcess(["--models", folder.path])
        #expect(try server.ask("GET", "/readyz").status == 200)
        #expect(try server.ask("GET", "/v1/models/good").status == 200)
        #expect(try server.ask("GET", "/v1/models/bad").status == 404)
        #expect(try put(server, "bad").status == 201)
    }

    @Test("SIGHUP finds models that were placed there, and does not end a server without a folder")
    func reload() throws {
        let server = try ServerProcess(["--models", folder.path, "--read-only"])
        #expect(try server.ask("GET", "/v1/models/new").status == 404)
        try folder.write(".new/definition.json", Self.definition)
        try FileManager.default.moveItem(atPath: folder(".new"), toPath: folder("new"))
        server.reload()
        try wait(for: 200, server, "/v1/models/new")
        #expect(try put(server, "new").status == 403)
        try folder.remove("new")
        server.reload()
        try wait(for: 404, server, "/v1/models/new")
        let other = try ServerProcess()
        other.reload()
        #expect(try other.ask("GET", "/readyz").status == 200)
        other.terminate()
        #expect(try other.waitForExit() == 0)
    }

    @Test("A second process that would write stops with a message that names the first, readers share")
    func locking() throws {
        let server = try ServerProcess(["--models", folder.path])
        let second = try Program.run(["serve", "--listen", "tcp://127.0.0.1:0", "--models", folder.path])
        #expect(second.status == 1)
        #expect(second.output.isEmpty)
        #expect(second.error.contains("another process ("))
        #expect(second.error.contains("--read-only"))
        #expect(try put(server, "a").status == 201)
        let readers = try (0..<2).map { _ in try ServerProcess(["--models", folder.path, "--read-only"]) }
        for reader in readers { #expect(try reader.ask("GET", "/v1/models/a").status == 200) }
    }

    @Test("A folder that cannot be used ends the start with exit code 1 and says why")
    func badFolders() throws {
        try folder.write("file", "")
        let missing = try Program.run([
            "serve", "--listen", "tcp://127.0.0.1:0", "--models", folder("none"), "--read-only",
        ])
        #expect(missing.status == 1)
        #expect(missing.error.contains("does not exist"))
        let file = try Program.run(["serve", "--listen", "tcp://127.0.0.1:0", "--models", folder("file")])
        #expect(file.status == 1)
        #expect(file.error.contains("is no folder"))
        let nothing = try Program.run(["serve", "--read-only", "--check-config"])
        #expect(nothing.status == 2)
        #expect(nothing.error.contains("models.directory"))
    }
}
