import HTTPServer
import Testing

@Suite("The place of a request in a trace")
struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let parent = "00f067aa0ba902b7"

    @Test(
        "A value by the rules is read, also of a later version",
        arguments: [
            ("00-\(trace)-\(parent)-01", true), ("00-\(trace)-\(parent)-00", false),
            ("cc-\(trace)-\(parent)-03-more", true),
        ]
    )
    func good(_ text: String, _ isSampled: Bool) throws {
        let context = try #require(TraceContext(text))
        #expect(context.traceID == Self.trace)
        #expect(context.parentID == Self.parent)
        #expect(context.isSampled == isSampled)
    }

    @Test(
        "Anything else is as if it had not been sent",
        arguments: [
            "", "00", "00-\(trace)-\(parent)", "00-\(trace)-\(parent)-01-more", "ff-\(trace)-\(parent)-01",
            "00-\(trace.uppercased())-\(parent)-01", "00-\(String(repeating: "0", count: 32))-\(parent)-01",
            "00-\(trace)-0000000000000000-01", "00-\(trace)-\(parent)-0g", "0-\(trace)-\(parent)-001",
            "cc-\(trace)-\(parent)-01more", "00_\(trace)-\(parent)-01", "00-\(trace)-\(parent)-01 ",
        ]
    )
    func bad(_ text: String) {
        #expect(TraceContext(text) == nil)
    }
}
