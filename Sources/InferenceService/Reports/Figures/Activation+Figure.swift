internal import NeuralNetwork

/// What figures say of an activation, and what they show of it where nobody says more.
extension Activation {
    /// The pre-activations that show what is peculiar to the function: its effective interval with both its sides, or
    /// else what is around zero.
    var figureDomain: (lower: Double, upper: Double) {
        let reach: Double
        if let interval = effectiveInterval {
            let ends = [interval.lower, interval.upper].compactMap { $0 }.map(abs)
            let farthest = ends.max() ?? 0
            reach = ends.count == 2 ? farthest + max(2, farthest / 3) : max(5, farthest + 3)
        } else {
            switch kind {
            case .softshrink, .hardshrink: reach = 4 * abs(number("lambd")) + 1
            case .arctan, .softsign: reach = 8
            default: reach = 5
            }
        }
        // A parameter may be as large as float32 allows, and its figure still has to have ends.
        let largest = Double(Float.greatestFiniteMagnitude)
        return (-min(reach, largest), min(reach, largest))
    }

    /// The formula, typeset as far as plain text can be, and the parameters.
    var figureCaption: String {
        let numbers = zip(kind.parameters, values).compactMap { parameter, value in
            switch value {
            case .number(let number): "\(parameter.name) = \(typeset(NumberText.of(number)))"
            case .choice(let word): "\(parameter.name) = \(word)"
            case .numbers(let numbers): numbers.first.map { "\(parameter.name) = \(typeset(NumberText.of($0)))" }
            case .count, .tensor: nil
            }
        }
        let parameters = numbers.isEmpty ? "" : "; \(numbers.joined(separator: ", "))"
        return "f(x) = \(figureFormula)\(parameters)"
    }

    /// The effective interval in words.
    var intervalLabel: String {
        guard let interval = effectiveInterval else { return "" }
        let name = "effective interval"
        switch (
            interval.lower.map { typeset(NumberText.of($0)) },
            interval.upper.map { typeset(NumberText.of($0)) }
        ) {
        case (let lower?, let upper?): return "\(name) \(lower) \u{2026} \(upper)"
        case (let lower?, nil): return "\(name) x > \(lower)"
        case (nil, let upper?): return "\(name) x < \(upper)"
        case (nil, nil): return name
        }
    }

    /// What a figure shows, for those who cannot see it.
    func figureDescription(from lower: Double, to upper: Double) -> String {
        let ends = [lower, upper].map { typeset(NumberText.of($0)) }
        let interval = effectiveInterval == nil ? "" : ", \(intervalLabel)"
        return "\(figureCaption), with its derivative, for x from \(ends[0]) to \(ends[1])\(interval)."
    }

    /// The one formula of the catalogue's that holds for these parameters, in evaluation mode.
    private var figureFormula: String {
        let formula =
            switch kind {
            case .prelu: "x > 0 ? x : init * x"
            case .rrelu: "x > 0 ? x : (lower + upper) / 2 * x"
            case .gelu where value(of: "approximate") == .choice("tanh"):
                "x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))"
            case .gelu: "x / 2 * (1 + erf(x / sqrt(2)))"
            default: kind.formula
            }
        return typeset(formula)
    }
}
