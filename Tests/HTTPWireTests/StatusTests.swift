import HTTPWire
import Testing

@Suite("Statuses")
struct StatusTests {
    @Test(
        "have the reason phrases of their RFCs",
        arguments: [
            (200, "OK"), (204, "No Content"), (400, "Bad Request"), (404, "Not Found"), (405, "Method Not Allowed"),
            (413, "Content Too Large"), (414, "URI Too Long"), (417, "Expectation Failed"),
            (422, "Unprocessable Content"), (431, "Request Header Fields Too Large"), (501, "Not Implemented"),
            (503, "Service Unavailable"), (505, "HTTP Version Not Supported"), (507, "Insufficient Storage"),
            (306, ""), (418, ""), (299, ""), (999, ""),
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
        #expect(Set(reasons.map(\.statusHint.rawValue)) == [400, 413, 414, 417, 431, 501, 505])
    }
}
