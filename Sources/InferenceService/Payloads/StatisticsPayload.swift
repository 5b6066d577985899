internal import ModelFormats
internal import NeuralNetwork
internal import StrictJSON

/// Reads the options of statistics: `{"bins": 20, "range": [lo, hi], "quantiles": [0.5]}`.
enum StatisticsPayload {
    /// The most bins of a histogram.
    static let binLimit = 1000
    /// The most quantiles.
    static let quantileLimit = 99

    /// Reads the object at a place.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - place: Where the object stands.
    ///   - pointer: What the client calls the place.
    ///   - problems: Where everything that is wrong is noted.
    /// - Returns: The options; defaults where something is wrong.
    static func read(
        _ document: borrowing JSONDocument,
        at place: JSONDocument.Place,
        pointer: JSONPointer,
        problems: inout [InputProblem]
    ) -> StatisticsOptions {
        let members = MemberReader(
            document,
            at: place,
            pointer: pointer,
            known: ["bins", "range", "quantiles"],
            problems: &problems
        )
        var options = StatisticsOptions()
        var bins = 20
        var range: ClosedRange<Double>?
        if let place = members.place(of: "bins") {
            if let count: Int = document.number(at: place)?.integer(), (1...binLimit).contains(count) {
                bins = count
            } else {
                let expected = "a whole number from 1 to \(binLimit)"
                problems.append(.expected(expected, at: pointer.appending("bins"), document, place))
            }
        }
        if let place = members.place(of: "range") {
            range = readRange(document, place, pointer.appending("range"), &problems)
        }
        options.bins = .uniform(count: bins, range: range)
        if let place = members.place(of: "quantiles") {
            options.quantiles = readQuantiles(document, place, pointer.appending("quantiles"), &problems)
        }
        return options
    }

    private static func readRange(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer,
        _ problems: inout [InputProblem]
    ) -> ClosedRange<Double>? {
        var ends: [Double] = []
        document.forEachElement(at: place) { _, element in
            if let number = document.number(at: element)?.float64, number.isFinite { ends.append(number) }
        }
        // The width has to be finite as well, or there would be no finite edges between the ends.
        guard document.elementCount(at: place) == 2, ends.count == 2, ends[0] < ends[1], (ends[1] - ends[0]).isFinite
        else {
            problems.append(.expected("two finite numbers, the lower one first", at: pointer, document, place))
            return nil
        }
        return ends[0]...ends[1]
    }

    private static func readQuantiles(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer,
        _ problems: inout [InputProblem]
    ) -> [Double] {
        guard let count = document.elementCount(at: place), count <= quantileLimit else {
            problems.append(
                .expected("an array of at most \(quantileLimit) numbers from 0 to 1", at: pointer, document, place)
            )
            return []
        }
        var quantiles: [Double] = []
        var found: [InputProblem] = []
        document.forEachElement(at: place) { index, element in
            guard let number = document.number(at: element)?.float64, (0...1).contains(number) else {
                found.append(.expected("a number from 0 to 1", at: pointer.appending(index), document, element))
                return
            }
            // The answer has one member for each quantile, so one that is given twice counts once; -0 is 0.
            let quantile = number == 0 ? 0 : number
            if !quantiles.contains(quantile) { quantiles.append(quantile) }
        }
        problems += found
        return quantiles
    }
}
