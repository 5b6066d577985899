internal import HTTPServer

/// The media type of content, as far as it is looked at: without its parameters, in lower case.
struct ContentEssence: Sendable, Hashable {
    /// The type; empty if there is none.
    let text: String

    /// Takes the type out of a value of Content-Type; nil stands for none.
    init(of field: String?) {
        text = (field ?? "").lowercased().prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
    }

    /// Whether whoever names it cannot mean JSON, lines of it, or bytes of tensors.
    ///
    /// Any other type says too little to refuse content for it: curl's `-d` sets one of forms by itself, and clients
    /// of older protocols set none, that of plain text or that of bytes.
    var isImpossible: Bool {
        ["multipart/", "image/", "audio/", "video/", "font/"].contains { text.hasPrefix($0) }
            || text.hasSuffix("/xml") || text.hasSuffix("+xml") || text == "text/html"
    }
}

extension Problem {
    /// Why content cannot be read, by its type.
    ///
    /// - Parameters:
    ///   - type: The value of Content-Type.
    ///   - accepted: The media types that the answer names, the preferred one first.
    /// - Returns: The problem; nil if it can be tried.
    static func ofContent(type: String?, accepted: @autoclosure () -> [String] = ["application/json"]) -> Problem? {
        // By far the most common ones need no further look.
        guard let type, type != "application/json", type != "application/octet-stream" else { return nil }
        let essence = ContentEssence(of: type)
        guard essence.isImpossible else { return nil }
        let accepted = accepted()
        return Problem(
            .unsupportedMediaType,
            "\(quoted(essence.text)) is not supported; send \(accepted.joined(separator: " or ")).",
            fields: [.init("Accept", accepted.joined(separator: ", "))]
        )
    }

    /// The problem of a client that accepts nothing of what is offered.
    static func notAcceptable(offers: [String]) -> Problem {
        Problem(.notAcceptable, "Accept names nothing that this path offers: \(offers.joined(separator: ", ")).")
    }
}
