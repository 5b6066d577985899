internal import NeuralNetwork

/// An estimate of how long work takes on one core.
///
/// Good to a factor of two or three, which is what the decisions that rest on it need: whether work is worth a hop to
/// another queue, how full the queue is, and when to try again. It saturates instead of overflowing.
public struct Price: Sendable, Hashable, Comparable {
    /// The estimate.
    public let nanoseconds: Int

    /// Makes a price.
    public init(nanoseconds: Int) { self.nanoseconds = nanoseconds }

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

/// What single steps cost, in picoseconds, measured in release builds on a core of about 3 GHz.
private enum Rate {
    /// A byte of JSON, checked and read.
    static let parsedByte = 5_000
    /// A random draw.
    static let draw = 15_000
    /// A parameter that is set without a draw.
    static let fill = 1_000
    /// An element on its way into moments, norms and a histogram.
    static let moments = 15_000
    /// An element on each level of a sort.
    static let sortLevel = 4_000
    /// A multiply-add.
    static let multiplyAdd = 500
    /// An activation.
    static let activation = 10_000
    /// A number written as a decimal.
    static let writtenNumber = 60_000
    /// A digested byte.
    static let digestedByte = 1_000
    /// What a layer, its tensors and their places in an answer cost beside their elements.
    static let layer = 3_000_000
}

extension Price {
    /// The price of reading a document.
    public static func parsing(bytes: Int) -> Price { each(Rate.parsedByte, bytes) }
}

extension EvaluationRequest {
    /// The price of computing what is asked for, and of writing it.
    public var price: Price {
        var price = Price.each(Rate.layer, plan.layers.count)
        guard needsNetwork else { return price }
        let draws = plan.definition.initializationOrder == .moduleThenInit ? 2 : 1
        price = price + .each(draws * Rate.draw, plan.parameterCount)
        price = price + priceOfTensors + priceOfRows
        return price
    }

    private var priceOfTensors: Price {
        var price = Price.free
        if parts.contains(.parameters) {
            let levels = statistics.quantiles.isEmpty ? 0 : Int.bitWidth - plan.parameterCount.leadingZeroBitCount
            price = price + .each(Rate.moments + levels * Rate.sortLevel, plan.parameterCount)
            price = price + .each(Rate.writtenNumber, plan.layers.reduce(0) { $0 + $1.tensors.count } * numbersOfTensor)
        }
        if parts.contains(.values) { price = price + .each(Rate.writtenNumber, plan.parameterCount) }
        if parts.contains(.digests) { price = price + .each(Rate.digestedByte, plan.parameterBytes) }
        return price
    }

    /// How many numbers the statistics of one tensor have.
    private var numbersOfTensor: Int {
        let bins =
            switch statistics.bins {
            case .uniform(let count, _): count
            case .edges(let edges): edges.count
            }
        return 20 + 2 * bins + statistics.quantiles.count
    }

    private var priceOfRows: Price {
        guard needsForwardPass, let rows = inputs?.rows else { return .free }
        var row = Price.each(Rate.multiplyAdd, plan.multiplyAddsPerRow)
        let width = plan.layers.reduce(0) { $0 + $1.units }
        row = row + .each(Rate.activation, width)
        if parts.contains(.activations) { row = row + .each(2 * Rate.moments, width) }
        if parts.contains(.layerOutputs) { row = row + .each(2 * Rate.writtenNumber, width) }
        if parts.contains(.outputs) { row = row + .each(Rate.writtenNumber, plan.outputSize) }
        return .each(1000, Price.product(row.nanoseconds, rows))
    }
}

extension Price {
    fileprivate static func product(_ left: Int, _ right: Int) -> Int {
        let (product, overflows) = left.multipliedReportingOverflow(by: right)
        return overflows ? .max : product
    }
}
