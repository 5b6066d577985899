internal import HTTPServer
internal import ModelServing

/// A protocol in which clients ask kept models for predictions: how a request is read, and how an answer is written.
protocol PredictionDialect: Sendable {
    /// What the answer needs to know of the request, beside the rows.
    associatedtype Query: Sendable

    /// The most bytes that a number of the content usually takes, from which follows how many rows there will be at
    /// least.
    ///
    /// Fewer rows than there are cost no more than to receive what is refused then; more would refuse what has a place.
    ///
    /// - Parameter request: The request, its content still to come.
    /// - Returns: At least 1.
    func bytesOfNumber(in request: borrowing Request) -> Int

    /// Reads a request for a model.
    ///
    /// - Returns: The rows and what is wanted of them, within the limits, and what the answer needs to know.
    /// - Throws: Everything that is wrong with the request.
    func read(
        _ request: borrowing Request,
        for model: Model,
        limits: EvaluationLimits
    ) throws(Problem) -> (rows: PredictionRequest, query: Query)

    /// Writes the answer.
    ///
    /// - Parameters:
    ///   - prediction: What the rows came to.
    ///   - query: What `read` kept of the request.
    ///   - model: The model that computed it.
    /// - Returns: The answer.
    func answer(_ prediction: Prediction, to query: Query, from model: Model) -> Response
}

extension PredictionDialect {
    /// Those of a float64 with all its digits, a comma and a space.
    static var bytesOfDecimal: Int { 22 }

    /// Those of JSON.
    func bytesOfNumber(in request: borrowing Request) -> Int { Self.bytesOfDecimal }
}
