internal import CKernels

/// The weights and the bias of a layer as the dense kernels want them: in panels of outputs, aligned, padded.
///
/// The memory is written in `init` and only read afterwards, so any number of threads may use it.
final class PackedWeights: @unchecked Sendable {
    /// The number of inputs.
    let width: Int
    /// The number of outputs.
    let units: Int
    private let instructionSet: InstructionSet
    /// `[panel][width][FF_PANEL]`, aligned to 64 bytes.
    private let panels: UnsafeMutablePointer<Float>
    /// One for each output of each panel, aligned to 64 bytes, +0 where there is none.
    private let bias: UnsafeMutablePointer<Float>

    /// The bytes of the panels and of the bias, padding included.
    let byteCount: Int

    /// Packs the parameters of a layer.
    ///
    /// - Parameters:
    ///   - weight: `[units, width]`, row-major.
    ///   - bias: `[units]`; empty for none.
    ///   - width: The number of inputs; positive.
    ///   - units: The number of outputs; positive.
    ///   - instructionSet: What computes the layer; available on this machine.
    init(weight: [Float], bias: [Float], width: Int, units: Int, instructionSet: InstructionSet) {
        precondition(width > 0 && units > 0 && weight.count == width * units, "a weight for each input and unit")
        precondition(bias.isEmpty || bias.count == units, "a bias for each unit, or none")
        self.width = width
        self.units = units
        self.instructionSet = instructionSet
        let padded = Self.padded(units)
        byteCount = (padded * width + padded) * MemoryLayout<Float>.stride
        panels = UnsafeMutablePointer.allocateAligned(count: padded * width)
        self.bias = UnsafeMutablePointer.allocateAligned(count: padded)
        self.bias.initialize(repeating: 0, count: padded)
        self.bias.update(from: bias, count: bias.count)
        weight.withUnsafeBufferPointer { weight in
            guard let weight = weight.baseAddress else { return }
            ff_pack_weights(weight, units, width, panels)
        }
    }

    deinit {
        UnsafeMutableRawPointer(panels).deallocate()
        UnsafeMutableRawPointer(bias).deallocate()
    }

    /// The floats of scratch memory that `compute` wants, aligned to 64 bytes.
    var scratchCount: Int { ff_dense_scratch(width) }

    /// Computes rows: `f(bias + weight * input)`, in the order of operations that the kernels promise.
    ///
    /// - Parameters:
    ///   - inputs: `[rows, width]`.
    ///   - rows: The number of rows.
    ///   - outputs: Room for `[rows, units]`; every element is written. Overlaps nothing else.
    ///   - scratch: Room for `scratchCount` floats, aligned to 64 bytes.
    ///   - function: An activation element by element, and its parameters; nil for the pre-activations themselves.
    func compute(
        _ inputs: UnsafePointer<Float>,
        rows: Int,
        into outputs: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>,
        applying function: ElementwiseFunction? = nil
    ) {
        var layer = ff_layer(
            width: width,
            units: units,
            panels: panels,
            bias: bias,
            activation: function?.kernel,
            p: function?.p ?? 0,
            q: function?.q ?? 0
        )
        instructionSet.dense(&layer, inputs, rows, outputs, scratch)
    }

    /// The pre-activations of rows.
    func preactivations(of inputs: Matrix) -> Matrix {
        preactivations(of: inputs) { () throws(Never) in }
    }

    /// The pre-activations of rows, with a call of `checkpoint` between blocks of rows; their bits do not depend on the
    /// blocks.
    ///
    /// - Throws: What `checkpoint` throws.
    func preactivations<Failure: Error>(
        of inputs: Matrix,
        checkpoint: () throws(Failure) -> Void
    ) throws(Failure) -> Matrix {
        precondition(inputs.columns == width, "rows as wide as the layer's inputs")
        let scratch = AlignedFloats(count: scratchCount)
        let values = try [Float].inBlocks(
            rows: inputs.rows,
            columns: units,
            of: rowsAtOnce,
            checkpoint: checkpoint
        ) { (rows: Range<Int>, outputs: UnsafeMutablePointer<Float>) throws(Failure) in
            inputs.values.withUnsafeBufferPointer { inputs in
                guard let start = inputs.baseAddress else { return }
                // `inputs` holds all rows, so also those of the block.
                compute(start + rows.lowerBound * width, rows: rows.count, into: outputs, scratch: scratch.start)
            }
        }
        return Matrix(rows: inputs.rows, columns: units, values: values)
    }

    /// How many rows to compute between two looks at whether anybody still waits: some 20 ms, or as few as the weights
    /// are worth reading for.
    var rowsAtOnce: Int { max(64, Self.multiplyAddsAtOnce / width / units) }

    /// About how many multiply-adds a core does in 20 ms or less.
    private static let multiplyAddsAtOnce = 1 << 29

    /// The number of outputs of whole panels that hold `units` of them.
    ///
    /// - Precondition: `units` is so small that a panel more does not overflow.
    private static func padded(_ units: Int) -> Int {
        let panelSize = Int(FF_PANEL)
        return (units + panelSize - 1) / panelSize * panelSize
    }

    /// The bytes that the weights and the bias of a layer will take; nil if an Int does not hold them.
    ///
    /// - Parameters:
    ///   - width: The number of inputs; positive.
    ///   - units: The number of outputs; positive.
    /// - Returns: The `byteCount` of such a layer.
    static func byteCount(width: Int, units: Int) -> Int? {
        guard units <= .max - Int(FF_PANEL) else { return nil }
        let (rows, tooLong) = width.addingReportingOverflow(1)
        let (count, tooMany) = padded(units).multipliedReportingOverflow(by: rows)
        let (bytes, tooLarge) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
        return tooLong || tooMany || tooLarge ? nil : bytes
    }
}
