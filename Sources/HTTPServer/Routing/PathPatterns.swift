/// Templates of paths with parameters as plain bytes, so that looking for one that a path matches touches nothing that is
/// counted: it is done for every request.
struct PathPatterns: Sendable {
    /// One segment of a template: literal text, or a parameter and the literal text that follows it.
    private struct Piece: Sendable {
        let isParameter: Bool
        /// Where the literal text stands in `text`.
        let start: Int
        let count: Int
    }

    private var text: [UInt8] = []
    private var pieces: [Piece] = []
    /// The pieces of each template.
    private var templates: [Range<Int>] = []

    /// Adds a template behind the others.
    ///
    /// - Parameter segments: The text of each segment, and whether a parameter comes before it.
    mutating func append(_ segments: [(isParameter: Bool, text: String)]) {
        let first = pieces.count
        for segment in segments {
            pieces.append(
                Piece(isParameter: segment.isParameter, start: text.count, count: segment.text.utf8.count)
            )
            text += segment.text.utf8
        }
        templates.append(first..<pieces.count)
    }

    /// The first template that a path matches, and its parameters.
    ///
    /// - Parameter path: ASCII that says nothing by its encoding.
    /// - Returns: The number of the template; nil if the path matches none.
    func match(_ path: [UInt8]) -> (index: Int, parameters: [String])? {
        path.withUnsafeBufferPointer { path in
            text.withUnsafeBufferPointer { text in
                pieces.withUnsafeBufferPointer { pieces in
                    for index in templates.indices {
                        let template = UnsafeBufferPointer(rebasing: pieces[templates[index]])
                        guard Self.matches(template, text, path) else { continue }
                        return (index, Self.parameters(template, path))
                    }
                    return nil
                }
            }
        }
    }

    private static func matches(
        _ template: UnsafeBufferPointer<Piece>,
        _ text: UnsafeBufferPointer<UInt8>,
        _ path: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        // Where a segment begins; behind the end once all were taken.
        var start = 1
        for piece in template {
            guard start <= path.count else { return false }
            let end = endOfSegment(path, from: start)
            let length = end - start - piece.count
            guard piece.isParameter ? length > 0 : length == 0 else { return false }
            for index in 0..<piece.count where text[piece.start + index] != path[start + length + index] {
                return false
            }
            start = end + 1
        }
        return start > path.count
    }

    private static func parameters(
        _ template: UnsafeBufferPointer<Piece>,
        _ path: UnsafeBufferPointer<UInt8>
    ) -> [String] {
        var parameters: [String] = []
        var start = 1
        for piece in template {
            let end = endOfSegment(path, from: start)
            if piece.isParameter {
                parameters.append(String(decoding: path[start..<end - piece.count], as: UTF8.self))
            }
            start = end + 1
        }
        return parameters
    }

    private static func endOfSegment(_ path: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
        return end
    }
}
