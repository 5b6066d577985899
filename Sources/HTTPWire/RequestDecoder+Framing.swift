extension RequestDecoder {
    /// Reads the fields that decide how the connection is read on, and those of which two lines make two requests; all
    /// others are the caller's business.
    mutating func interpret(_ bytes: Span<UInt8>, _ field: FieldLine) throws(ProtocolError) {
        switch field.name.count {
        case 4 where bytes.matches("host", in: field.name): try readHost(bytes, field)
        case 6 where bytes.matches("expect", in: field.name): readExpect(bytes, field)
        case 10 where bytes.matches("connection", in: field.name): readConnection(bytes, field)
        case 12 where bytes.matches("content-type", in: field.name):
            try refuse(field, ifRepeated: framing.hasContentType)
            framing.hasContentType = true
        case 13 where bytes.matches("authorization", in: field.name):
            try refuse(field, ifRepeated: framing.hasAuthorization)
            framing.hasAuthorization = true
        case 14 where bytes.matches("content-length", in: field.name): try readContentLength(bytes, field)
        case 17 where bytes.matches("transfer-encoding", in: field.name): try readTransferEncoding(bytes, field)
        case 14 where bytes.matches("content_length", in: field.name),
            17 where bytes.matches("transfer_encoding", in: field.name):
            throw violation(.confusableFieldName, at: field.name.lowerBound)
        default: break
        }
    }

    /// A field of which there is one line at most (RFC 9110 section 5.3).
    private func refuse(_ field: FieldLine, ifRepeated isRepeated: Bool) throws(ProtocolError) {
        if isRepeated { throw violation(.repeatedField, at: field.name.lowerBound) }
    }

    /// Exactly one Host, with a valid value (RFC 9112 section 3.2), in HTTP/1.0 at most one.
    private mutating func readHost(_ bytes: Span<UInt8>, _ field: FieldLine) throws(ProtocolError) {
        guard framing.host == nil else { throw violation(.repeatedHost, at: field.name.lowerBound) }
        if let index = Authority.firstViolation(in: bytes, field.value) { throw violation(.malformedHost, at: index) }
        framing.host = field.value
    }

    /// An expectation that cannot be met is refused once the head is complete, as faulty framing comes first; HTTP/1.0
    /// has none (RFC 9110 section 10.1.1).
    private mutating func readExpect(_ bytes: Span<UInt8>, _ field: FieldLine) {
        guard head.minorVersion >= 1 else { return }
        var start = field.value.lowerBound
        while let element = bytes.nextListElement(from: &start, to: field.value.upperBound) {
            if element.isEmpty { continue }
            if bytes.matches("100-continue", in: element) {
                framing.expectsContinue = true
            } else if framing.unmetExpectation == nil {
                framing.unmetExpectation = element.lowerBound
            }
        }
    }

    /// Options other than these two concern proxies (RFC 9110 section 7.6.1).
    private mutating func readConnection(_ bytes: Span<UInt8>, _ field: FieldLine) {
        var start = field.value.lowerBound
        while let element = bytes.nextListElement(from: &start, to: field.value.upperBound) {
            if bytes.matches("close", in: element) {
                framing.closes = true
            } else if bytes.matches("keep-alive", in: element) {
                framing.keepsAlive = true
            }
        }
    }

    /// Digits, once (RFC 9110 section 8.6).
    ///
    /// A recipient may take equal repeated values for one. Whoever repeats the length of the content is broken or
    /// attacks somebody who reads only one of them, so they are refused like different ones.
    private mutating func readContentLength(_ bytes: Span<UInt8>, _ field: FieldLine) throws(ProtocolError) {
        guard framing.contentLength == nil else { throw violation(.repeatedContentLength, at: field.name.lowerBound) }
        guard !framing.hasTransferEncoding else {
            throw violation(.contentLengthWithTransferEncoding, at: field.name.lowerBound)
        }
        guard !field.value.isEmpty else { throw violation(.malformedContentLength, at: field.value.lowerBound) }
        var length = 0
        for index in field.value {
            guard bytes[index].isDigit else {
                let isList = bytes[index] == Byte.comma && index > field.value.lowerBound
                throw violation(isList ? .repeatedContentLength : .malformedContentLength, at: index)
            }
            let (product, overflows) = length.multipliedReportingOverflow(by: 10)
            let (sum, carries) = product.addingReportingOverflow(Int(bytes[index] - Byte.zero))
            if overflows || carries { throw violation(.contentLengthTooLarge, at: field.value.lowerBound) }
            length = sum
        }
        // Decimal for us, octal for who reads numbers as C does.
        if field.value.count > 1, bytes[field.value.lowerBound] == Byte.zero {
            throw violation(.malformedContentLength, at: field.value.lowerBound)
        }
        framing.contentLength = length
    }

    /// Collects transfer codings, which may stand in several lines (RFC 9112 section 6.1).
    ///
    /// Empty elements, which a recipient of lists should overlook, are refused: no sender writes them, and recipients
    /// that read `,chunked` differently have been played off against each other.
    private mutating func readTransferEncoding(_ bytes: Span<UInt8>, _ field: FieldLine) throws(ProtocolError) {
        guard head.minorVersion >= 1 else { throw violation(.transferEncodingInOldVersion, at: field.name.lowerBound) }
        guard framing.contentLength == nil else {
            throw violation(.contentLengthWithTransferEncoding, at: field.name.lowerBound)
        }
        framing.hasTransferEncoding = true
        var index = field.value.lowerBound
        let end = field.value.upperBound
        while true {
            let start = index
            while index < end, bytes[index].isTokenByte { index += 1 }
            guard index > start else { throw violation(.malformedTransferEncoding, at: index) }
            let isChunked = bytes.matches("chunked", in: start..<index)
            if isChunked, framing.hasChunked { throw violation(.repeatedChunked, at: start) }
            let parameters = Parameters.end(in: bytes, index..<end, requiresValue: true)
            // Chunked defines no parameters (RFC 9112 section 7).
            if parameters.violation == nil, isChunked, parameters.end > index {
                throw violation(.malformedTransferEncoding, at: index)
            }
            if let violating = parameters.violation { throw violation(.malformedTransferEncoding, at: violating) }
            framing.hasChunked = framing.hasChunked || isChunked
            framing.isChunkedLast = isChunked
            framing.lastCoding = start
            if !isChunked, framing.foreignCoding == nil { framing.foreignCoding = start }
            index = parameters.end
            while index < end, bytes[index].isWhitespace { index += 1 }
            guard index < end else { return }
            guard bytes[index] == Byte.comma else { throw violation(.malformedTransferEncoding, at: index) }
            index += 1
            while index < end, bytes[index].isWhitespace { index += 1 }
        }
    }

    /// Checks what only a whole head can show.
    ///
    /// - Parameter index: Where the empty line begins.
    /// - Throws: What is missing or does not go together.
    func checkHead(emptyLine index: Int) throws(ProtocolError) {
        if head.minorVersion >= 1, framing.host == nil { throw violation(.missingHost, at: index) }
        if framing.hasTransferEncoding {
            // First the rule that is a must (RFC 9112 section 6.3, case 4), then the one that is a should (section 6.1).
            guard framing.isChunkedLast else { throw violation(.chunkedNotLast, at: framing.lastCoding) }
            if let index = framing.foreignCoding { throw violation(.unsupportedTransferCoding, at: index) }
        }
        if let index = framing.unmetExpectation { throw violation(.unsupportedExpectation, at: index) }
    }

    /// Decides how the request goes on behind its head (RFC 9112 sections 6.3 and 9.3).
    mutating func finishHead() -> Event {
        if framing.hasTransferEncoding {
            head.framing = .chunked
            state = .chunkLine
        } else if let length = framing.contentLength {
            head.framing = .length(length)
            state = length > 0 ? .content(length) : .complete
        } else {
            state = .complete
        }
        let hasContent = framing.hasTransferEncoding || framing.contentLength ?? 0 > 0
        head.expectsContinue = framing.expectsContinue && hasContent
        // What follows CONNECT is meant for a tunnel, which some on the way may believe to be there (RFC 9110 section
        // 9.3.6): it is never taken for a request.
        head.isPersistent =
            !framing.closes && (head.minorVersion >= 1 || framing.keepsAlive) && head.method != .connect
        head.authority = head.target.authority ?? framing.host
        head.byteCount = cursor
        let count = cursor
        consume(count)
        return .head(byteCount: count)
    }
}
