internal import Foundation
internal import Synchronization
internal import TestSupport
internal import Testing

@Suite("Models that are replaced while they answer")
struct ReplaceTests {
    /// A layer with all its weights and its bias equal to a number, so that an answer says whose it is.
    private func definition(_ number: Int) -> [UInt8] {
        let constant = #"{"scheme": "constant", "val": \#(number)}"#
        return Array(
            """
            {"layer_sizes": [3, 64, 2], "activations": "identity",
             "weight_init": \(constant), "bias_init": \(constant)}
            """.utf8
        )
    }

    /// What a network of the number makes of a row of ones.
    private func output(_ number: Int) -> Int { 64 * number * (4 * number) + number }

    @Test("Every answer comes wholly from one network, and none fails", .timeLimit(.minutes(2)))
    func underLoad() throws {
        let server = try ServerProcess()
        #expect(try server.ask("PUT", "/v1/models/m", content: definition(1)).status == 201)
        let known = Dictionary(uniqueKeysWithValues: (1...40).map { (output($0), $0) })
        let isOver = Atomic(false)
        let answered = Atomic(0)
        let port = server.port
        let clients = (0..<4).map { client in
            let thread = LoadThread {
                let connection = try RawConnection(port: port)
                // Some are computed in place, some are batched by the pool.
                let rows = client % 2 == 0 ? 3 : 400
                let instances = Array(repeating: "[1,1,1]", count: rows).joined(separator: ",")
                let body = Array(#"{"instances":[\#(instances)]}"#.utf8)
                var latest = 0
                while !isOver.load(ordering: .relaxed) {
                    try connection.send(request("POST", "/v1/models/m:predict", content: body))
                    let response = try connection.receive()
                    try #require(response.status == 200)
                    let text = String(decoding: response.content, as: UTF8.self)
                    let numbers = Set(text.split { !"0123456789".contains($0) }.compactMap { Int($0) })
                    try #require(numbers.count == 1, "\(text.prefix(200))")
                    let number = try #require(known[numbers.first ?? -1], "\(numbers)")
                    // Versions are never seen to go back.
                    try #require(number >= latest)
                    latest = number
                    answered.add(1, ordering: .relaxed)
                }
            }
            thread.start()
            return thread
        }
        for number in 2...40 {
            let response = try server.ask("PUT", "/v1/models/m", content: definition(number))
            #expect(response.status == 200)
            // Who changed it sees the change.
            let body = Array(#"{"instances":[[1,1,1]]}"#.utf8)
            let answer = try server.ask("POST", "/v1/models/m:predict", content: body)
            #expect(String(decoding: answer.content, as: UTF8.self).contains("[\(output(number)),"))
        }
        isOver.store(true, ordering: .relaxed)
        for client in clients { try client.join() }
        #expect(answered.load(ordering: .relaxed) >= 40)
    }
}

/// A thread of a test that ends with what its work threw, if it threw.
final class LoadThread: @unchecked Sendable {
    // Invariant: `error` is written before the semaphore is signalled, and read after it was waited for.
    private var error: (any Error)?
    private let work: @Sendable () throws -> Void
    private let done = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws -> Void) { self.work = work }

    func start() {
        Thread.detachNewThread { [self] in
            do { try work() } catch { self.error = error }
            done.signal()
        }
    }

    /// Waits for the end.
    func join() throws {
        done.wait()
        if let error { throw error }
    }
}
