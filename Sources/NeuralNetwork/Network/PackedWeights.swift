internal import CKernels

/// The weights and the bias of a layer as the dense kernels want them: in panels of outputs, aligned, padded.
///
/// The memory is written in `init` and only read afterwards, so any number of threads may use it.
final class PackedWeights: @unchecked Sendable {
    private let width: Int
    private let units: Int
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
        panels = Self.allocate(padded * width)
        self.bias = Self.allocate(padded)
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

    /// The pre-activations of rows: `bias + weight * input`, in the order of operations that the kernels promise.
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
        let count = inputs.rows * units
        let block = max(64, Self.multiplyAddsAtOnce / width / units)
        var failure: Failure?
        let values = [Float](count: count) { outputs in
            inputs.values.withUnsafeBufferPointer { inputs in
                guard let outputs = outputs.baseAddress, let start = inputs.baseAddress else { return }
                let rows = inputs.count / width
                var first = 0
                while first < rows {
                    // The kernel reads rows * width inputs and writes every one of the rows * units outputs, here those
                    // of `size` rows from `first` on, which are within both.
                    let size = min(block, rows - first)
                    instructionSet.dense(
                        start + first * width,
                        size,
                        width,
                        panels,
                        bias,
                        units,
                        outputs + first * units
                    )
                    first += size
                    guard first < rows else { break }
                    do throws(Failure) {
                        try checkpoint()
                    } catch {
                        // What is left is not read by anybody, but an array has to be whole.
                        (outputs + first * units).initialize(repeating: 0, count: (rows - first) * units)
                        failure = error
                        return
                    }
                }
            }
        }
        if let failure { throw failure }
        return Matrix(rows: inputs.rows, columns: units, values: values)
    }

    /// About how many multiply-adds are done between two looks at whether anybody still waits: 20 ms.
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

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
        let bytes = count * MemoryLayout<Float>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        adviseLargePages(UnsafeMutableRawBufferPointer(start: memory, count: bytes))
        return memory.bindMemory(to: Float.self, capacity: count)
    }
}
