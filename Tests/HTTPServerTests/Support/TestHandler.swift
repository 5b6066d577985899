import Dispatch
import HTTPServer
import HTTPWire
import Locking

/// Answers each path in a way of its own.
final class TestHandler: RequestHandler {
    /// 50 MB, every byte of which depends on its place.
    static let large = [UInt8](unsafeUninitializedCapacity: 50 << 20) { buffer, count in
        count = 50 << 20
        for index in 0..<count { buffer[index] = UInt8(truncatingIfNeeded: index &* 31 &+ index >> 12) }
    }

    /// The most bytes of content.
    let limit: Int
    /// The answers that were put off at `/held`.
    let held = Lock<[PendingResponse]>([])
    /// The paths of the requests that came to `handle`.
    let handled = Lock<[String]>([])
    /// The consumers of streamed requests.
    let consumers = Lock<[any BodyConsumer]>([])

    init(limit: Int = 1 << 20) { self.limit = limit }

    /// Forgets what was put off: a pending answer holds its reactor, and that its handler.
    func letGo() {
        // Released outside of the locks.
        let pending = held.withLock { held in
            defer { held = [] }
            return held
        }
        let streams = consumers.withLock { consumers in
            defer { consumers = [] }
            return consumers
        }
        withExtendedLifetime((pending, streams)) {}
    }

    func admit(_ head: borrowing RequestHead, _ bytes: Span<UInt8>, _ context: RequestContext) -> Reception {
        let path = Self.text(head.target.path, bytes)
        let consumer: any BodyConsumer
        switch path {
        case "/refused": return Reception(.refuse(Response(404, content: Array("not here".utf8))))
        case "/stream/echo": consumer = EchoingConsumer()
        case "/stream/slow": consumer = WorkingConsumer(delay: 1_000)
        case "/stream/work": consumer = WorkingConsumer()
        case "/stream/coded": consumer = StreamedEcho(pausing: false)
        case "/stream/coded/pausing": consumer = StreamedEcho(pausing: true)
        case let path where path.hasPrefix("/stream/"): consumer = ScriptedConsumer(String(path.dropFirst(8)))
        default: return Reception(.buffer(limit: limit))
        }
        consumers.withLock { $0.append(consumer) }
        return Reception(.stream(consumer))
    }

    func handle(
        _ head: borrowing RequestHead,
        _ bytes: Span<UInt8>,
        body: Span<UInt8>,
        _ response: inout ResponseWriter
    ) {
        let path = Self.text(head.target.path, bytes)
        handled.withLock { $0.append(path) }
        switch path {
        case "/echo":
            response.send(Response(200, contentType: "text/plain", content: body.withUnsafeBufferPointer(Array.init)))
        case "/large": response.send(Response(200, content: Self.large))
        case "/owner":
            let owner = response.context.peer.certificate?.subject ?? "nobody"
            response.send(Response(200, content: Array(owner.utf8)))
        case "/empty": response.send(Response(204, content: [1, 2, 3]))
        case "/held":
            let pending = response.later()
            held.withLock { $0.append(pending) }
        case "/later":
            let pending = response.later()
            DispatchQueue.global().async { pending.send(Response(200, content: pending.body)) }
        case "/later/numbers":
            let pending = response.later()
            DispatchQueue.global().async { CodedAnswers.answer(path).map(pending.send) }
        case "/round":
            let pending = response.later()
            let company = response.hasCompany ? "in company" : "alone"
            response.atEndOfRound { pending.send(Response(200, content: Array(company.utf8))) }
        case "/dropped": _ = response.later()
        case "/silent": break
        case "/twice":
            response.send(Response(200, content: Array("first".utf8)))
            response.send(Response(200, content: Array("second".utf8)))
            response.later().send(Response(200, content: Array("third".utf8)))
        case "/injected": response.send(Response(200, fields: [.init("X-Echo", "a\r\nSet-Cookie: b\u{0}c")]))
        case "/informational": response.send(Response(100))
        case "/last":
            var last = Response(200, content: Array("last".utf8))
            last.closesConnection = true
            response.send(last)
        default:
            let plain = Response(200, contentType: "text/plain", content: Array(path.utf8))
            response.send(CodedAnswers.answer(path) ?? plain)
        }
    }

    func response(to failure: ServerFailure, _ context: RequestContext, style: FailureStyle) -> Response {
        let content = Array("\(failure)".utf8)
        return switch failure {
        case .protocolError(let error): Response(error.statusHint, content: Array(error.reason.rawValue.utf8))
        case .contentTooLarge, .expansionTooLarge: Response(413, content: content)
        case .unsupportedCoding:
            Response(415, fields: [.init("Accept-Encoding", ContentCoding.accepted)], content: content)
        case .malformedCoding: Response(400, content: content)
        case .plainTextOnSecurePort: Response(400, content: content)
        case .requestTimeout: Response(408, content: content)
        case .tooManyConnectionsOfAddress: Response(429, fields: [.init("Retry-After", "1")], content: content)
        case .receivedBytesFull, .tooManyConnections:
            Response(503, fields: [.init("Retry-After", "1")], content: content)
        case .deadlinePassed: Response(504, content: content)
        case .noAnswer: Response(500, content: content)
        }
    }

    private static func text(_ range: Range<Int>, _ bytes: Span<UInt8>) -> String {
        bytes.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
