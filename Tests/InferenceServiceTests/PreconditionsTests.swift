import HTTPServer
import HTTPWire
import Testing

@testable import InferenceService

/// Entity tags in lists, and what they ask for.
struct PreconditionsTests {
    private static let tag = EntityTag(of: [1])
    private static let other = EntityTag(of: [2])

    @Test(
        "A list names tags strongly or weakly; a star names everything",
        arguments: [
            ("\(tag.text)", true, true), ("\"x\" , \(tag.text)", true, true), (",, \(tag.text) ,", true, true),
            ("W/\(tag.text)", false, true), ("W/\(other.text), \(tag.text)", true, true), ("*", true, true),
            (" * ", true, true), ("\"a,b\", \(tag.text)", true, true), ("\"\"", false, false), ("\"x\"", false, false),
            ("w/\"x\"", nil, nil), ("x", nil, nil), ("\"x", nil, nil), ("\"x\" \"y\"", nil, nil), ("", nil, nil),
            (",", nil, nil), ("*, \"x\"", nil, nil), ("\"x\", *", nil, nil), ("\"a b\"", nil, nil), ("W/", nil, nil),
            ("**", nil, nil),
        ] as [(String, Bool?, Bool?)]
    )
    func lists(_ field: String, _ strongly: Bool?, _ weakly: Bool?) {
        let list = EntityTagList(field)
        #expect(list?.names([Self.tag], isWeak: false) == strongly)
        #expect(list?.names([Self.tag], isWeak: true) == weakly)
    }

    @Test("Preconditions are tried in the order of RFC 9110, If-Match strongly, If-None-Match weakly")
    func order() throws {
        let (tag, other) = (Self.tag.text, Self.other.text)
        let cases: [(fields: [(name: String, value: String)], present: Bool, absent: Bool)] = [
            ([], true, true),
            ([("If-Match", tag)], true, false),
            ([("If-Match", "W/\(tag)")], false, false),
            ([("If-Match", "*")], true, false),
            ([("If-Match", other)], false, false),
            ([("If-Match", other), ("If-Match", tag)], true, false),
            ([("If-None-Match", "*")], false, true),
            ([("If-None-Match", tag)], false, true),
            ([("If-None-Match", "W/\(tag)")], false, true),
            ([("If-None-Match", other)], true, true),
            ([("If-Match", tag), ("If-None-Match", other)], true, false),
            ([("If-Match", tag), ("If-None-Match", tag)], false, false),
        ]
        for (fields, present, absent) in cases {
            let preconditions = try RequestText(fields: fields).with { try Preconditions($0) }
            #expect(preconditions.hold(for: [Self.tag]) == present, "\(fields)")
            #expect(preconditions.hold(for: nil) == absent, "\(fields)")
        }
    }

    @Test("A precondition that cannot be read is refused, not passed over", arguments: ["If-Match", "If-None-Match"])
    func malformed(_ name: String) throws {
        let _: Void = try RequestText(fields: [(name, "1-abc")]).with { request in
            #expect {
                try Preconditions(request)
            } throws: { error in
                let problem = error as? Problem
                return problem?.kind == .malformedRequest && problem?.detail.contains(name) == true
            }
        }
    }
}
