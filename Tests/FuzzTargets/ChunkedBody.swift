internal import HTTPWire

/// What a decoder made of the bytes behind a head that announces a chunked body.
struct ChunkedBody: Equatable {
    private(set) var content: [UInt8] = []
    /// The number of bytes up to the end of the body, if it was reached.
    private(set) var end: Int?
    private(set) var error: ProtocolError?

    /// Decodes a body that arrives in pieces of `piece` bytes.
    init(_ input: Span<UInt8>, piece: Int, limits: WireLimits) {
        var decoder = Self.decoder(limits)
        var consumed = 0
        var arrived = 0
        while arrived < input.count, end == nil, error == nil {
            arrived = min(input.count, arrived + piece)
            take(input.extracting(0..<arrived), &consumed, &decoder)
        }
        guard let error else { return }
        let offset = error.offset - Self.head.count
        promise(offset >= 0 && offset <= arrived, "an offset within the input")
    }

    /// Takes the events of what has arrived.
    private mutating func take(_ arrived: Span<UInt8>, _ consumed: inout Int, _ decoder: inout RequestDecoder) {
        do throws(ProtocolError) {
            while true {
                let given = arrived.extracting(consumed..<arrived.count)
                switch try decoder.next(given) {
                case .needMore:
                    return
                case .head:
                    broken("no head before the end of the body")
                case .content(let range, let count):
                    promise(!range.isEmpty && range.upperBound <= count, "content within what is consumed")
                    promise(count <= given.count, "no more consumed than given")
                    for index in range { content.append(given[index]) }
                    consumed += count
                case .end(let count):
                    promise(count > 0 && count <= given.count, "no more consumed than given")
                    end = consumed + count
                    return
                }
            }
        } catch {
            self.error = error
        }
    }

    private static let head = Array("PUT / HTTP/1.1\r\nHost:a\r\nTransfer-Encoding:chunked\r\n\r\n".utf8)

    /// A decoder that has read the head.
    private static func decoder(_ limits: WireLimits) -> RequestDecoder {
        var decoder = RequestDecoder(limits: limits)
        do throws(ProtocolError) {
            let event = try decoder.next(head.span)
            promise(event == .head(byteCount: head.count), "a head of its own length")
        } catch {
            broken("a plain head is refused: \(error)")
        }
        return decoder
    }
}
