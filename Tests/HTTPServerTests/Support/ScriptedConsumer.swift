import HTTPServer
import HTTPWire
import Locking

/// Does with the first or last piece what its name says.
final class ScriptedConsumer: BodyConsumer {
    private struct State {
        var held: StreamedResponse?
        var received = 0
        var isComplete = false
        var pieces = 0
        var proceedings = 0
        var isCancelled = false
    }

    private let name: String
    private let state = Lock(State())

    init(_ name: String) { self.name = name }

    /// How many bytes of content came.
    var received: Int { state.withLock(\.received) }
    /// Whether the last piece came.
    var isComplete: Bool { state.withLock(\.isComplete) }
    /// How many pieces came.
    var pieces: Int { state.withLock(\.pieces) }
    /// How often it went on after a pause.
    var proceedings: Int { state.withLock(\.proceedings) }
    /// Whether nobody waits any more.
    var isCancelled: Bool { state.withLock(\.isCancelled) }

    /// Takes out what was kept to answer with.
    func release() -> StreamedResponse? {
        state.withLock { state in
            defer { state.held = nil }
            return state.held
        }
    }

    func consume(_ bytes: Span<UInt8>, isLast: Bool, _ response: StreamedResponse) -> BodyProgress {
        let received = state.withLock { state in
            state.received += bytes.count
            state.pieces += 1
            state.isComplete = isLast
            return state.received
        }
        switch name {
        case "refusing":
            response.send(Response(415, content: Array("no".utf8)))
            return .done
        case "sending":
            response.send(Response(200, content: Array("early".utf8)))
        case "early":
            response.begin(200)
            response.write(Array("enough".utf8))
            response.finish()
            return .done
        case "counting": if isLast { response.send(Response(200, content: Array("\(received)".utf8))) }
        case "dropping": break
        case "cutting" where isLast:
            response.begin(200)
            response.write(Array("half".utf8))
        case "misbehaving": response.begin(100)
        case "twice" where isLast:
            response.write(Array("too early".utf8))
            response.begin(200)
            response.begin(201)
            response.send(Response(202))
            response.write(Array("first".utf8))
            response.finish()
            response.write(Array("late".utf8))
            response.fail()
        case "empty" where isLast:
            response.begin(204)
            response.write([1])
            response.finish()
        case "begun":
            if received == bytes.count { response.begin(200) }
            if bytes.count > 0 { response.write(Array("\(received);".utf8)) }
            if isLast { response.finish() }
        case "pausing":
            state.withLock { $0.held = response }
            return .pause
        case "resumed":
            response.resume()
            if isLast { response.send(Response(200, content: Array("\(received)".utf8))) }
            return .pause
        case "held": state.withLock { $0.held = response }
        case "done":
            state.withLock { $0.held = response }
            return .done
        default: break
        }
        return .more
    }

    func proceed(_ response: StreamedResponse) -> BodyProgress {
        state.withLock { $0.proceedings += 1 }
        return .more
    }

    func cancel() { state.withLock { $0.isCancelled = true } }
}
