public import ModelServing

/// What the service computes, without HTTP and at once: for a command line.
public enum OneShot {
    /// The form of an answer.
    public enum Format: Sendable, Hashable {
        /// JSON.
        case json
        /// Aligned tables for a terminal.
        case text
        /// A PyTorch script that makes the same network and compares: for evaluations.
        case python
    }

    /// Does what `POST /v1/evaluate` does.
    ///
    /// - Parameters:
    ///   - body: The content of the request.
    ///   - limits: How much it may ask for.
    ///   - format: The form of the answer.
    /// - Returns: The content of the answer, or what is wrong.
    public static func evaluate(
        _ body: [UInt8],
        limits: EvaluationLimits,
        format: Format
    ) -> Result<[UInt8], Problem> {
        run(EvaluateOperation(limits: limits), body, format)
    }

    /// Does what `POST /v1/validate` does.
    ///
    /// - Parameters:
    ///   - body: The content of the request.
    ///   - limits: How much it may ask for.
    ///   - format: JSON or tables.
    /// - Returns: The content of the answer, or what is wrong.
    /// - Precondition: `format` is one of those two.
    public static func validate(
        _ body: [UInt8],
        limits: EvaluationLimits,
        format: Format
    ) -> Result<[UInt8], Problem> {
        run(ValidateOperation(limits: limits), body, format)
    }

    private static func run<Kind: Operation>(
        _ operation: Kind,
        _ body: [UInt8],
        _ format: Format
    ) -> Result<[UInt8], Problem> {
        precondition(Kind.formats.contains(format), "a form in which the operation answers")
        do {
            return .success(try operation.answer(to: operation.read(body.span, for: format), format))
        } catch {
            return .failure(error)
        }
    }
}
