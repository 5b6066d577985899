internal import HTTPServer
internal import ModelServing

/// Work on a JSON document: reading it, pricing what it asks for, and answering.
///
/// Knows nothing of requests and queues, so the command line does the same as the server.
protocol Operation: Sendable {
    /// What a document asks for, once it is known to be possible.
    associatedtype Work: Sendable

    /// The forms in which the operation answers, the preferred one first.
    static var formats: [OneShot.Format] { get }

    /// Reads a document that is to be answered in a form.
    func read(_ body: Span<UInt8>, for format: OneShot.Format) throws(Problem) -> Work

    /// What answering costs beside reading.
    func price(of work: Work) -> Price

    /// How much memory work holds while it waits, beside the document that it was read from.
    func bytes(of work: Work) -> Int

    /// Does the work and writes the answer, in the form that it was read for.
    func answer(to work: Work, _ format: OneShot.Format) throws(Problem) -> [UInt8]

    /// Answers as `answer(to:_:)` does, or breaks long work off once nobody waits for it, and says where the time went.
    ///
    /// Unless it is given, work is done to its end, and all of it is writing the answer.
    func answer(
        to work: Work,
        _ format: OneShot.Format,
        _ timing: inout ServerTiming,
        isCancelled: () -> Bool
    ) throws(Problem) -> [UInt8]
}

extension Operation {
    func answer(
        to work: Work,
        _ format: OneShot.Format,
        _ timing: inout ServerTiming,
        isCancelled: () -> Bool
    ) throws(Problem) -> [UInt8] {
        try timing.serialise.add { () throws(Problem) in try answer(to: work, format) }
    }
}

extension OneShot.Format {
    /// The media type that the form has on the wire; the first one is what a client that accepts everything gets.
    var mediaType: String {
        switch self {
        case .json: "application/json"
        case .text: "text/plain"
        case .python: "text/x-python"
        }
    }

    /// The value of Content-Type.
    var contentType: String {
        switch self {
        case .json: "application/json"
        case .text: "text/plain; charset=utf-8"
        case .python: "text/x-python; charset=utf-8"
        }
    }
}
