internal import HTTPWire

/// What a decoder made of an input, as numbers: equal for equal events, however the input was cut.
struct Outcome: Equatable {
    /// The number of heads, of ends and of bytes of content.
    var heads = 0
    var ends = 0
    var contentBytes = 0
    /// A hash of all that was said, with offsets.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var error: ProtocolError?

    /// Feeds an input in pieces that end at `ends`; a broken promise stops the program, which is what a fuzzer looks for.
    init(_ input: Span<UInt8>, ends: [Int], limits: WireLimits) {
        var decoder = RequestDecoder(limits: limits)
        var start = 0
        var base = 0
        for end in ends {
            var idleEvents = 0
            while true {
                let given = input.extracting(start..<end)
                let event: RequestDecoder.Event
                do throws(ProtocolError) {
                    event = try decoder.next(given)
                } catch {
                    self.error = error
                    promise(error.offset >= 0 && error.offset <= base + given.count, "an offset within the input")
                    return
                }
                guard event != .needMore else { break }
                let consumed = add(event, decoder.head, given, &base)
                promise(consumed >= 0 && consumed <= given.count, "no more consumed than given")
                start += consumed
                idleEvents = consumed > 0 ? 0 : idleEvents + 1
                promise(idleEvents < 2, "progress")
                promise(decoder.head.fields.count <= limits.fieldCount, "bounded fields")
            }
            let mostPending = max(limits.headBytes, 2 + limits.chunkLineBytes + limits.trailerBytes)
            promise(end - start <= mostPending, "bounded memory")
        }
    }

    private mutating func add(
        _ event: RequestDecoder.Event,
        _ head: RequestHead,
        _ given: Span<UInt8>,
        _ base: inout Int
    ) -> Int {
        switch event {
        case .needMore:
            return 0
        case .head(let count):
            promise(count > 0 && count == head.byteCount, "a head of its own length")
            heads += 1
            add(head, given.extracting(0..<count))
            base = count
            return count
        case .content(let range, let consumed):
            promise(!range.isEmpty && range.upperBound <= consumed, "content within what is consumed")
            contentBytes += range.count
            for index in range { add(base + index, Int(given[index])) }
            base += consumed
            return consumed
        case .end(let consumed):
            ends += 1
            add(base + consumed)
            base = 0
            return consumed
        }
    }

    private mutating func add(_ head: RequestHead, _ bytes: Span<UInt8>) {
        add(head.methodRange.lowerBound, head.methodRange.upperBound, head.minorVersion)
        add(head.target.path.lowerBound, head.target.path.upperBound)
        add(head.target.query?.lowerBound ?? -1, head.authority?.lowerBound ?? -1, head.authority?.upperBound ?? -1)
        add(head.isPersistent ? 1 : 0, head.expectsContinue ? 1 : 0)
        switch head.framing {
        case .none: add(-1)
        case .length(let length): add(length)
        case .chunked: add(-2)
        }
        for field in head.fields {
            add(field.name.lowerBound, field.name.upperBound, field.value.lowerBound, field.value.upperBound)
            for range in [field.name, field.value] {
                for index in range {
                    let byte = bytes[index]
                    promise(byte == 9 || (byte >= 0x20 && byte != 0x7F), "no control byte in a field")
                }
            }
        }
        // The look-ups and decoders that handlers call on what a client sent.
        if let query = head.target.query { add(queryItems(bytes.extracting(query))?.count ?? -1) }
        add(percentDecoded(bytes.extracting(head.target.path))?.utf8.count ?? -1)
        add(head.text(of: "host", in: bytes)?.utf8.count ?? -1)
    }

    private mutating func add(_ values: Int...) {
        for value in values { hash = (hash ^ UInt64(bitPattern: Int64(value))) &* 0x100_0000_01B3 }
    }
}
