import Testing

@testable import HTTPServer

/// Dates as HTTP writes them.
struct DateLineTests {
    @Test(
        "A second is written as RFC 9110 section 5.6.7 has it",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
        ]
    )
    func text(second: Int, text: String) {
        #expect(DateLine.text(of: second) == text)
    }
}
