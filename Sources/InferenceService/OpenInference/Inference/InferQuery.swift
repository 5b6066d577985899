internal import ModelServing
internal import NeuralNetwork

/// What the answer to an inference request needs to know of it, beside the rows.
struct InferQuery: Sendable {
    /// One tensor that is wanted.
    struct Output: Sendable {
        /// What the client calls it.
        let name: String
        /// What it is.
        let tensor: OutputTensor
        /// Whether it is answered as bytes.
        var isBinary = false
        /// How many of the largest elements of a row are wanted, as text; nil for all of them, as numbers.
        var classes: Int?
    }

    /// What the client calls the request.
    var id: String?
    /// What is wanted, in the order of the answer.
    var outputs: [Output]
}

extension Model {
    /// The output tensor of a name: the definition's own output, `logits`, or `layers.N`.
    ///
    /// - Returns: The tensor; nil if the model has none of that name.
    func outputTensor(named name: String) -> OutputTensor? {
        if name == plan.definition.outputName { return .output }
        if name == "logits" { return .logits }
        let prefix = "layers."
        guard name.hasPrefix(prefix), let index = Int(name.dropFirst(prefix.count)), name == "\(prefix)\(index)",
            plan.layers.indices.contains(index)
        else { return nil }
        return .layer(index)
    }
}
