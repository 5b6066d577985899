internal import HTTPWire

/// Why the server itself refused a request: the values of a label, so that there are few of them and always the same.
enum RefusalReason: Int, CaseIterable {
    case syntax, incomplete, targetTooLong, headTooLarge, expectation, transferCoding, version
    case headTimeout, bodyTimeout, deadline
    case contentTooLarge, expansionTooLarge, contentCoding, malformedContent
    case plainText, memory, connections, connectionsOfAddress

    /// The value of the label.
    var label: String {
        switch self {
        case .syntax: "syntax"
        case .incomplete: "incomplete"
        case .targetTooLong: "target_too_long"
        case .headTooLarge: "head_too_large"
        case .expectation: "expectation"
        case .transferCoding: "transfer_coding"
        case .version: "version"
        case .headTimeout: "head_timeout"
        case .bodyTimeout: "body_timeout"
        case .deadline: "deadline"
        case .contentTooLarge: "content_too_large"
        case .expansionTooLarge: "expansion_too_large"
        case .contentCoding: "content_coding"
        case .malformedContent: "malformed_content"
        case .plainText: "plain_text"
        case .memory: "memory"
        case .connections: "connections"
        case .connectionsOfAddress: "connections_of_address"
        }
    }

    /// The reason for a failure; nil for one that is no refusal but a fault of the server's own.
    ///
    /// - Parameters:
    ///   - failure: The failure.
    ///   - hasHead: Whether the head of the request was complete.
    init?(_ failure: ServerFailure, hasHead: Bool) {
        switch failure {
        case .protocolError(let error): self.init(error.reason)
        case .contentTooLarge: self = .contentTooLarge
        case .unsupportedCoding: self = .contentCoding
        case .malformedCoding: self = .malformedContent
        case .expansionTooLarge: self = .expansionTooLarge
        case .requestTimeout: self = hasHead ? .bodyTimeout : .headTimeout
        case .plainTextOnSecurePort: self = .plainText
        case .receivedBytesFull: self = .memory
        case .deadlinePassed: self = .deadline
        case .tooManyConnections: self = .connections
        case .tooManyConnectionsOfAddress: self = .connectionsOfAddress
        case .noAnswer: return nil
        }
    }

    private init(_ reason: ProtocolError.Reason) {
        self =
            switch reason {
            case .incompleteRequest: .incomplete
            case .requestLineTooLong: .targetTooLong
            case .headTooLarge, .tooManyFields, .trailersTooLarge: .headTooLarge
            case .unsupportedExpectation: .expectation
            case .unsupportedTransferCoding: .transferCoding
            case .unsupportedVersion: .version
            default: .syntax
            }
    }
}

/// Why a connection was not taken.
enum ConnectionRefusal: Int, CaseIterable {
    /// As many as may be open are open.
    case limit
    /// As many as one address may have open are open.
    case address
    /// The system gives no more descriptors.
    case descriptors

    /// The reason that a gate gave.
    init(_ failure: ServerFailure) {
        if case .tooManyConnectionsOfAddress = failure { self = .address } else { self = .limit }
    }
}
