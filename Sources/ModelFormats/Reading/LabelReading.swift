internal import NeuralNetwork
internal import StrictJSON

extension DefinitionReader {
    /// Reads `labels`, after the layers, which say how many there must be.
    ///
    /// A short body can hold millions of labels, and each could be wrong. So only the first ones are read
    /// where their number is wrong, and reading ends where enough labels are wrong.
    mutating func readLabels(_ document: borrowing JSONDocument, _ place: JSONDocument.Place) {
        let pointer = root.appending("labels")
        guard let count = document.elementCount(at: place) else {
            problems.note(pointer, "expected an array of strings, found \(spoken(document.kind(at: place)))")
            return
        }
        let readable = count == outputCount ? count : InputProblems.listingLimit
        if count > readable {
            origin.labelsAreCut = true
            if let outputs = outputCount {
                let rule = DefinitionProblem.Rule.wrongLabelCount(actual: count, outputs: outputs)
                problems.note(pointer, rule.sentence(at: .labels))
            }
        }
        var labels: [String] = []
        var distinct: Set<String> = [""]
        for (index, element) in elements(of: place, in: document, atMost: readable).enumerated() {
            let label = readString(document, at: element, pointer: pointer.appending(index), problems: &problems)
            if label == nil { origin.standInLabels.insert(index) }
            labels.append(label ?? "")
            distinct.insert(label ?? "")
            // The empty string counts as distinct from the start.
            if labels.count + 1 - distinct.count > InputProblems.listingLimit {
                origin.labelsAreCut = true
                break
            }
        }
        definition.labels = labels
    }

    /// The number of outputs, if the layers were read and the last one is possible.
    private var outputCount: Int? {
        guard !origin.outputsAreStandIn(definition.layers.count - 1), let last = definition.layers.last,
            last.units > 0, last.activation.kind != .glu || last.units % 2 == 0
        else { return nil }
        return last.activation.outputWidth(units: last.units)
    }
}
