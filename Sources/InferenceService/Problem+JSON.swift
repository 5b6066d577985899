internal import ModelFormats
internal import ModelServing
internal import StrictJSON

extension Problem {
    /// The problem of content that is not JSON.
    ///
    /// - Parameters:
    ///   - error: The first violation.
    ///   - isEmpty: Whether there was no content at all.
    init(_ error: JSONSyntaxError, isEmpty: Bool) {
        let sentence = isEmpty ? "The content is empty where JSON is expected" : error.sentence
        self.init(
            .malformedJSON,
            "\(sentence) (byte \(error.offset)).",
            errors: [InputProblem(error.pointer, sentence)],
            offset: error.offset
        )
    }

    /// The problem of well-formed content that is impossible.
    init(_ problems: InputProblems) {
        self.init(.invalidContent, Self.summary(problems.all), errors: problems.all)
    }

    /// The problem of a request that asks for too much.
    ///
    /// - Parameters:
    ///   - excess: Every figure beyond its limit.
    ///   - network: Where the definition stands.
    init(_ excess: LimitsExceeded, network: JSONPointer = JSONPointer().appending("network")) {
        let errors = excess.all.map { excess in
            InputProblem(excess.figure == .building ? network : excess.pointer, excess.sentence)
        }
        self.init(.overLimit, Self.summary(errors), errors: errors)
    }

    /// The first mistake, with its place, and how many more there are.
    static func summary(_ errors: [InputProblem]) -> String {
        guard let first = errors.first else { return "Nothing more is known." }
        let sentence = "\(first.pointer): \(first.detail)"
        let limit = InputProblems.listingLimit
        return switch errors.count {
        case 1: sentence
        case ...limit: "\(sentence) (and \(errors.count - 1) more)"
        // The last one of the list says that it is not whole.
        default: "\(sentence) (and at least \(limit) more)"
        }
    }
}

/// Text of a client in a message: in quotation marks, and not at any length.
func quoted(_ text: String) -> String {
    // By scalars: a single character may have any number of them.
    text.utf8.count <= 64 ? "\"\(text)\"" : "\"\(String.UnicodeScalarView(text.unicodeScalars.prefix(48)))…\""
}

extension LimitsExceeded.Excess {
    /// What the figure comes from.
    var pointer: JSONPointer {
        switch figure {
        case .rows, .multiplyAdds, .heldValues, .scriptValues: JSONPointer().appending("inputs")
        case .building: JSONPointer().appending("network")
        case .answerValues: JSONPointer().appending("include")
        }
    }

    /// Figure and limit in a sentence.
    var sentence: String {
        let count = actual.map { "\($0)" } ?? "more than 2^63"
        return switch figure {
        case .rows: "\(count) rows are more than the limit of \(limit)"
        case .multiplyAdds: "\(count) multiply-adds, all rows together, are more than the limit of \(limit)"
        case .building:
            "drawing the parameters takes \(count) multiply-adds (a number that is drawn again counts as 32), "
                + "more than the limit of \(limit)"
        case .heldValues:
            "\(count) numbers held at once, rows times the widest layer, are more than the limit of \(limit)"
        case .answerValues:
            "\(count) numbers in the answer (outputs, layer_outputs, values) are more than the limit of \(limit)"
        case .scriptValues:
            "\(count) numbers in the script (inputs, outputs, values) are more than the limit of \(limit)"
        }
    }
}
