/// What a forward pass in float64 computed, layer by layer.
///
/// It holds the inputs and, of each layer, `rows * (units + outputs)` numbers of 8 bytes; a layer without a
/// nonlinearity shares one matrix for both.
public struct ForwardPass64: Sendable {
    /// What one layer made of the rows.
    public struct Layer: Sendable {
        /// What the activation was applied to, `[rows, units]`.
        public let preactivations: Matrix64

        /// What came out, `[rows, outputs]`.
        public let outputs: Matrix64
    }

    /// The rows that went in, `[rows, inputs]`.
    public let inputs: Matrix64

    /// The layers, first to last.
    public let layers: [Layer]

    /// What came out of the last layer, `[rows, outputs]`.
    public var outputs: Matrix64 { layers.last?.outputs ?? inputs }

    /// What went into a layer: the outputs of the one before it, or the inputs.
    func inputs(ofLayer index: Int) -> Matrix64 { index == 0 ? inputs : layers[index - 1].outputs }
}
