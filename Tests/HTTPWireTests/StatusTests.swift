import HTTPWire
import Testing

@Suite("Statuses")
struct StatusTests {
    @Test(
        "have the reason phrases of their RFCs",
        arguments: [
            (100, "Continue"), (101, "Switching Protocols"), (200, "OK"), (201, "Created"), (202, "Accepted"),
            (203, "Non-Authoritative Information"), (204, "No Content"), (205, "Reset Content"),
            (206, "Partial Content"), (300, "Multiple Choices"), (301, "Moved Permanently"), (302, "Found"),
            (303, "See Other"), (304, "Not Modified"), (305, "Use Proxy"), (307, "Temporary Redirect"),
            (308, "Permanent Redirect"), (400, "Bad Request"), (401, "Unauthorized"), (402, "Payment Required"),
            (403, "Forbidden"), (404, "Not Found"), (405, "Method Not Allowed"), (406, "Not Acceptable"),
            (407, "Proxy Authentication Required"), (408, "Request Timeout"), (409, "Conflict"), (410, "Gone"),
            (411, "Length Required"), (412, "Precondition Failed"), (413, "Content Too Large"),
            (414, "URI Too Long"), (415, "Unsupported Media Type"), (416, "Range Not Satisfiable"),
            (417, "Expectation Failed"), (421, "Misdirected Request"), (422, "Unprocessable Content"),
            (426, "Upgrade Required"), (428, "Precondition Required"), (429, "Too Many Requests"),
            (431, "Request Header Fields Too Large"), (500, "Internal Server Error"), (501, "Not Implemented"),
            (502, "Bad Gateway"), (503, "Service Unavailable"), (504, "Gateway Timeout"),
            (505, "HTTP Version Not Supported"), (507, "Insufficient Storage"), (306, ""), (418, ""), (299, ""),
            (999, ""),
        ]
    )
    func reasons(_ code: Int, _ reason: String) {
        #expect(Status(rawValue: code).reason == reason)
    }

    @Test("that never have content are 1xx, 204 and 304")
    func content() {
        let without = (100...599).filter { Status(rawValue: $0).forbidsContent }
        #expect(without == Array(100...199) + [204, 304])
    }

    @Test("of violations have a reason phrase, and each violation a sentence of its own")
    func violations() {
        let reasons = ProtocolError.Reason.allCases
        for reason in reasons {
            let error = ProtocolError(reason, at: 0)
            #expect(!error.statusHint.reason.isEmpty, "\(reason)")
            #expect(error.explanation.hasSuffix("."), "\(reason)")
        }
        #expect(Set(reasons.map(\.explanation)).count == reasons.count)
        #expect(Set(reasons.map(\.statusHint.rawValue)) == [400, 414, 417, 431, 501, 505])
    }
}
