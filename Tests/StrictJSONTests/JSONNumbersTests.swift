import StrictJSON
import Testing

@Suite("Numbers in arrays of any nesting")
struct JSONNumbersTests {
    private func numbers(_ text: String, limit: Int = .max) throws -> JSONNumbers {
        let bytes = Array(text.utf8)
        let document = try JSONDocument(bytes.span)
        return document.numbers(at: document.root, valueLimit: limit)
    }

    @Test(
        "Numbers are read in the order of the document",
        arguments: ["[1,-2.5,3e2]", "[[1],[-2.5,[3e2]]]", " [ [ ] , 1 ,\n[ -2.5 ] , 3e2 ] "]
    )
    func order(text: String) throws {
        let numbers = try numbers(text)
        #expect(numbers.values == [1, -2.5, 300])
        #expect(numbers.count == 3)
        #expect(numbers.problem == nil)
    }

    @Test("Beyond the limit numbers are counted, not stored")
    func limit() throws {
        let numbers = try numbers("[1,2,[3,4]]", limit: 2)
        #expect(numbers.values == [1, 2])
        #expect(numbers.count == 4)
    }

    @Test(
        "The first thing that is no number ends the reading",
        arguments: [
            ("7", .notAnArray(.number)), ("{}", .notAnArray(.object)), ("[1,\"]\",2]", .notANumber(index: 1, .string)),
            ("[[1],[null]]", .notANumber(index: 1, .null)), ("[true]", .notANumber(index: 0, .boolean)),
            ("[{\"a\":1}]", .notANumber(index: 0, .object)), ("[1,2,1e39]", .beyondFloat32(index: 2)),
        ] as [(String, JSONNumbers.Problem)]
    )
    func problems(text: String, problem: JSONNumbers.Problem) throws {
        #expect(try numbers(text).problem == problem)
    }
}
