import Testing

@testable import HTTPServer

/// Content-Encoding and Accept-Encoding by RFC 9110.
@Suite("Content codings")
struct ContentCodingTests {
    @Test(
        "are read from Content-Encoding",
        arguments: [
            ("", .success(.identity)),
            (" , ,", .success(.identity)),
            ("identity", .success(.identity)),
            ("gzip", .success(.gzip)),
            ("GZip", .success(.gzip)),
            ("x-gzip", .success(.gzip)),
            ("X-GZIP", .success(.gzip)),
            ("deflate", .success(.deflate)),
            ("identity, deflate\t,", .success(.deflate)),
            ("identity, gzip", .success(.gzip)),
            ("br", .failure(.unknown("br"))),
            ("gzip, br", .failure(.unknown("br"))),
            ("gzip;q=1", .failure(.unknown("gzip;q=1"))),
            ("gzi", .failure(.unknown("gzi"))),
            ("compress", .failure(.unknown("compress"))),
            ("gzip, gzip", .failure(.several([.gzip, .gzip]))),
            ("deflate, x-gzip", .failure(.several([.deflate, .gzip]))),
        ] as [(String, Result<ContentCoding, ContentCoding.Refusal>)]
    )
    func contentEncoding(_ value: String, _ outcome: Result<ContentCoding, ContentCoding.Refusal>) {
        let result = Result { () throws(ContentCoding.Refusal) in try ContentCoding.ofContent(value) }
        #expect(result == outcome)
    }

    @Test(
        "are chosen by Accept-Encoding: of a large answer, and of a small one",
        arguments: [
            ("", .identity, .identity),
            (",, ,", .identity, .identity),
            ("gzip", .gzip, .identity),
            ("x-gzip", .gzip, .identity),
            ("GZIP", .gzip, .identity),
            ("deflate", .deflate, .identity),
            ("gzip, deflate", .gzip, .identity),
            ("deflate, gzip, br, zstd", .gzip, .identity),
            ("deflate;q=1.0, gzip;q=0.9", .deflate, .identity),
            ("gzip;q=0.001", .gzip, .identity),
            ("gzip ; q=0.5 ,\tdeflate ;\tQ=0.501", .deflate, .identity),
            ("gzip;q=0", .identity, .identity),
            ("gzip;q=0.000, deflate;q=0", .identity, .identity),
            ("br", .identity, .identity),
            ("*", .gzip, .identity),
            ("*;q=0.1", .gzip, .identity),
            ("gzip;q=0, *", .deflate, .identity),
            ("*, gzip;q=0, deflate;q=0", .identity, .identity),
            ("identity", .identity, .identity),
            ("identity, gzip;q=0.5", .identity, .identity),
            ("identity;q=0.5, gzip;q=0.5", .gzip, .identity),
            ("identity;q=0.5, gzip", .gzip, .identity),
            ("identity;q=0.5, *;q=0.2", .identity, .identity),
            // The content as it is, refused.
            ("gzip, identity;q=0", .gzip, .gzip),
            ("gzip;q=0.2, deflate;q=0.3, identity;q=0", .deflate, .deflate),
            ("deflate, *;q=0", .deflate, .deflate),
            ("identity;q=0, *", .gzip, .gzip),
            ("*;q=0, identity;q=0.1, gzip", .gzip, .identity),
            // Nothing that there is.
            ("identity;q=0", .identity, .identity),
            ("*;q=0", .identity, .identity),
            ("br, identity;q=0", .identity, .identity),
            // Repeated: the larger weight.
            ("gzip;q=0, gzip;q=0.3", .gzip, .identity),
            ("gzip;q=0.3, x-gzip;q=0", .gzip, .identity),
            // Malformed elements say nothing.
            ("gzip;q=2", .identity, .identity),
            ("gzip;q=1.001", .identity, .identity),
            ("gzip;q=0.1234", .identity, .identity),
            ("gzip;q=.5", .identity, .identity),
            ("gzip;q=-1", .identity, .identity),
            ("gzip;q=", .identity, .identity),
            ("gzip;", .identity, .identity),
            ("gzip;level=9", .identity, .identity),
            ("gzip;q=1;q=0", .identity, .identity),
            ("gzip;q=0.a", .identity, .identity),
            (";q=1, deflate", .deflate, .identity),
            ("gzip deflate", .identity, .identity),
            ("gzip;q=1.000", .gzip, .identity),
            ("gzip;q=1.", .gzip, .identity),
            ("identity;q=zero, gzip", .gzip, .identity),
        ] as [(String, ContentCoding, ContentCoding)]
    )
    func acceptEncoding(_ value: String, large: ContentCoding, small: ContentCoding) {
        var accepted = AcceptedCodings()
        accepted.add(Array(value.utf8).span)
        #expect(accepted.coding(isLarge: true) == large)
        #expect(accepted.coding(isLarge: false) == small)
    }

    @Test("are identity for who says nothing, and joined over field lines")
    func fieldLines() {
        var accepted = AcceptedCodings()
        #expect(accepted.coding(isLarge: true) == .identity)
        accepted.add(Array("deflate;q=0.5".utf8).span)
        accepted.add(Array("gzip;q=0.7".utf8).span)
        #expect(accepted.coding(isLarge: true) == .gzip)
        accepted.add(Array("identity;q=0".utf8).span)
        #expect(accepted.coding(isLarge: false) == .gzip)
    }
}
