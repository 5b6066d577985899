internal import ModelFormats
internal import StrictJSON

/// Checks that problems can be told to a client: a few short sentences, each with a place.
///
/// - Parameters:
///   - problems: The problems.
///   - start: Where all places begin, but that of the sentence that ends a list that was cut.
func checkProblems(_ problems: InputProblems, below start: String = "#") {
    promise(!problems.all.isEmpty, "a reason")
    promise(problems.all.count <= InputProblems.listingLimit + 1, "no more problems than are listed")
    for (index, problem) in problems.all.enumerated() {
        let text = problem.pointer.description
        checkPointer(text)
        promise(text.hasPrefix(start) || index == InputProblems.listingLimit, "a place in the document")
        promise(!problem.detail.isEmpty, "a sentence")
        promise(problem.detail.utf8.count < 1000, "a sentence that does not grow with the input")
    }
}

/// Checks that a text is a JSON pointer as a URI fragment (RFC 6901 section 6).
func checkPointer(_ text: String) {
    let bytes = Array(text.utf8)
    promise(bytes.first == UInt8(ascii: "#"), "a fragment")
    promise(bytes.count == 1 || bytes[1] == UInt8(ascii: "/"), "steps from the root")
    for index in bytes.indices.dropFirst() {
        let rest = bytes[(index + 1)...]
        switch bytes[index] {
        case UInt8(ascii: "~"):
            promise(rest.first == UInt8(ascii: "0") || rest.first == UInt8(ascii: "1"), "an escape of RFC 6901")
        case UInt8(ascii: "%"):
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            promise(digits.utf8.count == 2 && UInt8(digits, radix: 16) != nil, "an escape of RFC 3986")
        case let byte:
            let isPlain = fragmentBytes.contains(byte)
            promise(isPlain, "a byte that a fragment holds as it is")
        }
    }
}

private let fragmentBytes = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._!$&'()*+,;=:@?/".utf8
)
