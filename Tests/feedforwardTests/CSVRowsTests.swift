import Testing

@testable import feedforward

/// Comma-separated rows as JSON.
struct CSVRowsTests {
    /// Text, the columns that count, and the JSON.
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        var columns: Int?
        let json: String
        var testDescription: String { text.debugDescription }
    }

    @Test(
        "Rows keep their digits, names and empty lines are skipped",
        arguments: [
            Case(text: "1,2\n3,4\n", json: "[[1,2],[3,4]]"),
            Case(text: "1,2\r\n3,4", json: "[[1,2],[3,4]]"),
            Case(text: "a,b\n0.10,-2e3\n\n", json: "[[0.10,-2e3]]"),
            Case(text: "a,b,label\n1,2,x\n3,4,y", columns: 2, json: "[[1,2],[3,4]]"),
            Case(text: "\"1\", 2 \n", json: "[[1,2]]"),
            Case(text: "+1,.5\n5.,007", json: "[[1.0,0.5],[5.0,7.0]]"),
            Case(text: "", json: "[]"),
        ]
    )
    func rows(_ row: Case) throws {
        #expect(
            String(decoding: try CSVRows.json(Array(row.text.utf8), columns: row.columns), as: UTF8.self) == row.json
        )
    }

    @Test("A field that is no number is named by line and column")
    func failure() {
        #expect(throws: CSVRows.Failure(line: 3, column: 2, text: "x")) {
            try CSVRows.json(Array("1,2\n\n3,x\n".utf8), columns: nil)
        }
        #expect(throws: CSVRows.Failure(line: 2, column: 1, text: "nan")) {
            try CSVRows.json(Array("1,2\nnan,2\n".utf8), columns: nil)
        }
    }
}
