import HTTPServer
import HTTPWire
import Testing

@testable import InferenceService

/// What a client accepts and sends.
struct NegotiationTests {
    @Test(
        "The most acceptable offer wins, the first of equals",
        arguments: [
            (nil, "json"), ("", "json"), ("*/*", "json"), ("application/json", "json"), ("text/plain", "text"),
            ("TEXT/Plain; charset=utf-8", "text"), ("text/*", "text"), ("text/*;q=0.5, application/json", "json"),
            ("application/json;q=0.5, text/plain", "text"), ("application/json; q=0.2 , text/plain;q=0.3", "text"),
            ("*/*, application/json;q=0", "text"), ("*/*;q=0.1, text/plain;q=0", "json"),
            ("text/html, application/xhtml+xml, */*;q=0.8", "json"), ("image/png", nil), ("text/plain;q=0", nil),
            ("application/xml, text/html", nil), ("text/plain;q=2, application/json;q=0.1", "json"),
            ("nonsense", "json"), (",,", "json"), ("text/plain;q=0, text/plain", "text"),
        ] as [(String?, String?)]
    )
    func accept(_ field: String?, _ expected: String?) {
        let index = AcceptedTypes(field).best(of: ["application/json", "text/plain"])
        #expect(index.map { ["json", "text"][$0] } == expected)
    }

    @Test(
        "Content that can be meant as JSON is taken",
        arguments: [
            nil, "", "application/json", "Application/JSON ; charset=utf-8", "application/vnd.api+json", "text/json",
            "application/x-www-form-urlencoded", "text/plain", "text/csv", "application/octet-stream", "json",
        ] as [String?]
    )
    func taken(_ type: String?) {
        #expect(Problem.ofContent(type: type) == nil)
    }

    @Test(
        "Content that cannot be meant as JSON is refused, and the answer says what is taken",
        arguments: [
            "multipart/form-data; boundary=x", "application/xml", "image/svg+xml", "Text/HTML ; charset=utf-8",
            "image/png", "audio/ogg", "video/mp4",
        ]
    )
    func refused(_ type: String) throws {
        let problem = try #require(Problem.ofContent(type: type))
        #expect(problem.kind == .unsupportedMediaType)
        #expect(problem.detail.contains("application/json"))
        #expect(problem.response(to: .named("")).field("Accept") == "application/json")
    }

    @Test("An entity tag matches itself, strong or weak, in a list, and the star")
    func entityTags() {
        let tag = EntityTag(of: [1, 2, 3])
        #expect(tag != EntityTag(of: [1, 2, 4]))
        #expect(tag.text.hasPrefix("\"") && tag.text.hasSuffix("\"") && tag.text.count == 18)
        for field in [tag.text, "W/\(tag.text)", "\"x\", \(tag.text)", "*"] { #expect(tag.matches(field)) }
        for field in [nil, "", "\"x\"", String(tag.text.dropFirst().dropLast())] { #expect(!tag.matches(field)) }
    }
}
