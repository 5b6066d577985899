internal import Dispatch
internal import HTTPWire

/// Decides about the coding of answers, and compresses them.
struct AnswerCoder: Sendable {
    /// Up to how many bytes content is compressed on a reactor's queue: a fifth of a millisecond.
    private static let inPlaceLimit = 16 << 10

    /// Where larger content is compressed that a handler gave on a reactor's queue.
    let queue = DispatchQueue(label: "feedforward.compression", attributes: .concurrent)
    /// How many bytes of content are worth compressing.
    private let threshold: Int
    /// Nil if answers are not compressed.
    private let pool: DeflaterPool?

    /// Makes a coder.
    init(_ configuration: ServerConfiguration) {
        threshold = configuration.compressionThreshold
        pool = configuration.compressionLevel == 0 ? nil : DeflaterPool(level: configuration.compressionLevel)
    }

    /// Compresses the content of an answer if the client takes that and it is worth while.
    ///
    /// Does nothing the second time.
    func encode(_ response: inout Response, for accepted: AcceptedCodings) {
        guard response.coded == nil else { return }
        response.coded = CodedContent()
        guard let pool, isCodable(response) else { return }
        response.coded?.varies = true
        let coding = accepted.coding(isLarge: response.content.count >= threshold)
        guard coding != .identity, !response.content.isEmpty else { return }
        var form = response.copies?.form(of: response.content, coding)
        if response.copies == nil || form == nil && accepted.mustCompress {
            form = pool.compressed(response.content, coding, anyway: accepted.mustCompress)
        }
        guard let form else { return }
        response.content = form
        response.coded?.coding = coding
    }

    /// Whether `encode` would hold a reactor up.
    func isLong(_ response: Response, for accepted: AcceptedCodings) -> Bool {
        pool != nil && response.content.count > Self.inPlaceLimit && response.copies == nil && response.coded == nil
            && accepted.coding(isLarge: response.content.count >= threshold) != .identity && isCodable(response)
    }

    /// Whether the coding of an answer is to be decided at all.
    ///
    /// What says that something is wrong is sent as it is. A 304 has no content, but the fields of a 200.
    private func isCodable(_ response: Response) -> Bool {
        guard response.status.rawValue < 400, !response.fields.contains(where: { $0.isNamed("Content-Encoding") })
        else { return false }
        if response.status == 304 { return response.fields.contains { $0.isNamed("ETag") } }
        guard !response.status.forbidsContent, let type = response.contentType else { return false }
        return Self.isCompressible(type)
    }

    /// Whether content of a media type gets smaller: text, JSON and YAML of all kinds, and numbers as they lie.
    static func isCompressible(_ mediaType: String) -> Bool {
        // By far the most common one.
        if mediaType == "application/json" { return true }
        let type = mediaType.prefix { $0 != ";" && $0 != " " }.lowercased()
        return type.hasPrefix("text/") || ["+json", "+yaml", "+xml"].contains(where: type.hasSuffix)
            || Self.compressibleTypes.contains(type)
    }

    private static let compressibleTypes: Set<String> = [
        "application/json", "application/json-seq", "application/octet-stream", "application/x-ndjson",
        "application/yaml", "application/x-yaml", "application/javascript", "application/xml",
        "application/vnd.safetensors", "application/x-safetensors",
    ]
}
