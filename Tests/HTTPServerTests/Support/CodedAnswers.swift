import HTTPServer
import HTTPWire
import TestSupport

/// The answers of `TestHandler` whose coding is of interest, by their paths.
enum CodedAnswers {
    /// 100 KB of text.
    static let numbers = Array("[".utf8) + (0..<20_000).flatMap { Array("\($0 % 97),\n".utf8) } + Array("0]".utf8)
    /// 5 KB that nothing makes smaller.
    static let noise: [UInt8] = {
        var random = SeededRandom(seed: 9)
        return (0..<5_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    }()

    private static let copies = CompressedCopies()

    /// The answer at a path; nil for a path of other tests.
    static func answer(_ path: String) -> Response? {
        let tag = Response.Field("ETag", "\"abc\"")
        let vary = Response.Field("Vary", "Accept")
        switch path {
        case "/coded/numbers", "/later/numbers":
            return Response(200, contentType: "application/json", fields: [tag, vary], content: numbers)
        case "/coded/some":
            let content = Array(numbers.prefix(5_000))
            return Response(200, contentType: "text/plain; charset=utf-8", fields: [tag], content: content)
        case "/coded/small":
            return Response(200, contentType: "application/json", content: Array("{\"live\": true}".utf8))
        case "/coded/document":
            var response = Response(200, contentType: "application/yaml", fields: [tag], content: numbers)
            response.copies = copies
            return response
        case "/coded/noise": return Response(200, contentType: "application/octet-stream", content: noise)
        case "/coded/image": return Response(200, contentType: "image/png", content: numbers)
        case "/coded/error": return Response(422, contentType: "application/problem+json", content: numbers)
        case "/coded/weak":
            let tag = Response.Field("ETag", "W/\"abc\"")
            return Response(201, contentType: "application/json", fields: [tag], content: numbers)
        case "/coded/unchanged": return Response(304, fields: [tag, vary])
        case "/coded/none": return Response(204, fields: [tag])
        case "/coded/already":
            let coding = Response.Field("Content-Encoding", "br")
            return Response(200, contentType: "application/json", fields: [coding], content: numbers)
        default: return nil
        }
    }
}
