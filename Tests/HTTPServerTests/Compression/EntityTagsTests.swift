import Testing

@testable import HTTPServer

/// Entity tags of content and of its codings.
@Suite("Entity tags of codings")
struct EntityTagsTests {
    @Test("are distinct for strong tags only")
    func distinct() {
        #expect(EntityTags.tag("\"abc\"", of: .gzip) == "\"abc-gzip\"")
        #expect(EntityTags.tag("\"\"", of: .deflate) == "\"-deflate\"")
        #expect(EntityTags.tag("\"abc\"", of: .identity) == "\"abc\"")
        #expect(EntityTags.tag("W/\"abc\"", of: .gzip) == "W/\"abc\"")
        #expect(EntityTags.tag("\"", of: .gzip) == "\"")
    }

    @Test("become those of the content again, if their coding is among those asked for")
    func plain() {
        let field = "\"abc-gzip\" ,W/\"x-deflate\",\t\"gzip\", *"
        #expect(EntityTags.plain(field) { _ in true } == "\"abc\", W/\"x\", \"gzip\", *")
        #expect(EntityTags.plain(field) { $0 == .gzip } == "\"abc\", W/\"x-deflate\", \"gzip\", *")
        #expect(EntityTags.plain("") { _ in true } == "")
    }
}
