internal import StrictJSON
internal import Testing

@Suite("Rows of numbers")
struct JSONRowsTests {
    private func rows(_ text: String, valueLimit: Int = .max, problemLimit: Int = 100) throws -> JSONRows {
        try reading(text) { $0.rows(at: $0.root, valueLimit: valueLimit, problemLimit: problemLimit) }
    }

    @Test("an array of arrays is rows of numbers, white space wherever it may be")
    func nested() throws {
        for text in ["[[1,2.5,-3e2],[4,-0.0,6]]", " [ [ 1 ,\n2.5,\t-3e2 ] ,\r[4 , -0.0 , 6 ] ] "] {
            let rows = try rows(text)
            #expect(rows.values.map(\.bitPattern) == ([1, 2.5, -300, 4, -0.0, 6] as [Float]).map(\.bitPattern))
            #expect(rows.rowCount == 2)
            #expect(rows.columnCount == 3)
            #expect(rows.valueCount == 6)
            #expect(!rows.isFlat)
            #expect(rows.problems.isEmpty)
        }
    }

    @Test("a flat array is one row")
    func flat() throws {
        let rows = try rows("[1, 2, 3]")
        #expect(rows.values == [1, 2, 3])
        #expect(rows.rowCount == 1)
        #expect(rows.columnCount == 3)
        #expect(rows.isFlat)
        #expect(rows.problems.isEmpty)
    }

    @Test("an empty array has no rows; empty rows have no columns")
    func empty() throws {
        for text in ["[]", " [ \n ] "] {
            let none = try rows(text)
            #expect(none.rowCount == 0 && none.columnCount == 0 && none.valueCount == 0 && !none.isFlat)
            #expect(none.problems.isEmpty)
        }
        let hollow = try rows("[[], [ ]]")
        #expect(hollow.rowCount == 2 && hollow.columnCount == 0 && hollow.values.isEmpty && !hollow.isFlat)
        #expect(hollow.problems.isEmpty)
    }

    @Test(
        "what is not rows of numbers is named with its place",
        arguments: [
            ("null", [.notRows(.null)]), ("1", [.notRows(.number)]), ("\"[1]\"", [.notRows(.string)]),
            ("{\"a\":[1]}", [.notRows(.object)]), ("true", [.notRows(.boolean)]),
            ("[[1],2,[3],null]", [.notARow(row: 1, .number), .notARow(row: 3, .null)]),
            ("[null,[1]]", [.notARow(row: 0, .null)]),
            (
                "[\"a\",{},[1,2],[3]]",
                [
                    .notARow(row: 0, .string), .notARow(row: 1, .object), .ragged(row: 3, actual: 1, expected: 2),
                ]
            ),
            ("[1,null,2]", [.notANumber(row: 0, column: 1, .null)]),
            ("[null]", [.notANumber(row: 0, column: 0, .null)]),
            ("[\"1\",true]", [.notANumber(row: 0, column: 0, .string), .notANumber(row: 0, column: 1, .boolean)]),
            ("[{},1]", [.notANumber(row: 0, column: 0, .object)]),
            ("[1,[2]]", [.notANumber(row: 0, column: 1, .array)]),
            ("[null,1,[2]]", [.notANumber(row: 0, column: 0, .null), .notANumber(row: 0, column: 2, .array)]),
            (
                "[[1,\"],[\"],[{\"a\":[1]},2]]",
                [
                    .notANumber(row: 0, column: 1, .string), .notANumber(row: 1, column: 0, .object),
                ]
            ),
            ("[[[1]]]", [.notANumber(row: 0, column: 0, .array)]),
            ("[[1e39,1],[2,-1e999999]]", [.beyondFloat32(row: 0, column: 0), .beyondFloat32(row: 1, column: 1)]),
            ("[3.4028236e38]", [.beyondFloat32(row: 0, column: 0)]),
            (
                "[[1,2],[3],[],[4,5],[6,7,8]]",
                [
                    .ragged(row: 1, actual: 1, expected: 2), .ragged(row: 2, actual: 0, expected: 2),
                    .ragged(row: 4, actual: 3, expected: 2),
                ]
            ),
            ("[[],[1]]", [.ragged(row: 1, actual: 1, expected: 0)]),
            (
                "[[1,2],[null,1e40,\"x\"]]",
                [
                    .notANumber(row: 1, column: 0, .null), .beyondFloat32(row: 1, column: 1),
                    .notANumber(row: 1, column: 2, .string), .ragged(row: 1, actual: 3, expected: 2),
                ]
            ),
        ] as [(String, [JSONRows.Problem])]
    )
    func problems(_ text: String, _ expected: [JSONRows.Problem]) throws {
        #expect(try rows(text).problems == expected)
    }

    @Test("numbers are counted, and those beyond float32 kept as infinite, beside what is wrong")
    func counts() throws {
        let rows = try rows("[[1,null,1e39],5,[2,3],[\"x\"]]")
        #expect(rows.values == [1, .infinity, 2, 3])
        #expect(rows.valueCount == 4)
        #expect(rows.rowCount == 4)
        #expect(rows.columnCount == 3)
    }

    @Test("no more numbers are stored than the limit, and all are counted and checked")
    func valueLimit() throws {
        for limit in [0, 1, 3, 4, 5] {
            let rows = try rows("[[1,2],[3,1e39]]", valueLimit: limit)
            #expect(rows.values == Array([1, 2, 3, .infinity].prefix(limit)))
            #expect(rows.valueCount == 4)
            #expect(rows.rowCount == 2)
            #expect(rows.columnCount == 2)
            #expect(rows.problems == [.beyondFloat32(row: 1, column: 1)])
        }
    }

    @Test("no more problems are reported than the limit, the first ones")
    func problemLimit() throws {
        let text = "[" + String(repeating: "null,", count: 1000) + "1]"
        #expect(try rows(text).problems.count == 100)
        #expect(try rows(text).problems.last == .notANumber(row: 0, column: 99, .null))
        #expect(try rows(text, problemLimit: 1).problems == [.notANumber(row: 0, column: 0, .null)])
        #expect(try rows(text, problemLimit: 0).problems.isEmpty)
        #expect(try rows("null", problemLimit: 0).problems.isEmpty)
    }

    @Test("rows are read from anywhere in a document")
    func anywhere() throws {
        try reading(#"{"network":{"a":[[9]]},"inputs":[[1,2],[3,4]]}"#) { document in
            let place = document.member("inputs", at: document.root)
            #expect(place.map { document.rows(at: $0).values } == [1, 2, 3, 4])
        }
    }
}
