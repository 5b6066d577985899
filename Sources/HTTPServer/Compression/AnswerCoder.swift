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

    /// The coding of an answer whose content comes piece by piece, as much as it may be.
    func coding(ofStream head: AnswerHead, for accepted: AcceptedCodings) -> CodedContent {
        guard pool != nil, Self.isCodable(head.status, head.contentType, head.fields) else { return CodedContent() }
        return CodedContent(coding: accepted.coding(isLarge: true), varies: true)
    }

    /// What compresses content piece by piece; nil for what is sent as it is.
    func deflater(for coding: ContentCoding) -> Deflater? { coding == .identity ? nil : pool?.take(coding) }

    /// Takes back what is not used any more.
    func giveBack(_ deflater: Deflater) { pool?.giveBack(deflater) }

    private func isCodable(_ response: Response) -> Bool {
        response.mayBeCompressed && Self.isCodable(response.status, response.contentType, response.fields)
    }

    /// Whether the coding of an answer is to be decided at all.
    ///
    /// What says that something is wrong is sent as it is. A 304 has no content, but the fields of a 200.
    private static func isCodable(_ status: Status, _ contentType: String?, _ fields: [Response.Field]) -> Bool {
        guard status.rawValue < 400, !fields.contains(where: { $0.isNamed("Content-Encoding") }) else { return false }
        if status == 304 { return fields.contains { $0.isNamed("ETag") } }
        guard !status.forbidsContent, let contentType else { return false }
        return isCompressible(contentType)
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
