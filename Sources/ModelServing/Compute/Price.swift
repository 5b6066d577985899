public import NeuralNetwork

/// An estimate of how long work takes on one core.
///
/// Good to a factor of two or three, which is what the decisions that rest on it need: whether work is worth a hop to
/// another queue, how full the queue is, and when to try again. It saturates instead of overflowing.
public struct Price: Sendable, Hashable, Comparable {
    /// The estimate.
    public let nanoseconds: Int

    /// Makes a price.
    public init(nanoseconds: Int) { self.nanoseconds = nanoseconds }

    /// Makes a price of a time.
    public init(_ time: Duration) { nanoseconds = time.wholeNanoseconds }

    /// Nothing worth counting.
    public static let free = Price(nanoseconds: 0)

    /// What a hop to another queue and back costs in delay, several times over: work below it is done in place.
    public static let hop = Price(nanoseconds: 50_000)

    /// Compares two estimates.
    public static func < (left: Price, right: Price) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The price of both.
    public static func + (left: Price, right: Price) -> Price {
        let (sum, overflows) = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
        return overflows ? Price(nanoseconds: .max) : Price(nanoseconds: sum)
    }

    /// The price of `count` things at `picoseconds` each.
    static func each(_ picoseconds: Int, _ count: Int) -> Price {
        let (product, overflows) = count.multipliedReportingOverflow(by: picoseconds)
        return overflows ? Price(nanoseconds: .max) : Price(nanoseconds: product / 1000)
    }
}

/// What single steps cost, in picoseconds, measured in release builds on a core of about 3 GHz with AVX2.
private enum Rate {
    /// A byte of JSON, checked and read.
    static let parsedByte = 3_000
    /// A random number, most of it for memory that is new; a normal by way of fused multiply-adds in software costs
    /// ten times as much.
    static let draw = InstructionSet.best == .portable ? 35_000 : 3_000
    /// A parameter that is laid out for the kernels.
    static let packed = 1_000
    /// A multiply-add of a factorisation in float64.
    static let factorized = 400
    /// An element on its way into moments, norms and a histogram.
    static let moments = 6_000
    /// An element among which quantiles are selected.
    static let selected = 3_000
    /// A multiply-add.
    static let multiplyAdd = 50
    /// An activation.
    static let activation = 5_000
    /// A float32 written as a decimal.
    static let writtenFloat = 110_000
    /// A float32 written as a decimal of a script, with the memory that it takes.
    static let scriptedFloat = 110_000
    /// A float64 written as a decimal.
    static let writtenDouble = 220_000
    /// A number of a definition, written in canonical form for the fingerprint and for the answer.
    static let canonicalNumber = 500_000
    /// A digested element of a tensor.
    static let digested = 800
    /// A multiply-add whose rounding is estimated.
    static let estimatedMultiplyAdd = 4_000
    /// An activation whose rounding is estimated.
    static let estimatedActivation = 100_000
    /// What a layer costs beside its elements: its part of the fingerprint and its places in an answer.
    static let layer = 6_000_000
    /// What a layer costs beside its elements each time that rows go through it.
    static let layerPass = 150_000
}

extension Price {
    /// The price of reading a document.
    public static func parsing(bytes: Int) -> Price { each(Rate.parsedByte, bytes) }

    /// The price of building a network: its fingerprint, its parameters, and their place for the kernels.
    static func building(_ plan: NetworkPlan) -> Price {
        describing(plan) + EvaluationRequest(plan).priceOfBuilding
    }

    /// The price of sending rows through a network.
    static func predicting(_ plan: NetworkPlan, rows: Int) -> Price {
        let width = plan.layers.reduce(0) { $0 + $1.units }
        let row = each(Rate.multiplyAdd, plan.multiplyAddsPerRow) + each(Rate.activation, width)
        return each(Rate.layerPass, plan.layers.count) + each(1000, product(row.nanoseconds, rows))
    }

    /// The price of saying what a network is.
    public static func describing(_ plan: NetworkPlan) -> Price {
        let given = plan.layers.reduce(0) { $0 + $1.tensors.reduce(0) { $0 + ($1.isGivenInline ? $1.count : 0) } }
        return each(Rate.layer, plan.layers.count) + each(Rate.canonicalNumber, given)
    }
}

extension TensorPlan {
    /// Whether the definition holds the elements, or may hold them.
    fileprivate var isGivenInline: Bool { initializer?.scheme == .values || role == .slope }
}

extension EvaluationRequest {
    /// The price of computing what is asked for, and of writing it.
    public var price: Price { needsNetwork ? priceOnceBuilt + priceOfBuilding : priceOnceBuilt }

    /// The price without that of building the network.
    public var priceOnceBuilt: Price {
        let price = Price.describing(plan)
        return needsNetwork ? price + priceOfTensors + priceOfRows : price
    }

    fileprivate var priceOfBuilding: Price {
        .each(Rate.packed, plan.parameterCount) + priceOfDrawing
            + .each(Rate.factorized, plan.drawingWork.multiplyAdds)
    }

    private var priceOfDrawing: Price {
        let work = plan.drawingWork
        return .each(Rate.draw, work.draws) + .each(Rate.draw, work.redraws)
    }

    /// The price of a reproduction, and of writing it.
    public var reproductionPrice: Price {
        let rows = inputs?.rows ?? 0
        let width = plan.layers.reduce(0) { $0 + $1.units }
        let row =
            Price.each(Rate.estimatedMultiplyAdd, plan.multiplyAddsPerRow)
            + .each(Rate.estimatedActivation, width)
            + .each(Rate.scriptedFloat, plan.inputSize) + .each(Rate.scriptedFloat, plan.outputSize)
        let written = plan.layers.reduce(0) { $0 + $1.tensors.reduce(0) { $0 + ($1.isWrittenOut ? $1.count : 0) } }
        // The normals that orthogonal matrices were made from are drawn again, and all else that is drawn with them.
        let isDrawnAgain = plan.layers.contains { $0.definition.weightInitializer.scheme == .orthogonal }
        return .describing(plan) + priceOfBuilding
            + (isDrawnAgain ? priceOfDrawing + .each(Rate.packed, plan.parameterCount) : .free)
            + .each(Rate.digested, plan.parameterCount)
            + .each(Rate.scriptedFloat, written)
            + .each(1000, Price.product(row.nanoseconds, rows))
    }

    private var priceOfTensors: Price {
        var price = Price.free
        if parts.contains(.parameters) {
            let selection = statistics.quantiles.isEmpty ? 0 : Rate.selected
            price = price + .each(Rate.moments + selection, plan.parameterCount)
            let tensors = plan.layers.reduce(0) { $0 + $1.tensors.count }
            price = price + .each(Rate.writtenDouble, tensors * numbersOfTensor)
        }
        if parts.contains(.values) { price = price + .each(Rate.writtenFloat, plan.parameterCount) }
        if parts.contains(.digests) { price = price + .each(Rate.digested, plan.parameterCount) }
        return price
    }

    /// How many numbers the statistics of one tensor have.
    private var numbersOfTensor: Int {
        let bins =
            switch statistics.bins {
            case .uniform(let count, _): count
            case .edges(let edges): edges.count
            }
        return 14 + bins + statistics.quantiles.count
    }

    private var priceOfRows: Price {
        guard needsForwardPass, let rows = inputs?.rows else { return .free }
        var row = Price.each(Rate.multiplyAdd, plan.multiplyAddsPerRow)
        let width = plan.layers.reduce(0) { $0 + $1.units }
        row = row + .each(Rate.activation, width)
        if parts.contains(.activations) { row = row + .each(Rate.moments, width) }
        if parts.contains(.layerOutputs) { row = row + .each(2 * Rate.writtenFloat, width) }
        if parts.contains(.outputs) { row = row + .each(Rate.writtenFloat, plan.outputSize) }
        return .each(Rate.layerPass, plan.layers.count) + .each(1000, Price.product(row.nanoseconds, rows))
    }
}

extension Price {
    fileprivate static func product(_ left: Int, _ right: Int) -> Int {
        let (product, overflows) = left.multipliedReportingOverflow(by: right)
        return overflows ? .max : product
    }
}
