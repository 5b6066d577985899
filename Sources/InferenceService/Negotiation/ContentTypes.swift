internal import HTTPServer

extension Problem {
    /// Why content cannot be read as JSON, by its type.
    ///
    /// No type at all, and the form type that curl's `-d` sets by itself, are taken as JSON: nobody means a form here.
    ///
    /// - Parameter type: The value of Content-Type.
    /// - Returns: The problem; nil if it can be read.
    static func ofContent(type: String?) -> Problem? {
        let essence = (type ?? "").lowercased().prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
        switch essence {
        case "", "application/json", "text/json", "application/x-www-form-urlencoded": return nil
        case _ where essence.hasSuffix("+json"): return nil
        default:
            return Problem(
                .unsupportedMediaType,
                "\(quoted(essence)) is not supported; send application/json.",
                fields: [.init("Accept", "application/json")]
            )
        }
    }

    /// The problem of a client that accepts nothing of what is offered.
    static func notAcceptable(offers: [String]) -> Problem {
        Problem(.notAcceptable, "Accept names nothing that this path offers: \(offers.joined(separator: ", ")).")
    }
}
