import Foundation
import HTTPServer

/// One of the streams that `Fixtures/streams.py` writes.
struct CompressedStream: Sendable, Decodable, CustomStringConvertible {
    let name: String
    let coding: String
    private let compressed: Data
    private let expanded: Data?
    private let zeros: Int?
    private let error: String?

    /// All of them.
    static func all() throws -> [CompressedStream] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/streams.json")
        return try JSONDecoder().decode([CompressedStream].self, from: Data(contentsOf: file))
    }

    var description: String { name }

    /// The coding that the stream is sent as.
    var contentCoding: ContentCoding { ContentCoding(rawValue: coding) ?? .identity }

    /// The stream.
    var bytes: [UInt8] { [UInt8](compressed) }

    /// What it expands to, or why it does not.
    var outcome: Result<[UInt8], InflationError> {
        switch error {
        case "corrupt": .failure(.corrupt)
        case "truncated": .failure(.truncated)
        case "trailingBytes": .failure(.trailingBytes)
        default: .success(zeros.map { [UInt8](repeating: 0, count: $0) } ?? [UInt8](expanded ?? Data()))
        }
    }
}

/// Inflates a stream in pieces of the given sizes, the last one over and over, through a buffer of `room` bytes.
func inflated(
    _ stream: [UInt8],
    _ coding: ContentCoding,
    pieces: [Int] = [.max],
    room: Int = 1000,
    limits: InflationLimits = InflationLimits(expandedBytes: .max)
) -> Result<[UInt8], InflationError> {
    let inflater = Inflater(coding, limits: limits)
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: room)
    defer { buffer.deallocate() }
    var expanded: [UInt8] = []
    var start = 0
    var sizes = pieces[...]
    do throws(InflationError) {
        while start < stream.count {
            let size = sizes.count > 1 ? sizes.removeFirst() : sizes.first ?? 1
            let end = start + min(size, stream.count - start)
            while true {
                let step = try inflater.step(stream.span.extracting(start..<end), into: buffer)
                start += step.consumed
                expanded += buffer[..<step.produced]
                if step.needsInput { break }
            }
            guard start == end else { return .failure(.corrupt) }
        }
        try inflater.finish()
        return .success(expanded)
    } catch {
        return .failure(error)
    }
}
